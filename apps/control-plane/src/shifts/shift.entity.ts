import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { PersonId, ShiftId, ShiftOverrideId } from '#access/ids.js';
import type { ShiftUnit } from '#access/shift.js';

/** An on-call rotation: in whose turn it is to be on duty, and when it is handed over. */
@Entity('shift')
@Check('shift_length', `length_count BETWEEN 1 AND 1000 AND length_unit IN ('hours', 'days', 'weeks')`)
@Check('shift_start_date', `start_date ~ '^2[01][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'`)
@Check('shift_handover_time', `handover_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`)
@Check('shift_time_zone', `time_zone ~ '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$'`)
export class ShiftEntity {
  @PrimaryColumn('uuid') id: ShiftId;
  @Column('text') name: string;
  /** The name in the one form in which it is compared. */
  @Column('text') @Index('shift_name_key', { unique: true }) nameKey: string;
  @Column('integer') lengthCount: number;
  @Column('text') lengthUnit: ShiftUnit;
  @Column('text') timeZone: string;
  /** A day of the shift's time zone, as text: PostgreSQL's own dates come back as moments of the program's zone. */
  @Column('text') startDate: string;
  @Column('text') handoverTime: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** Whose turn is the first, the second and so on. */
@Entity('shift_person')
@Unique('shift_person_once', ['shiftId', 'personId'])
@Check('shift_person_position', 'position >= 0')
export class ShiftPersonEntity {
  @PrimaryColumn('uuid') shiftId: ShiftId;
  @ManyToOne('ShiftEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'shift_id' }) shift?: unknown;
  @PrimaryColumn('integer') position: number;
  @Column('uuid') personId: PersonId;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
}

/** Somebody else is on duty for a while. Two of one shift never overlap. */
@Entity('shift_override')
@Index('shift_override_until', ['shiftId', 'untilAt'])
@Check('shift_override_times', 'from_at < until_at')
export class ShiftOverrideEntity {
  @PrimaryColumn('uuid') id: ShiftOverrideId;
  @Column('uuid') shiftId: ShiftId;
  @ManyToOne('ShiftEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'shift_id' }) shift?: unknown;
  @Column('timestamptz') fromAt: Date;
  @Column('timestamptz') untilAt: Date;
  @Column('uuid') personId: PersonId;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
  @Column('timestamptz') at: Date;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'by_id' }) by?: unknown;
  @Column('uuid') byId: PersonId;
}
