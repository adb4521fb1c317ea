import type { PersonId, ShiftId, ShiftOverrideId } from '#access/ids.js';
import type { Shift, ShiftOverride } from '#access/shift.js';

/** What administrators say of a shift; overrides come and go by themselves. */
export interface ShiftContents extends Omit<Shift, 'overrides'> {
  readonly name: string;
}

export interface StoredOverride extends ShiftOverride {
  readonly id: ShiftOverrideId;
  readonly byId: PersonId;
}

/** A shift as it was read, with those of its overrides that had not ended at the time asked for. */
export interface StoredShift extends ShiftContents {
  readonly id: ShiftId;
  readonly overrides: readonly StoredOverride[];
}
