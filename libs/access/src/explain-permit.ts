/** What is permitted, as a sentence for the person who asks. */
import type { AskAgainFacts } from './asking-again.js';
import type { ExtensionPermit, RequestPermit } from './decide.js';
import { isPlain } from './explain.js';
import { inWords, utcWords as utc } from './in-words.js';

const list = (names: readonly string[]): string => names.join(', ');

/** One sentence: what is permitted, under which flow, and who is asked. */
export const explainPermit = ({ terms }: RequestPermit, resourceName: string): string => {
  const what = `${list(terms.permissions)} on ${resourceName} for ${inWords(terms.durationSeconds)}`;
  const { approval } = terms.flow;
  const within = `within ${inWords(terms.flow.requestTimeoutSeconds)}`;
  const once = approval === null || isPlain(approval) ? 'any one of its approvers says yes' : 'its approvers say yes';
  const who = terms.automatic
    ? `${beginningSaid(terms) === '' ? 'at once, ' : ''}nobody is asked`
    : terms.breakGlass
      ? 'at once, and its approvers review it afterwards'
      : `once ${once} ${within}`;
  const { finishWithinSeconds } = terms.flow;
  const after = finishWithinSeconds === null ? '' : ` Sessions that run at the end may go on for ${inWords(finishWithinSeconds)}.`; // prettier-ignore
  const begins = terms.breakGlass ? '' : beginningSaid(terms);
  return `The access flow “${terms.flow.name}” gives ${what}, ${who}.${begins}${after}`;
};

/** When the time begins, where it is not at the approval; empty: it is. */
const beginningSaid = ({ startAtMs, flow: { clockStart } }: RequestPermit['terms']): string => {
  if (startAtMs !== null) return ` It begins ${utc(startAtMs)}.`;
  if (clockStart.at !== 'first-use') return '';
  return ` The time begins at the first use, which must come within ${inWords(clockStart.withinSeconds)} of the approval.`;
};

/** One sentence: what is made longer, until when, and who is asked. */
export const explainExtension = (
  { terms }: ExtensionPermit,
  { flow, permissions, resource }: AskAgainFacts,
): string => {
  const ends = `until ${utc(terms.untilMs)} instead of ${utc(terms.fromUntilMs)}`;
  const who = terms.approvalNeeded ? 'once its approvers say yes' : 'at once, nobody is asked';
  return `The access flow “${flow.name}” makes ${list(permissions)}${resource === null ? '' : ` on ${resource.name}`} longer in place, ${ends}, ${who}.`;
};
