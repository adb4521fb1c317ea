/** A line of a timeline: what happened, when, by whom. Pure. */
export const TIMELINE_KINDS = [
  'asked', 'approvers-asked', 'approvers-told', 'reviewed', 'answered-yes', 'answered-no', 'approved', 'denied', 'cancelled', 'timed-out', 'begun', 'lapsed', 'ordered', 'in-force',
  'failed', 'key-bound', 'key-reset', 'certificate-issued', 'extended', 'end-proved', 'ended', 'finishing', 'sessions-ended', 'removal-incomplete', 'removal-proved',
  'debt-alarmed', 'debt-alarm-cleared', 'written-off', 'other',
] as const; // prettier-ignore
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export interface TimelineActor {
  kind: 'person' | 'connector' | 'system';
  id: string | null;
  name: string;
}

export interface TimelineLine {
  at: string;
  kind: TimelineKind;
  by: TimelineActor;
  sentence: string;
  reason: string | null;
  untilAt: string | null;
  certificateSerial: string | null;
  generation: number | null;
  receiptId: string | null;
  requestId: string | null;
}

export const CURFEW: TimelineActor = { kind: 'system', id: null, name: 'Curfew' };

type More = Partial<Omit<TimelineLine, 'at' | 'kind' | 'by' | 'sentence'>>;

export const line = (at: string, kind: TimelineKind, by: TimelineActor, sentence: string, more: More = {}): TimelineLine => ({
  ...{ at, kind, by, sentence, reason: null, untilAt: null, certificateSerial: null, generation: null, receiptId: null, requestId: null },
  ...more,
}); // prettier-ignore
