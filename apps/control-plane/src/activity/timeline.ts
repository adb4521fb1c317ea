/**
 * The timeline of one request. Each line comes from the row that holds the truth: request, answers, grant, receipts, keys and
 * certificates; the audit adds who and when, and whatever else happened. Pure.
 */
import { inWords, utcWords } from '#access/in-words.js';
import type { AccessRequestView, RequestExtension, RequestReview } from '../access-requests/access-requests.view.js';
import { actorOf, rowOf, type Story, textOf, type TraceAudit } from './story.js';
import { grantLines } from './timeline-grant.js';
import { CURFEW, line, type TimelineActor, type TimelineLine } from './timeline-line.js';

/** Takes all that is known; gives its lines, oldest first. */
export const timelineOf = (whole: Story, isAdministrator: boolean): TimelineLine[] => {
  const story = whole.request.byCondition ? { ...whole, audit: withoutRenewals(whole.audit) } : whole;
  const lines = [...requestLines(story), ...grantLines(story), ...otherLines(story)];
  const shown = isAdministrator ? lines : lines.map(forOthers);
  return shown.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
};

/** What a flow gives by itself is renewed again and again: the last time stands for all. The audit has each. */
const withoutRenewals = (audit: readonly TraceAudit[]): TraceAudit[] => {
  const last = new Map(audit.map((row) => [row.action, row]));
  const isTold = (row: TraceAudit): boolean => last.get(row.action) === row || row.detail['endedAt'] !== undefined;
  return audit.filter((row) => !OF_RENEWALS.has(row.action) || isTold(row));
};
const OF_RENEWALS = new Set(['grant.extended', 'grant.end-proved']);

