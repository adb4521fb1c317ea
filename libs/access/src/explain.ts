/** A decision as a sentence for the person whom it reaches, and as the fault that the API answers with. */
import { type ApprovalPolicy, type ApproverSet } from './approval-policy.js';
import { DENIALS, type Denial, type DenialDetail, type DenialReason } from './denial.js';
import { Fault } from './fault.js';
import { inWords, utcWords as utc } from './in-words.js';

const list = (names: readonly string[]): string => names.join(', ') || 'nothing';
const on = ({ permissions = [], resource }: DenialDetail): string =>
  `${list(permissions)}${resource === undefined ? '' : ` on ${resource}`}`;
const under = ({ flow }: DenialDetail): string =>
  flow === undefined ? 'The access flow' : `The access flow “${flow}”`;

interface Told {
  message: (detail: DenialDetail) => string;
  hint?: string;
}

/** What is said of a resource that the person may not know of is the same as of one that does not exist. */
const NOT_REACHED = 'No active access flow lets you ask for this.';
const ASK_ADMINISTRATOR = 'Ask an administrator for an access flow that covers it.';

const TOLD: Readonly<Record<DenialReason, Told>> = {
  'requester-disabled': { message: () => 'The person who asks is disabled.' },
  'receiver-disabled': { message: ({ receiver }) => `${receiver ?? 'The person who would receive it'} is disabled.` },
  'receiver-not-allowed': {
    message: (detail) => `${under(detail)} does not let you ask for ${detail.receiver ?? 'this person'}.`,
    hint: 'Let the person ask for it, or ask an administrator for a flow that lets you.',
  },
  'resource-unknown': { message: () => NOT_REACHED, hint: ASK_ADMINISTRATOR },
  'no-flow': { message: () => NOT_REACHED, hint: ASK_ADMINISTRATOR },
  'permission-unknown': {
    message: (detail) =>
      `${detail.resource ?? 'The resource'} does not offer all of ${list(detail.permissions ?? [])}.`,
    hint: 'Choose from the permissions that the catalog shows.',
  },
  'no-single-flow': {
    message: (detail) => `No single access flow covers ${on(detail)} together.`,
    hint: 'Ask for each permission in a request of its own.',
  },
  'resource-unavailable': {
    message: (detail) => `${detail.resource ?? 'The resource'} takes no new grants now${because(detail)}`,
    hint: 'Try again later, or ask an administrator to look at the integration.',
  },
  'server-clock-off': {
    message: (detail) => `${detail.resource ?? 'The resource'} takes no new grants now${because(detail)}`,
    hint: 'An administrator sets the clock of the server, e.g. with timedatectl set-ntp true; then ask again. What runs there ends on time.',
  },
  'connector-clock-off': {
    message: (detail) => `${detail.resource ?? 'The resource'} takes no new grants now${because(detail)}`,
    hint: 'An administrator sets the clock of the machine of the connector, e.g. with timedatectl set-ntp true; then ask again. What runs there ends on time.',
  },
  'nothing-asked': { message: () => 'A request names at least one permission, and each only once.' },
  'duration-invalid': { message: () => 'The duration must be a whole number of seconds, at least one.' },
  'duration-too-long': {
    message: (detail) => `${under(detail)} gives access for at most ${inWords(detail.longestSeconds ?? 0)}.`,
    hint: 'Ask for a shorter time.',
  },
  'duration-fixed': {
    message: (detail) => `${under(detail)} gives access for exactly ${inWords(detail.longestSeconds ?? 0)}.`,
    hint: 'Ask for that time, or name none.',
  },
  'outside-timeframe': {
    message: (detail) =>
      `${under(detail)} ${detail.startsLater ? 'lets no access begin at the time that is named' : 'may not be used at this hour'}${because(detail)}`,
    hint: 'Ask again within its hours; where it lets you name a later start, name one within them.',
  },
  'start-not-allowed': {
    message: (detail) =>
      detail.longestSeconds
        ? `${under(detail)} lets access start at most ${inWords(detail.longestSeconds)} ahead.`
        : `${under(detail)} does not let access start later than at once.`,
    hint: 'Ask for an earlier start, or for none.',
  },
  'field-missing': {
    message: (detail) => `${under(detail)} needs ${detail.field ?? 'a field'}.`,
    hint: 'Fill it in.',
  },
  'field-malformed': {
    message: (detail) => `${detail.field ?? 'A field'} is not of the form that ${underSmall(detail)} asks for.`,
    hint: 'Compare it with the form that is shown.',
  },
  'field-unknown': {
    message: (detail) => `${under(detail)} asks for no field ${detail.field ?? ''}.`.replace(' .', '.'),
  },
  'no-break-glass': {
    message: (detail) => `${under(detail)} gives no access before it is approved, in an emergency neither.`,
    hint: 'Ask in the ordinary way.',
  },
  'reason-missing': {
    message: (detail) => `${under(detail)} needs a justification.`,
    hint: 'Say what you need it for.',
  },
  'no-approver': {
    message: (detail) => `${under(detail)} has no approver who could answer${because(detail)}`,
    hint: 'Ask an administrator to name approvers in the flow.',
  },
  'only-approver-is-requester': {
    message: (detail) => `${under(detail)} has no other approver than you, and nobody approves a request of his own.`,
    hint: 'Ask an administrator to name another approver in the flow.',
  },
  'too-few-approvers': {
    message: (detail) => `${under(detail)} needs more approvers than there are who could answer${because(detail)}`,
    hint: 'Ask an administrator to name more approvers in the flow.',
  },
  'already-requested': {
    message: (detail) => `You have ${on(detail)} already, or wait for it.`,
    hint: 'Look under “My access” and “My requests”. What runs is made longer where it is asked for alone, by whoever has it or asked for it, and not as an emergency. What waits is cancelled there: then ask otherwise. An emergency does not wait for it.',
  },
  'runs-then': {
    message: (detail) => `${runsUntil(detail)}, and would run at the start that was asked for.`,
    hint: 'Ask for a start at its end or later. Or ask without a start: that makes what runs longer, where its access flow allows it.',
  },
  'runs-long-enough': {
    message: (detail) =>
      `${runsUntil(detail)}: for ${inWords(detail.askedSeconds ?? 0)} from now it would not run noticeably longer.`,
    hint: 'There is nothing to do. To make it longer, ask for more time.',
  },
  'runs-without-extensions': {
    message: (detail) => `${runsUntil(detail)}. ${TOLD['no-extensions'].message(detail)}`,
    hint: 'Ask for it again when it has ended.',
  },
  'runs-extensions-used-up': {
    message: (detail) => `${runsUntil(detail)}. ${TOLD['extensions-used-up'].message(detail)}`,
    hint: 'Ask for it again when it has ended.',
  },
  'own-request': { message: () => 'Nobody approves a request of his own, with whichever account.' },
  'not-an-approver': { message: () => 'You are not among the approvers of this request.' },
  'approver-disabled': { message: () => 'You are not among the approvers of this request.' },
  'not-asked-yet': {
    message: () => 'You are not asked yet: others are asked first.',
    hint: 'Your turn comes when they have not answered in time.',
  },
  'already-answered': { message: () => 'You have answered this request already.' },
  'approver-reason-missing': {
    message: (detail) => `${under(detail)} asks approvers for a reason.`,
    hint: 'Say why.',
  },
  'review-comment-missing': { message: () => 'A review is closed with a comment.', hint: 'Say what you found.' },
  'already-decided': {
    message: ({ state }) =>
      state === 'pending' ? 'The request is not approved yet.' : `The request is ${state ?? 'decided'} already.`,
  },
  'request-timed-out': { message: () => 'The request has timed out.' },
  'flow-inactive': {
    message: (detail) => `${under(detail)} was switched off since the request was made.`,
    hint: 'Ask an administrator to switch the flow on again. An approver can deny what still waits for an answer.',
  },
  'requester-no-longer-entitled': {
    message: (detail) => `${under(detail)} no longer lets the requester ask for ${on(detail)}.`,
    hint: 'Ask again for what the catalog shows now. An approver can deny what still waits for an answer.',
  },
  'sudo-role-changed': {
    message: (detail) => `What ${on(detail)} lets one run with sudo was changed since the request was made.`,
    hint: 'The requester asks again, and the approvers see the new commands. An approver can deny what still waits for an answer.',
  },
  'start-not-due': {
    message: (detail) => `${on(detail)} begins by itself at the time that was asked for.`,
    hint: 'Wait for it, or cancel the request and ask for an earlier start.',
  },
  'start-unused': {
    message: (detail) => `${on(detail)} was not used in the time that ${underSmall(detail)} gives for the first use.`,
    hint: 'Ask for it again.',
  },
  'start-missed': {
    message: (detail) => `${on(detail)} could not begin in the time for which it was asked, and that time is over.`,
    hint: 'Ask for it again.',
  },
  'approval-gone': {
    message: (detail) => `Somebody who approved ${on(detail)} is no approver of ${underSmall(detail)} any more.`,
    hint: 'Ask for it again.',
  },
  'grant-not-running': {
    message: (detail) => `${on(detail)} does not run, so it cannot be made longer.`,
    hint: 'Ask for it again.',
  },
  'not-in-force-yet': {
    message: (detail) => `${on(detail)} is not in force yet, so it cannot be made longer.`,
    hint: 'Wait until its server has it, then ask again.',
  },
  'renewed-by-itself': {
    message: (detail) => `${under(detail)} gives it by itself and renews it while its condition holds.`,
    hint: 'There is nothing to ask for.',
  },
  'no-extensions': {
    message: (detail) => `${under(detail)} does not let access be made longer.`,
    hint: 'Ask for it again when it has ended.',
  },
  'extension-waits': {
    message: (detail) => `An extension of ${on(detail)} waits for an answer already.`,
    hint: 'Wait for the answer, or cancel that request and ask for another time.',
  },
  'extended-meanwhile': {
    message: (detail) => `${on(detail)} does not end any more when you saw it end: its end was moved meanwhile.`,
    hint: 'Look when it ends now. Extend it again if that is too early.',
  },
  'extensions-used-up': {
    message: (detail) => `${under(detail)} lets access be made longer ${times(detail.most ?? 0)}, and it was.`,
    hint: 'Ask for it again when it has ended.',
  },
  'extension-too-long': {
    message: (detail) =>
      `${under(detail)} makes access longer by at most ${inWords(detail.longestSeconds ?? 0)} at once${latestOf(detail)}.`,
    hint: 'Ask for a shorter time.',
  },
};

