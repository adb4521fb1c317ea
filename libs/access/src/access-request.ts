/**
 * One person's ask under one flow version. `to-start`: approved, and its access begins later; `lapsed`: it never did. Only an
 * approved one has a grant. The table below is also a trigger's in PostgreSQL; a test compares them.
 */
export const ACCESS_REQUEST_STATES = [
  'pending',
  'to-start',
  'approved',
  'denied',
  'cancelled',
  'timed-out',
  'lapsed',
] as const;
export type AccessRequestState = (typeof ACCESS_REQUEST_STATES)[number];

/** Which state may follow which. What is not named is refused. */
export const ACCESS_REQUEST_TRANSITIONS: Readonly<Record<AccessRequestState, readonly AccessRequestState[]>> = {
  pending: ['to-start', 'approved', 'denied', 'cancelled', 'timed-out'],
  'to-start': ['approved', 'cancelled', 'lapsed'],
  approved: [],
  denied: [],
  cancelled: [],
  'timed-out': [],
  lapsed: [],
};

export const mayRequestBecome = (from: AccessRequestState, to: AccessRequestState): boolean =>
  ACCESS_REQUEST_TRANSITIONS[from].includes(to);