const list = (names: readonly string[], last: 'and' | 'or'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;

const requestLines = (story: Story): TimelineLine[] => {
  const { request } = story;
  if (request.byCondition) return [givenByItself(request)];
  return [
    asked(request),
    ...(request.review === null ? whoWasAsked(story) : emergencyLines(story, request.review)),
    ...answered(request),
    ...decided(story),
    ...settled(story),
  ];
};

const versionOf = ({ flow }: AccessRequestView): string => `under the access flow “${flow.name}” (version ${flow.version})`; // prettier-ignore

const givenByItself = (request: AccessRequestView): TimelineLine => {
  const what = `${list(request.permissions, 'and')} on ${request.resource.name}`;
  const given = `${request.receiver.displayName} gets ${what} without asking, because the condition holds, ${versionOf(request)}.`;
  return line(request.createdAt, 'asked', CURFEW, given);
};

const asked = (request: AccessRequestView): TimelineLine => {
  const { requester, receiver, resource, extension } = request;
  if (extension !== null) return askedToExtend(request, extension);
  const whom = receiver.id === requester.id ? '' : ` for ${receiver.displayName},`;
  const from = request.startAt === null ? '' : `, to begin ${utcWords(Date.parse(request.startAt))}`;
  const how = request.review === null ? '' : ' at once, as an emergency and without approval,';
  const what = `${list(request.permissions, 'and')} on ${resource.name}${whom}${how} for ${inWords(request.durationSeconds)}${from}`;
  const by: TimelineActor = { kind: 'person', id: requester.id, name: requester.displayName };
  const sentence = `${by.name} ${request.review === null ? 'asked for' : 'took'} ${what}, ${versionOf(request)}.`;
  return line(request.createdAt, 'asked', by, sentence, { reason: request.reason });
};

const askedToExtend = (request: AccessRequestView, { fromUntilAt, untilAt, requestId }: RequestExtension): TimelineLine => {
  const { requester, receiver, resource } = request;
  const whose = receiver.id === requester.id ? '' : ` of ${receiver.displayName}`;
  const ends = fromUntilAt === null || untilAt === null ? '' : `, from ${utcWords(Date.parse(fromUntilAt))} to ${utcWords(Date.parse(untilAt))}`;
  const what = `the running access${whose} to ${resource.name} (${list(request.permissions, 'and')}) by ${inWords(request.durationSeconds)}${ends}`;
  const by: TimelineActor = { kind: 'person', id: requester.id, name: requester.displayName };
  return line(request.createdAt, 'asked', by, `${by.name} asked to extend ${what}, ${versionOf(request)}.`, { reason: request.reason, requestId });
}; // prettier-ignore

const answered = ({ approvals }: AccessRequestView): TimelineLine[] =>
  approvals.map(({ approver, answer, own, reason, at }) => {
    const by: TimelineActor = { kind: 'person', id: approver.id, name: approver.displayName };
    const said = own ? `, who asked for it, said ${answer}, as the access flow allows` : ` said ${answer}`;
    return line(at, `answered-${answer}`, by, `${by.name}${said}.`, { reason });
  });

/** Nobody was asked: its approvers were told of it, and one of them reviews it. */
const emergencyLines = (story: Story, review: RequestReview): TimelineLine[] => {
  const { createdAt, approvers } = story.request;
  const people = peopleIn(rowOf(story, 'access-request.submitted'), 'told', approvers);
  const told = `Told of it, so that one of them reviews it: ${list(approvers, 'and')}.${people}`;
  const lines = [line(createdAt, 'approvers-told', CURFEW, told, { untilAt: review.dueAt })];
  if (review.closedAt === null || review.closedBy === null) return lines;
  const by: TimelineActor = { kind: 'person', id: review.closedBy.id, name: review.closedBy.displayName };
  return [...lines, line(review.closedAt, 'reviewed', by, `${by.name} closed the review.`, { reason: review.comment })];
};

/** Tier by tier, with the time of each. */
const whoWasAsked = (story: Story): TimelineLine[] => {
  const { createdAt, timesOutAt, tiersAsked, extension } = story.request;
  const nobody = `Nobody had to be asked: the access flow ${extension === null ? 'needs no approval' : 'lets running access be extended without another approval'}.`;
  if (tiersAsked.length === 0) return [line(createdAt, 'approvers-asked', CURFEW, nobody)];
  return tiersAsked.map(({ at, approvers }, tier) => {
    const people = peopleIn(rowOfTier(story, tier + 1), 'asked', approvers);
    const sentence = `Asked to answer${tier === 0 ? '' : ' as well'}: ${list(approvers, 'or')}.${people}`;
    return line(at, 'approvers-asked', CURFEW, sentence, { untilAt: timesOutAt });
  });
};

const rowOfTier = (story: Story, tier: number): TraceAudit | undefined =>
  tier === 1
    ? rowOf(story, 'access-request.submitted')
    : story.audit.find(({ action, detail }) => action === 'access-request.escalated' && detail['tier'] === tier);

/** Who they were at the time, by the audit: teams, shifts and owners change. Not said where it would repeat their names. */
const peopleIn = (row: TraceAudit | undefined, what: 'asked' | 'told', approvers: readonly string[]): string => {
  const names = namesIn(row?.detail[what]);
  if (names.length === 0 || (names.length === approvers.length && names.every((name) => approvers.includes(name)))) return ''; // prettier-ignore
  const total = row?.detail[`${what}Total`];
  const more = typeof total === 'number' ? [`${total - names.length} more`] : [];
  return ` ${names.length === 1 ? 'That was' : 'They were'} ${list([...names, ...more], 'and')}.`;
};

const namesIn = (people: unknown): string[] =>
  Array.isArray(people) ? people.flatMap(({ name }: { name?: unknown }) => (typeof name === 'string' ? name : [])) : [];

/** An emergency nobody approved. */
const decided = (story: Story): TimelineLine[] => {
  const { decidedAt, review } = story.request;
  const state = decidedAs(story);
  if (state === 'pending' || decidedAt === null || review !== null) return [];
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
  if (startsAt !== null) return ` It begins by itself ${utcWords(Date.parse(startsAt))}.`;
  return useUntil === null ? '' : ` Its time begins with the first use, until ${utcWords(Date.parse(useUntil))}.`;
};
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
  'access-request.reviewed', 'access-request.answered', 'access-request.escalated',
  'grant.started', 'grant.activated', 'grant.failed', 'grant.key-bound', 'grant.certificate-issued', 'grant.expired', 'grant.given-back',
  'grant.revoked', 'grant.end-proved', 'grant.ended', 'grant.proved-absent', 'grant.written-off',
]); // prettier-ignore

