/** The end that a server itself holds, next to the one that a grant is to have. Servers are told whole seconds. */
import { isSameEnd } from '#access/grant.js';
import type { GrantRow } from './grants.store.js';

type Ends = Pick<GrantRow, 'untilAt' | 'provedUntilAt'>;

/** The server is known to hold another end: it ends the grant then, unless it is told before. */
export const holdsOtherEnd = ({ untilAt, provedUntilAt }: Ends): boolean =>
  provedUntilAt !== null && !isSameEnd(untilAt.getTime(), provedUntilAt.getTime());

/** As it is shown: the end of the grant itself where the server was told that. */
export const provedUntilTold = (ends: Ends): string | null =>
  (holdsOtherEnd(ends) ? ends.provedUntilAt : ends.provedUntilAt && ends.untilAt)?.toISOString() ?? null;

/** The server is known to hold an earlier end. */
export const endsEarlyThere = (ends: Ends): boolean =>
  ends.provedUntilAt !== null && ends.provedUntilAt < ends.untilAt && holdsOtherEnd(ends);
