import { Fault } from '#access/fault.js';
import type { FaultCode } from '#access/fault-codes.js';
import type { GrantId } from '#access/ids.js';
import { sameRoles } from '#access/sudo-role.js';
import { ENDED_BY_ROOT, type GrantReadBack, type HostAnswer } from '#host/answer.js';
import type { EndedGrant, WantedGrant, WantedServer } from '#host/wanted.js';
import type { Reportable } from '#protocol/fault-report.js';
import type { ReceiptGrant } from '#protocol/receipt-payload.js';
import type { GrantRecord } from '../../journal/journal-state.js';

/** What an answer means for one grant that could not be brought to its wanted state. */
export interface FailedGrant {
  grantId: GrantId;
  fault: Reportable;
  /** Adding it will not be tried again: it is refused for good until the order changes. */
  final: boolean;
}

/** What one run on a server came to, compared with what was wanted. */
export interface Outcome {
  /** Read-backs that say something new, for a receipt. */
  proved: ReceiptGrant[];
  /** Read-backs of all grants in force, news or not: whose accounts were looked at. */
  present: ReceiptGrant[];
  failed: FailedGrant[];
}

/** Refusals that another try would only repeat: somebody has to change the ask or the server first. */
const FINAL_CODES: ReadonlySet<FaultCode> = new Set([
  'account-exists', 'account-not-allowed', 'group-missing', 'command-missing', 'above-ceiling', 'above-policy',
] as const); // prettier-ignore

export const isFinal = ({ code, detail }: Pick<Reportable, 'code' | 'detail'>): boolean =>
  FINAL_CODES.has(code) || (code === 'grant-not-active' && detail === ENDED_BY_ROOT);

/** Compares the answer with what was wanted. Only what the server itself read back counts; what it does not name is unproved. */
export const outcomeOf = (
  wanted: WantedServer,
  answer: HostAnswer,
  known: (grantId: string) => GrantRecord | undefined,
): Outcome => {
  const outcome: Outcome = { proved: [], present: [], failed: [] };
  const answered = new Map(answer.grants.map((grant) => [grant.grantId, grant]));
  const unnamed = answer.faults[0] ?? NOT_NAMED;
  const judge = (grantId: string, expected: 'present' | 'absent', whyNot: WhyNot, whyOtherEnd?: WhyNot): void => {
    const grant = known(grantId);
    const found = answered.get(grantId);
    if (grant === undefined) return;
    // Withheld: it does not stand there, and was not to be added.
    if (found === undefined && expected === 'present' && wanted.hold === true && answer.faults.length === 0) return;
    const fault = found === undefined ? unnamed : whyNot(found);
    if (fault !== undefined) {
      outcome.failed.push(failedGrant(grant, expected, fault));
      if (found) outcome.proved.push(...finishingNoMore(grant, found));
    } else if (found && (found.state === expected || isFinishing(found))) {
      const otherEnd = whyOtherEnd?.(found);
      if (otherEnd !== undefined) outcome.failed.push(failedGrant(grant, expected, otherEnd));
      const proof = proofOf(grant, found, expected);
      if (expected === 'present') outcome.present.push(proof);
      if (isNews(grant, proof)) outcome.proved.push(proof);
    }
  };
  for (const grant of wanted.grants) {
    const { grantId } = grant;
    judge(grantId, 'present', (found) => whyNotPresent(grant, found), (found) => whyOtherEnd(grant, found)); // prettier-ignore
  }
  for (const ended of wanted.ended ?? []) judge(ended.grantId, 'absent', (found) => whyNotAbsent(ended, found));
  return outcome;
};

type WhyNot = (found: GrantReadBack) => Reportable | undefined;

/** Only adding can be refused for good; an end is retried for ever. */
const failedGrant = ({ ordered }: GrantRecord, expected: 'present' | 'absent', fault: Reportable): FailedGrant => ({
  grantId: ordered.grantId,
  fault,
  final: expected === 'present' && isFinal(fault),
});