const runsUntil = (detail: DenialDetail): string => `${on(detail)} runs already, until ${utc(detail.untilMs ?? 0)}`;
const latestOf = ({ untilMs, longestSeconds = 0 }: DenialDetail): string =>
  untilMs === undefined ? '' : `: until ${utc(untilMs + longestSeconds * 1000)} at the latest`;
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
const underSmall = (detail: DenialDetail): string => under(detail).replace(/^T/, 't');
const because = ({ because: reason }: DenialDetail): string => (reason === undefined ? '.' : `: ${reason}`);

/** One sentence: why not. */
export const explainDenial = (denial: Denial): string => TOLD[denial.reason].message(denial.detail);

/** What would help; undefined: nothing that the person could do. */
export const hintOf = (denial: Denial): string | undefined => TOLD[denial.reason].hint;

/** The denial as what the API answers with. */
export const faultOf = (denial: Denial): Fault =>
  new Fault(DENIALS[denial.reason], explainDenial(denial), {
    hint: hintOf(denial),
    detail: `denial ${denial.reason} ${JSON.stringify(denial.detail)}`,
  });

/** Whether one yes is enough. */
export const isPlain = ({ tiers }: ApprovalPolicy): boolean =>
  tiers.every(({ mode, sets }) => (mode === 'any-of' || sets.length === 1) && sets.every(takesOne));
const takesOne = (set: ApproverSet): boolean => ('any' in set ? set.needed === 1 : set.all.length === 1);