const OTHERS: Record<string, readonly [TimelineLine['kind'], string]> = {
  'grant.extension-refused': ['extended', 'The extension was refused where the server is, and taken back.'],
  'grant.finishing': ['finishing', 'The access was removed; sessions that run may finish.'],
  'grant.sessions-ended': ['sessions-ended', 'The sessions that still ran were ordered to end.'],
  'access-request.review-overdue': ['other', 'An alarm was raised: the review of the emergency is overdue.'],
  'grant.debt-alarmed': ['debt-alarmed', 'An alarm was raised: the removal is not proved yet.'],
  'grant.extension-alarmed': ['other', 'An alarm was raised: the server was not told the later end yet.'],
  'grant.extension-alarm-cleared': ['other', 'The alarm of the later end was cleared.'],
  'grant.debt-alarm-cleared': ['debt-alarm-cleared', 'The alarm of the removal was cleared.'],
};

/** By how much, on whose word, and by which request. */
const extended = ({ request }: Story, row: TraceAudit): TimelineLine => {
  const [from, until, id] = [textOf(row, 'from'), textOf(row, 'until'), textOf(row, 'extensionRequestId')];
  const longer = from === null || until === null ? '' : ` by ${inWords((Date.parse(until) - Date.parse(from)) / 1000)}`;
  const how = row.actorKind === 'person' ? `approved by ${row.actorName}` : 'without another approval, as the access flow allows'; // prettier-ignore
  const sentence = `The access was extended${longer}, ${how}.`;
  const requestId = id === request.id ? null : id;
  return line(row.at.toISOString(), 'extended', actorOf(row), sentence, { untilAt: until, requestId });
};

const renewed = (row: TraceAudit): TimelineLine => {
  const number = row.detail['number'];
  const often = typeof number !== 'number' || number === 1 ? '' : `, ${number} times by now`;
  const sentence = `The access was renewed${often}, because its condition holds.`;
  return line(row.at.toISOString(), 'extended', actorOf(row), sentence, { untilAt: textOf(row, 'until') });
};

/** An action that this version has no words for is named as the audit names it: nothing that happened is hidden. */
const otherLines = (story: Story): TimelineLine[] =>
  story.audit
    .filter(({ action }) => !TOLD_ELSEWHERE.has(action) && (story.grant !== null || !action.startsWith('grant.')))
    .map((row) => (row.action === 'grant.extended' ? longer(story, row) : other(row)));

const longer = (story: Story, row: TraceAudit): TimelineLine => (story.request.byCondition ? renewed(row) : extended(story, row)); // prettier-ignore

const other = (row: TraceAudit): TimelineLine => {
  const [kind, sentence] = OTHERS[row.action] ?? ['other', `${row.action.replace('.', ': ').replaceAll('-', ' ')}.`];
  const more = { untilAt: textOf(row, 'until'), receiptId: textOf(row, 'receiptId'), reason: textOf(row, 'why') };
  return line(row.at.toISOString(), kind, actorOf(row), sentence, more);
};

const SAID_OPENLY: ReadonlySet<TimelineLine['kind']> = new Set(['asked', 'answered-yes', 'answered-no', 'reviewed']);

/** Why somebody else ended it, and the receipts, are for administrators; whatever is no part of the common story, too. */
const forOthers = (one: TimelineLine): TimelineLine => ({
  ...one,
  receiptId: null,
  reason: SAID_OPENLY.has(one.kind) ? one.reason : null,
});
