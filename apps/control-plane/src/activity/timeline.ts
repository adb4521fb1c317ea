/**
 * The timeline of one request. Each line comes from the row that holds the truth: request, answers, grant, receipts, keys and
 * certificates; the audit adds who and when, and whatever else happened. Pure.
 */
import { inWords } from '#access/in-words.js';
import type { AccessRequestView } from '../access-requests/access-requests.view.js';
import { actorOf, rowOf, type Story, textOf, type TraceAudit } from './story.js';
import { grantLines } from './timeline-grant.js';
import { CURFEW, line, type TimelineActor, type TimelineLine } from './timeline-line.js';

/** Takes all that is known; gives its lines, oldest first. */
export const timelineOf = (story: Story, isAdministrator: boolean): TimelineLine[] => {
  const lines = [...requestLines(story), ...grantLines(story), ...otherLines(story)];
  const shown = isAdministrator ? lines : lines.map(forOthers);
  return shown.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
};

const list = (names: readonly string[], last: 'and' | 'or'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;

const requestLines = (story: Story): TimelineLine[] => {
  const { request } = story;
  const { requester, receiver, resource, flow } = request;
  const whom = receiver.id === requester.id ? '' : ` for ${receiver.displayName},`;
  const from = request.startAt === null ? '' : `, to begin ${inUtc(request.startAt)}`;
  const what = `${list(request.permissions, 'and')} on ${resource.name}${whom} for ${inWords(request.durationSeconds)}${from}`;
  const by: TimelineActor = { kind: 'person', id: requester.id, name: requester.displayName };
  const version = `under the access flow “${flow.name}” (version ${flow.version})`;
  if (request.byCondition) {
    const what = `${list(request.permissions, 'and')} on ${resource.name}`;
    const given = `${receiver.displayName} gets ${what} without asking, because the condition holds, ${version}.`;
    return [line(request.createdAt, 'asked', CURFEW, given)];
  }
  const asked = `${requester.displayName} asked for ${what}, ${version}.`;
  const answers = request.approvals.map(({ approver, answer, own, reason, at }) => {
    const who: TimelineActor = { kind: 'person', id: approver.id, name: approver.displayName };
    return line(
      at,
      `answered-${answer}`,
      who,
      `${approver.displayName}${own ? ', who asked for it,' : ''} said ${answer}${own ? ', as the access flow allows' : ''}.`,
      { reason },
    );
  });
  return [
    line(request.createdAt, 'asked', by, asked, { reason: request.reason }),
    ...whoWasAsked(request),
    ...answers,
    ...decided(story),
    ...settled(story),
  ];
};

/** Tier by tier, with the time of each. */
const whoWasAsked = ({ createdAt, timesOutAt, tiersAsked }: AccessRequestView): TimelineLine[] => {
  const nobody = 'Nobody had to be asked: the access flow needs no approval.';
  if (tiersAsked.length === 0) return [line(createdAt, 'approvers-asked', CURFEW, nobody)];
  return tiersAsked.map(({ at, approvers }, tier) =>
    line(at, 'approvers-asked', CURFEW, `Asked to answer${tier === 0 ? '' : ' as well'}: ${list(approvers, 'or')}.`, {
      untilAt: timesOutAt,
    }),
  );
};

const decided = (story: Story): TimelineLine[] => {
  const { decidedAt } = story.request;
  const state = decidedAs(story);
  if (state === 'pending' || decidedAt === null) return [];
  const row = rowOf(story, `access-request.${state}`);
  const by = row ? actorOf(row) : CURFEW;
  const told = {
    approved: `The request was approved.${beginningOf(row)}`,
    denied: 'The request was denied.',
    cancelled: `${by.name} cancelled the request.`,
    'timed-out': 'The request timed out: the answers that it needed did not come in time.',
  };
  return [line(decidedAt, state, by, told[state], { reason: state === 'cancelled' ? textOf(row, 'why') : null })];
};

/** What waited for its start had been approved, whatever came of it. */
const decidedAs = ({ request: { state, settledAt } }: Story): 'pending' | 'approved' | 'denied' | 'cancelled' | 'timed-out' =>
  state === 'to-start' || state === 'lapsed' || settledAt !== null ? 'approved' : state; // prettier-ignore

const beginningOf = (row: TraceAudit | undefined): string => {
  const [startsAt, useUntil] = [textOf(row, 'startsAt'), textOf(row, 'firstUseUntil')];
  if (startsAt !== null) return ` It begins by itself ${inUtc(startsAt)}.`;
  return useUntil === null ? '' : ` Its time begins with the first use, until ${inUtc(useUntil)}.`;
};
const inUtc = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

/** What came of what was approved for later. */
const settled = (story: Story): TimelineLine[] => {
  const { state, settledAt, lapsedBecause, startAt } = story.request;
  if (settledAt === null) return [];
  const kind = state === 'approved' ? 'begun' : state === 'lapsed' ? 'lapsed' : 'cancelled';
  const row = rowOf(story, `access-request.${kind}`);
  const by = row ? actorOf(row) : CURFEW;
  if (kind === 'lapsed') return [line(settledAt, kind, by, `The access never began: ${lapsedBecause ?? ''}`)];
  if (kind === 'cancelled') {
    return [line(settledAt, kind, by, `${by.name} cancelled it before it began.`, { reason: textOf(row, 'why') })];
  }
  const how = startAt === null ? `${by.name} used it for the first time` : 'It was time';
  return [line(settledAt, kind, by, `${how}: the access began.`)];
};

/** What is told from better rows than the audit's. */
const TOLD_ELSEWHERE = new Set([
  'access-request.submitted', 'access-request.approved', 'access-request.denied', 'access-request.cancelled', 'access-request.timed-out', 'access-request.begun', 'access-request.lapsed',
  'grant.started', 'grant.activated', 'grant.failed', 'grant.key-bound', 'grant.certificate-issued', 'grant.expired', 'grant.given-back',
  'grant.revoked', 'grant.ended', 'grant.proved-absent', 'grant.written-off',
]); // prettier-ignore

const OTHERS: Record<string, readonly [TimelineLine['kind'], string]> = {
  'grant.extended': ['extended', 'The access was extended.'],
  'grant.extension-refused': ['extended', 'The extension was refused where the server is, and taken back.'],
  'grant.finishing': ['finishing', 'The access was removed; sessions that run may finish.'],
  'grant.sessions-ended': ['sessions-ended', 'The sessions that still ran were ordered to end.'],
  'access-request.review-overdue': ['other', 'An alarm was raised: the review of the emergency is overdue.'],
  'grant.debt-alarmed': ['debt-alarmed', 'An alarm was raised: the removal is not proved yet.'],
  'grant.debt-alarm-cleared': ['debt-alarm-cleared', 'The alarm of the removal was cleared.'],
};

/** An action that this version has no words for is named as the audit names it: nothing that happened is hidden. */
const otherLines = ({ audit, grant }: Story): TimelineLine[] =>
  audit
    .filter(({ action }) => !TOLD_ELSEWHERE.has(action) && (grant !== null || !action.startsWith('grant.')))
    .map((row) => {
      const [kind, sentence] = OTHERS[row.action] ?? [
        'other',
        `${row.action.replace('.', ': ').replaceAll('-', ' ')}.`,
      ];
      return line(row.at.toISOString(), kind, actorOf(row), sentence, {
        untilAt: textOf(row, 'until'),
        receiptId: textOf(row, 'receiptId'),
        reason: textOf(row, 'why'),
      });
    });

const SAID_OPENLY: ReadonlySet<TimelineLine['kind']> = new Set(['asked', 'answered-yes', 'answered-no']);

/** Why somebody else ended it, and the receipts, are for administrators; whatever is no part of the common story, too. */
const forOthers = (one: TimelineLine): TimelineLine => ({
  ...one,
  receiptId: null,
  reason: SAID_OPENLY.has(one.kind) ? one.reason : null,
});
