import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import type { AccessRequestId, PersonId } from '#access/ids.js';

/** The review of access that was taken in an emergency. A trigger lets it be closed once, and nothing else about it change. */
@Entity('break_glass_review')
@Check(
  'break_glass_review_closed',
  '(closed_at IS NULL) = (closed_by_id IS NULL) AND (closed_at IS NULL) = (comment IS NULL)',
)
@Index('break_glass_review_open', ['dueAt'], { where: 'closed_at IS NULL' })
export class BreakGlassReviewEntity {
  @PrimaryColumn('uuid') requestId: AccessRequestId;
  @OneToOne('AccessRequestEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'request_id' }) request?: unknown;
  @Column('timestamptz') dueAt: Date;
  @Column('timestamptz', { nullable: true }) closedAt: Date | null;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'closed_by_id' }) closedBy?: unknown;
  @Column('uuid', { nullable: true }) closedById: PersonId | null;
  @Column('text', { nullable: true }) comment: string | null;
}
