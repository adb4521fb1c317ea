/** Access that was made longer, and that its server ends earlier, because it was not told yet. */
import type { GrantRow } from './grants.store.js';
import { endsEarlyThere } from './proved-end.js';

/** In SQL. Of what tells no end (an older connector or script) nothing is known. Servers are told whole seconds. */
export const IS_UNPROVED_EXTENSION = `state = 'active' AND extension_unproved_since IS NOT NULL
  AND proved_until_at < date_trunc('second', until_at)`;

type Facts = Pick<GrantRow, 'extended' | 'untilAt' | 'provedUntilAt' | 'extensionUnprovedSince'>;

/**
 * Since when the server lacks the end; null: it holds it.
 * @param at when that was found, if it was not known before
 */
export const unprovedSince = (grant: Facts, at: Date): Date | null =>
  grant.extended > 0 && endsEarlyThere(grant) ? (grant.extensionUnprovedSince ?? at) : null;
