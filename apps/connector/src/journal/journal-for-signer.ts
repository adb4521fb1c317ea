import { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import { type Ceiling, cutToCeiling } from '../ceiling/ceiling.js';
import { standingOf } from '../servers/list/wanted-for.js';
import type { JournalledGrant, SignerJournal } from '../signer/signer-journal.js';
import type { Journal } from './journal.js';

/** The journal as the signer sees it: a grant that this connector does not serve comes with the reason. */
export const journalForSigner = (journal: Journal, ceiling: Ceiling, nowMs: () => number): SignerJournal => ({
  grant: (grantId) => journalledGrant(journal, ceiling, grantId, nowMs()),
  bindKey: (grantId, keyNumber, publicKey) => journal.bindKey(grantId, keyNumber, publicKey),
  recordSerial: (record) => journal.recordSerial(record),
});

const journalledGrant = (
  journal: Journal,
  ceiling: Ceiling,
  grantId: GrantId,
  nowMs: number,
): JournalledGrant | undefined => {
  const grant = journal.state.grants.get(grantId);
  if (grant === undefined) return undefined;
  const standing = standingOf(grant, journal.state.servers.get(grant.ordered.serverId), ceiling, nowMs);
  if (standing.kind === 'refused') return { ordered: grant.ordered, refusal: standing.fault };
  const ordered = cutToCeiling(ceiling, grant.ordered);
  return { ordered, refusal: standing.kind === 'ended' ? ended() : undefined };
};

const ended = (): Fault => new Fault('grant-not-active', 'The grant has ended.', { hint: 'Ask for access again.' });
