/** What is over, asked for again: the form as it was filled in then, and what of it can no longer be asked for. Pure. */
import type { AccessRequest, CatalogEntry, CatalogFlow } from '#api-client/views.js';
import { durationWords } from '../../ui/time-words.js';
import { type Draft, flowOf, flowsFor, NOTHING_SAID } from './request-draft.js';

interface Again {
  draft: Draft;
  /** A sentence for each part that is left out or changed. */
  leftOut: string[];
}

type Over = Pick<AccessRequest, 'state' | 'grant' | 'extension' | 'byCondition' | 'requester' | 'receiver'>;

/** Whether this person may ask for it again: it was his, somebody asked for it, and nothing of it waits or runs. */
export const mayAskAgain = (
  { state, grant, extension, byCondition, requester, receiver }: Over,
  myId: string,
): boolean => {
  const isMine = requester.id === myId || receiver.id === myId;
  const ended = state === 'approved' && (grant?.state === 'ended' || grant?.state === 'failed');
  const isOver = ended || ['denied', 'cancelled', 'timed-out', 'lapsed'].includes(state);
  return isMine && isOver && extension === null && !byCondition;
};

type Asked = Pick<
  AccessRequest,
  'permissions' | 'receiver' | 'durationSeconds' | 'reason' | 'fields' | 'flow' | 'review' | 'startAt'
>;

/** Takes a request that is over and what the catalog says of its server now; gives the form to open. */
export const againOf = (request: Asked, entry: CatalogEntry, myId: string): Again => {
  const leftOut: string[] = [];
  const forAnother = request.receiver.id !== myId;
  const permissions = askable(request, entry, forAnother, leftOut);
  const flow = flowOf(flowsFor(entry, permissions), request.flow.id);
  if (flow !== undefined) changedBy(flow, request, leftOut);
  if (flow !== undefined && forAnother && !flow.forOthers)
    leftOut.push(`For ${request.receiver.displayName}: “${flow.name}” lets one ask for oneself only.`);
  if (request.review !== null) leftOut.push('It was an emergency then. Say so again if it is one now.');
  if (request.startAt !== null) leftOut.push('It was to begin at a time of its own. Say when it is to begin now.');
  const fields = request.fields.filter(({ name }) => flow?.customFields.some((field) => field.name === name));
  const draft = {
    ...NOTHING_SAID,
    permissions,
    flowId: flow?.id ?? null,
    durationSeconds: request.durationSeconds,
    reason: request.reason ?? '',
    receiver: forAnother && flow?.forOthers ? request.receiver : null,
    fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
  };
  return { draft, leftOut };
};

const MINE_WORDS = {
  running: 'you have it now',
  'to-start': 'it is approved and has not begun',
  pending: 'you asked for it already',
} as const;

/** The permissions that can be asked for in one request now, in their order. */
const askable = ({ permissions }: Asked, entry: CatalogEntry, forAnother: boolean, leftOut: string[]): string[] =>
  permissions.reduce<string[]>((kept, permission) => {
    const option = entry.options.find((one) => one.permission === permission);
    if (option === undefined) leftOut.push(`${permission}: no access flow lets you ask for it any more.`);
    else if (!forAnother && option.mine !== 'none') leftOut.push(`${permission}: ${MINE_WORDS[option.mine]}.`);
    else if (flowsFor(entry, [...kept, permission]).length === 0)
      leftOut.push(`${permission}: it cannot be asked for together with the others any more.`);
    else return [...kept, permission];
    return kept;
  }, []);

const changedBy = (flow: CatalogFlow, { flow: before, durationSeconds, fields }: Asked, leftOut: string[]): void => {
  if (flow.id !== before.id) leftOut.push(`It goes by “${flow.name}” now: “${before.name}” no longer lets you ask.`);
  if (flow.fixedDuration && flow.longestSeconds !== durationSeconds)
    leftOut.push(`${durationWords(durationSeconds)}: it is always ${durationWords(flow.longestSeconds)} now.`);
  else if (flow.longestSeconds < durationSeconds)
    leftOut.push(`${durationWords(durationSeconds)}: the longest is ${durationWords(flow.longestSeconds)} now.`);
  for (const { name, label } of fields) {
    if (!flow.customFields.some((field) => field.name === name)) leftOut.push(`${label}: it is no longer asked for.`);
  }
};