const proofOf = ({ ordered }: GrantRecord, found: GrantReadBack, state: 'present' | 'absent'): ReceiptGrant => ({
  grantId: ordered.grantId,
  state,
  account: found.account,
  groups: [...found.groups].sort(),
  ...(found.sudoRoles && {
    sudoRoles: found.sudoRoles.map(({ name, commands }) => ({ name, commands: [...commands] })),
  }),
  ...(ordered.tellEnd && state === 'present' && found.untilSeconds !== undefined && { untilIso: iso(found.untilSeconds) }), // prettier-ignore
  remaining: [...found.remaining, ...(found.finishing ?? [])].slice(0, REMAINING_MOST),
  ...(isFinishing(found) && { finishing: true }),
});

/** It was told that nothing but sessions is left, by leave; that is so no more, and all that is left is told. */
const finishingNoMore = (grant: GrantRecord, found: GrantReadBack): ReceiptGrant[] => {
  const { finishing: _, ...proof } = proofOf(grant, found, 'absent');
  return grant.proved?.finishing && proof.remaining.length > 0 ? [proof] : [];
};

/** As much as a receipt takes. */
const REMAINING_MOST = 200;

const NOT_NAMED = new Fault('host-script-failed', 'The server answered without naming the grant.');

const whyNotPresent = ({ groups, sudoRoles = [] }: WantedGrant, found: GrantReadBack): Reportable | undefined => {
  if (found.state !== 'present') {
    return found.fault ?? new Fault('host-script-failed', `The server answered that the grant is ${found.state}.`);
  }
  const lacking = groups.filter((group) => !found.groups.includes(group));
  if (lacking.length > 0) return readBackWithout(found, `the group ${lacking.join(', ')}`);
  if (!sameRoles(sudoRoles, found.sudoRoles ?? [])) {
    return readBackWithout(found, `exactly the sudo roles ${sudoRoles.map(({ name }) => name).join(', ') || '(none)'}`);
  }
  return undefined;
};

/** It is there, and lasts no longer than the server's own policy lets it, or otherwise not as long as it was ordered. */
const whyOtherEnd = (wanted: WantedGrant, { fault, untilSeconds }: GrantReadBack): Reportable | undefined => {
  if (fault?.code === 'above-policy' || fault?.code === 'policy-invalid') return fault;
  if (untilSeconds === undefined || untilSeconds === wanted.untilSeconds) return undefined;
  const [held, ordered] = [iso(untilSeconds), iso(wanted.untilSeconds)];
  return new Fault('host-script-failed', `The server answered that the grant lasts until ${held}, not ${ordered}.`);
};

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

const readBackWithout = ({ account }: GrantReadBack, what: string): Fault =>
  new Fault('host-script-failed', `The account ${account} was read back without ${what}.`);

const whyNotAbsent = (ended: EndedGrant, found: GrantReadBack): Reportable | undefined => {
  if (found.state === 'absent' && found.remaining.length === 0) return undefined;
  if (ended.finishUntilSeconds !== undefined && isFinishing(found)) return undefined;
  const left = found.remaining.length > 0 ? found.remaining.slice(0, 5).join(', ') : found.state;
  return new Fault('removal-unproved', `Something of the grant is left on the server: ${left}.`, {
    hint: found.fault?.hint ?? 'The connector goes on trying by itself.',
    detail: found.fault?.detail ?? found.remaining.join('; '),
  });
};

/** Nothing of it is left but what may finish. */
const isFinishing = ({ state, remaining, finishing = [] }: GrantReadBack): boolean =>
  state === 'partial' && remaining.length === 0 && finishing.length > 0;

const isNews = ({ proved }: GrantRecord, proof: ReceiptGrant): boolean =>
  proved === undefined ||
  proved.state !== proof.state ||
  proved.finishing !== proof.finishing ||
  (proof.untilIso !== undefined && proof.untilIso !== proved.untilIso) ||
  JSON.stringify([proved.groups, proved.remaining]) !== JSON.stringify([proof.groups, proof.remaining]) ||
  !sameRoles(proved.sudoRoles ?? [], proof.sudoRoles ?? []);
