/** A decision as a sentence for the person whom it reaches, and as the fault that the API answers with. */
import { DENIALS, type Denial, type DenialDetail, type DenialReason } from './denial.js';
import type { RequestPermit } from './decide.js';
import { Fault } from './fault.js';

/** `8 hours`, `1 hour 30 minutes`, `45 seconds`. */
export const inWords = (seconds: number): string => {
  const units: [string, number][] = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]]; // prettier-ignore
  let rest = Math.max(0, Math.round(seconds));
  const words = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}${count === 1 ? '' : 's'}`] : [];
  });
  return words.slice(0, 2).join(' ') || '0 seconds';
};

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
  'reason-missing': {
    message: (detail) => `${under(detail)} needs a justification.`,
    hint: 'Say what you need it for.',
  },
  'no-approver': {
    message: (detail) => `${under(detail)} has no approver who could answer.`,
    hint: 'Ask an administrator to name approvers in the flow.',
  },
  'only-approver-is-requester': {
    message: (detail) => `${under(detail)} has no other approver than you, and nobody approves a request of his own.`,
    hint: 'Ask an administrator to name another approver in the flow.',
  },
  'already-requested': {
    message: (detail) => `You have ${on(detail)} already, or wait for it.`,
    hint: 'Look under “My access” and “My requests”.',
  },
  'own-request': { message: () => 'Nobody approves a request of his own, with whichever account.' },
  'not-an-approver': { message: () => 'You are not among the approvers of this request.' },
  'approver-disabled': { message: () => 'You are not among the approvers of this request.' },
  'already-decided': { message: ({ state }) => `The request is ${state ?? 'decided'} already.` },
  'request-timed-out': { message: () => 'The request has timed out.' },
  'flow-inactive': {
    message: (detail) => `${under(detail)} was switched off since the request was made.`,
    hint: 'Deny the request, or ask an administrator to switch the flow on again.',
  },
  'requester-no-longer-entitled': {
    message: (detail) => `${under(detail)} no longer lets the requester ask for ${on(detail)}.`,
    hint: 'Deny the request, or wait until it times out.',
  },
  'sudo-role-changed': {
    message: (detail) => `What ${on(detail)} lets one run with sudo was changed since the request was made.`,
    hint: 'Deny the request; the requester asks again and you see the new commands.',
  },
};

const because = ({ because: reason }: DenialDetail): string => (reason === undefined ? '.' : `: ${reason}`);

/** One sentence: why not. */
export const explainDenial = (denial: Denial): string => TOLD[denial.reason].message(denial.detail);

/** The denial as what the API answers with. */
export const faultOf = (denial: Denial): Fault =>
  new Fault(DENIALS[denial.reason], explainDenial(denial), {
    hint: TOLD[denial.reason].hint,
    detail: `denial ${denial.reason} ${JSON.stringify(denial.detail)}`,
  });

/** One sentence: what is permitted, under which flow, and who is asked. */
export const explainPermit = ({ terms }: RequestPermit, resourceName: string): string => {
  const what = `${list(terms.permissions)} on ${resourceName} for ${inWords(terms.durationSeconds)}`;
  const who = terms.automatic
    ? 'at once, nobody is asked'
    : `once any one of its approvers says yes within ${inWords(terms.flow.requestTimeoutSeconds)}`;
  const { finishWithinSeconds } = terms.flow;
  const after = finishWithinSeconds === null ? '' : ` Sessions that run at the end may go on for ${inWords(finishWithinSeconds)}.`; // prettier-ignore
  return `The access flow “${terms.flow.name}” gives ${what}, ${who}.${after}`;
};
