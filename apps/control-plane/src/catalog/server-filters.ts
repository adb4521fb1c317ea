/** What administrators look for among the servers of an integration, as conditions that the database judges. */
const CLEARED = `(resource.wanted = 'removed' OR resource.clearing)`;
const WRITABLE = `NOT resource.clearing AND NOT resource.leaving AND resource.next_address IS NULL`;
const BEFORE_SET_UP = `resource.state IN ('unknown', 'unconfirmed', 'ready-for-set-up')`;

/** Somebody must look: the server fails, or works and lacks something. Not where Curfew is being taken off it. */
export const FAULTY = `(NOT ${CLEARED} AND (resource.state IN ('failing', 'amber')
  OR (resource.state IN ('active', 'ready-for-set-up')
    AND (jsonb_array_length(resource.faults) > 0 OR jsonb_array_length(resource.missing_groups) > 0))))`;

/** Curfew is taken off the server, or is to be. */
export const IS_CLEARED = CLEARED;

export const SERVER_FILTERS = ['faulty', 'to-confirm', 'to-set-up', 'under-way', 'not-looked-at', 'active', 'removed'] as const; // prettier-ignore
export type ServerFilter = (typeof SERVER_FILTERS)[number];

export const SERVER_CONDITIONS: Readonly<Record<ServerFilter, string>> = {
  faulty: FAULTY,
  // It showed its host keys for the first time, and nobody has said yet that they are its own.
  'to-confirm': `(resource.state = 'unconfirmed' AND resource.confirmed_fingerprint IS NULL
    AND jsonb_array_length(resource.host_keys) > 0)`,
  // Login and sudo work, and nobody has said yet that it may be written to.
  'to-set-up': `(resource.state IN ('ready-for-set-up', 'removed') AND resource.wanted <> 'set-up'
    AND resource.confirmed_fingerprint IS NOT NULL AND ${WRITABLE})`,
  'under-way': `((resource.wanted = 'set-up' AND NOT resource.clearing AND ${BEFORE_SET_UP})
    OR (${CLEARED} AND resource.state <> 'removed'))`,
  'not-looked-at': `resource.state = 'unknown'`,
  active: `resource.state = 'active'`,
  removed: `resource.state = 'removed'`,
};
