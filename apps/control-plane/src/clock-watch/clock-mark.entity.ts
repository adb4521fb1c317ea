import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The latest time that any replica has seen, so that a clock which is set back is noticed, also after a restart [I19]. */
@Entity('clock_mark')
@Check('clock_mark_single', 'singleton')
export class ClockMarkEntity {
  @PrimaryColumn('boolean', { default: true }) singleton: true;
  @Column('timestamptz') latestAt: Date;
}
