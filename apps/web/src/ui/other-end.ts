import type { Grant } from '../../../../libs/api-client/src/views.js';

export type Ends = Pick<Grant, 'state' | 'untilAt' | 'provedUntilAt'>;

/** Takes access; gives the end that its server goes by as long as it was not told the right one, null where it was. Pure. */
export const otherEndOf = ({ state, untilAt, provedUntilAt }: Ends): string | null =>
  state === 'active' && provedUntilAt !== untilAt ? provedUntilAt : null;

/** Takes access and now; gives whether its server ended it by an end that is not the right one any more. Pure. */
export const isOverThere = (grant: Ends, nowMs: number): boolean => Date.parse(otherEndOf(grant) ?? '') <= nowMs;
