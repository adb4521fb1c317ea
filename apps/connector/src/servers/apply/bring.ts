import { Fault } from '#access/fault.js';
import type { GrantId, ResourceId } from '#access/ids.js';
import type { HostAnswer } from '#host/answer.js';
import { formatRequest, REQUEST_LIMITS } from '#host/request.js';
import type { WantedServer } from '#host/wanted.js';
import type { ReceiptGrant, ReceiptStanding } from '#protocol/receipt-payload.js';
import type { GrantRecord } from '../../journal/journal-state.js';
import { makeReceipt } from '../../receipts/receipts.js';
import { canBeNamed, presentDigest, serverGrants, wantedFor, withSiblings } from '../list/wanted-for.js';
import type { Connection } from '../pool/pool.js';
import { askHost } from './by-sudo.js';
import { type Core, sourcesOf } from './core.js';
import { noteClock } from './server-clock.js';
import { outcomeOf, type FailedGrant } from './outcome.js';
import { heldBack, type IsProved, itsVersion, sayable } from './script-version.js';
import type { ServerMemory } from './server-memory.js';

/** One exec: sends the whole wanted state, reads what the server read back, and writes the receipt. */
export interface Run {
  failed: FailedGrant[];
}

/**
 * Brings a server to its wanted state.
 * @throws Fault server-unreachable, sudo-asks-password, host-script-failed, not-set-up, order-older-than-ledger …
 */
export const bring = async (
  core: Core,
  serverId: ResourceId,
  memory: ServerMemory,
  connection: Connection,
  withholdNew: boolean,
): Promise<Run> => {
  const nowMs = core.clock.nowMs();
  const wanted = wantedFor(sourcesOf(core), serverId, { nowMs, withholdNew });
  const held = heldBack(wanted, memory);
  const isProved: IsProved = (id) => core.journal.state.grants.get(id as GrantId)?.proved?.state === 'present';
  const asked = { ...sayable(wanted, memory, isProved), ended: wanted.ended?.slice(0, REQUEST_LIMITS.ended) };
  const all = sayable(withSiblings(sourcesOf(core), serverId, asked, { nowMs, withholdNew }), memory, isProved);
  if ((asked.ended ?? []).length > 0) await core.clock.persist();
  const askedMs = core.clock.nowMs();
  const answer = await askHost(connection, formatRequest(all, itsVersion(memory)));
  noteClock(memory, answer.clockSeconds, { askedMs, answeredMs: core.clock.nowMs() });
  memory.found.scriptVersion = answer.scriptVersion;
  memory.reaper = answer.reaper ?? memory.reaper;
  if (answer.generation !== asked.generation) refuseOtherGeneration(asked, answer);
  memory.broughtAtMs = core.clock.nowMs();
  const outcome = outcomeOf({ ...asked, hold: all.hold }, answer, (id) => core.journal.state.grants.get(id as GrantId));
  const standing = answer.standing.map((one) => ({ ...one }));
  const standingText = JSON.stringify(standing);
  // Where it changed, or nothing is known of before, every account that was looked at is named: what is gone there is told too.
  const isStandingNews = standingText !== memory.standing && (standing.length > 0 || outcome.present.length > 0);
  const told = isStandingNews ? [...new Set([...outcome.present, ...outcome.proved])] : outcome.proved;
  const proved = [...told, ...neverSent(core, serverId, nowMs)];
  if (proved.length > 0 || isStandingNews) await writeReceipt(core, { serverId, wanted: asked, proved, standing });
  memory.standing = standingText;
  refuseFaults(answer);
  const failed = [...outcome.failed, ...held];
  if (failed.every((one) => one.final)) memory.settled = presentDigest(wanted);
  return { failed };
};

/** Ended grants with a name that no request may hold: the script was never told of them, so nothing of them is there. */
const neverSent = (core: Core, serverId: ResourceId, nowMs: number): ReceiptGrant[] =>
  serverGrants(sourcesOf(core), serverId, nowMs)
    .unproved.filter((grant) => !canBeNamed(grant.ordered))
    .map(provedNothing);

/** The read-back of a grant of which nothing can be there. */
export const provedNothing = ({ ordered: { grantId, account } }: GrantRecord): ReceiptGrant => ({
  grantId,
  state: 'absent',
  account,
  groups: [],
  remaining: [],
});

/** Throws the first fault that the server said of itself. */
export const refuseFaults = ({ faults: [fault] }: HostAnswer): void => {
  if (fault !== undefined) throw new Fault(fault.code, fault.message, { hint: fault.hint, detail: fault.detail });
};

/** What is answered for another generation proves nothing of this order: the server refused it, or did not do what it was told. */
const refuseOtherGeneration = (wanted: WantedServer, answer: HostAnswer): never => {
  refuseFaults(answer);
  throw new Fault('host-script-failed', 'The server answered for another generation of the order.', {
    hint: 'Run `sudo curfew-host doctor` on the server.',
    detail: `sent ${wanted.generation}, answered ${answer.generation}`,
  });
};

interface Proof {
  serverId: ResourceId;
  wanted: Pick<WantedServer, 'generation'>;
  proved: ReceiptGrant[];
  standing: ReceiptStanding[];
  serverCleared?: boolean;
}

/** Signs and journals a receipt. */
export const writeReceipt = async (
  core: Core,
  { serverId, wanted, proved, standing, serverCleared = false }: Proof,
): Promise<void> => {
  const readBack = {
    serverId,
    generation: wanted.generation,
    readAtMs: core.clock.nowMs(),
    grants: proved,
    standing,
    serverCleared,
  };
  await core.journal.commit(makeReceipt(core.identity, core.key, readBack));
  core.reporter.receiptWritten();
};
