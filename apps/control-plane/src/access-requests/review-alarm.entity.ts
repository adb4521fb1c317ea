import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import type { AccessRequestId } from '#access/ids.js';

/** That an overdue review was an alarm: at most once, whatever number of replicas looks. */
@Entity('review_alarm')
export class ReviewAlarmEntity {
  @PrimaryColumn('uuid') requestId: AccessRequestId;
  @OneToOne('AccessRequestEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'request_id' }) request?: unknown;
  @Column('timestamptz') raisedAt: Date;
}
