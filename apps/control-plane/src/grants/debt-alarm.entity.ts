import { Check, Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import type { GrantId } from '#access/ids.js';

/** How a debt that was an alarm came to its end. */
export type DebtAlarmEnd = 'proved' | 'written-off';

/** That a grant's debt was an alarm: at most once, whatever number of replicas looks [I17]. */
@Entity('debt_alarm')
@Check(
  'debt_alarm_end',
  `(cleared_at IS NULL) = (cleared_by IS NULL) AND (cleared_by IN ('proved', 'written-off')) IS NOT FALSE`,
)
@Index('debt_alarm_open', ['raisedAt'], { where: 'cleared_at IS NULL' })
export class DebtAlarmEntity {
  @PrimaryColumn('uuid') grantId: GrantId;
  @OneToOne('GrantEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'grant_id' }) grant?: unknown;
  @Column('timestamptz') raisedAt: Date;
  @Column('timestamptz', { nullable: true }) clearedAt: Date | null;
  @Column('text', { nullable: true }) clearedBy: DebtAlarmEnd | null;
}
