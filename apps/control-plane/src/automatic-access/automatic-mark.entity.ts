import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { AccessFlowId, GrantId, PersonId, ResourceId } from '#access/ids.js';

/** What could not be given, in words for the person. */
export interface MarkFault {
  code: string;
  message: string;
  hint?: string;
}

/**
 * What keeps a flow from giving one person access to one resource by itself: somebody ended it by hand, or it could not be
 * given and is tried again. There only while one of both is so.
 */
@Entity('automatic_mark')
@Check('automatic_mark_says_something', 'held_at IS NOT NULL OR retry_at IS NOT NULL')
@Check('automatic_mark_held_by', '(held_at IS NULL) = (held_by_id IS NULL)')
@Check('automatic_mark_retried', '(retry_at IS NULL) = (fault IS NULL) AND (failures = 0) = (retry_at IS NULL)')
export class AutomaticMarkEntity {
  @ManyToOne('AccessFlowEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'flow_id' }) flow?: unknown;
  @PrimaryColumn('uuid') flowId: AccessFlowId;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
  @PrimaryColumn('uuid') @Index('automatic_mark_of_person') personId: PersonId;
  @ManyToOne('ResourceEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'resource_id' }) resource?: unknown;
  @PrimaryColumn('uuid') resourceId: ResourceId;

  @Column('timestamptz', { nullable: true }) heldAt: Date | null;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'held_by_id' }) heldBy?: unknown;
  @Column('uuid', { nullable: true }) heldById: PersonId | null;
  @Column('text', { nullable: true }) heldReason: string | null;

  /** How often in a row it could not be given. */
  @Column('integer', { default: 0 }) failures: number;
  @Column('jsonb', { nullable: true }) fault: MarkFault | null;
  @Column('timestamptz', { nullable: true }) retryAt: Date | null;
  /** The grant whose failure was counted last; null: it was refused before there was one. */
  @Column('uuid', { nullable: true }) failedGrantId: GrantId | null;
}
