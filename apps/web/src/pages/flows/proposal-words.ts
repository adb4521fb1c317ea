/** Proposals in words. Pure. */
import type { FlowProposal } from '#api-client/views.js';

const KINDS: Readonly<Record<FlowProposal['kind'], string>> = {
  'access-flow': 'the flow',
  bundle: 'the bundle',
  'four-eyes': '',
};

/** Takes a proposal; gives what would be done, such as `Edit the flow “Web”`. */
export const editWords = ({
  kind,
  action,
  objectName,
}: Pick<FlowProposal, 'kind' | 'action' | 'objectName'>): string =>
  action === 'switch-off'
    ? 'Require no second administrator any more'
    : `${{ add: 'Add', edit: 'Edit', activate: 'Activate', remove: 'Delete' }[action]} ${KINDS[kind]} “${objectName}”`;

/** What became of it, by whom, and why. */
export const decidedWords = ({ state, decidedBy, reason, proposedBy }: FlowProposal): string => {
  if (state === 'stale') return `out of date, because it was changed after ${proposedBy.displayName} proposed this`;
  const by = decidedBy === null ? '' : ` by ${decidedBy.displayName}`;
  return `${state}${by}${reason === null ? '' : `: ${reason}`}`;
};

/** Takes two texts; gives the second in three parts, the middle one being the words in which it differs. */
export const differing = (before: string, after: string): [same: string, other: string, same: string] => {
  const [was, is] = [before, after].map((text) => text.split(/(?<= )/));
  const shorter = Math.min(was.length, is.length);
  let from = 0;
  while (from < shorter && was[from] === is[from]) from += 1;
  let left = 0;
  while (left < shorter - from && was[was.length - 1 - left] === is[is.length - 1 - left]) left += 1;
  const until = is.length - left;
  return [is.slice(0, from).join(''), is.slice(from, until).join(''), is.slice(until).join('')];
};
