/** One person's ask under one flow version. The table below is also a trigger's in PostgreSQL; a test compares them. */
export const ACCESS_REQUEST_STATES = ['pending', 'approved', 'denied', 'cancelled', 'timed-out'] as const;
export type AccessRequestState = (typeof ACCESS_REQUEST_STATES)[number];

/** Which state may follow which. What is not named is refused. */
export const ACCESS_REQUEST_TRANSITIONS: Readonly<Record<AccessRequestState, readonly AccessRequestState[]>> = {
  pending: ['approved', 'denied', 'cancelled', 'timed-out'],
  approved: [],
  denied: [],
  cancelled: [],
  'timed-out': [],
};

export const mayRequestBecome = (from: AccessRequestState, to: AccessRequestState): boolean =>
  ACCESS_REQUEST_TRANSITIONS[from].includes(to);
