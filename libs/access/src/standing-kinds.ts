/** What is found on a server that gives, or may give, an account access beside what Curfew gave: reported, never removed [I26]. */
export const STANDING_KINDS = ['membership', 'key', 'job', 'session'] as const;
export type StandingKind = (typeof STANDING_KINDS)[number];
