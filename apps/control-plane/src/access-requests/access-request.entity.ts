import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { AccessRequestState } from '#access/access-request.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { AccessFlowId, AccessFlowVersionId, AccessRequestId, GrantId, PersonId, ResourceId } from '#access/ids.js';

/** One person's ask under one flow version. A trigger lets its state change as libs/access says, and nothing else about it. */
@Entity('access_request')
@Check(
  'access_request_state',
  `state IN ('pending', 'to-start', 'approved', 'denied', 'cancelled', 'timed-out', 'lapsed')`,
)
@Check('access_request_decided', `(state = 'pending') = (decided_at IS NULL)`)
@Check('access_request_duration', 'duration_seconds > 0')
@Check(
  'access_request_to_start',
  `CASE state WHEN 'to-start' THEN due_at IS NOT NULL AND settled_at IS NULL AND extends_grant_id IS NULL ELSE (due_at IS NULL) = (settled_at IS NULL) END`,
)
@Check('access_request_lapsed', `(state = 'lapsed') = (lapsed_because IS NOT NULL)`)
@Index('access_request_due', ['timesOutAt'], { where: `state = 'pending'` })
@Index('access_request_start_due', ['dueAt'], { where: `state = 'to-start'` })
@Index('access_request_extends_once', ['extendsGrantId'], { unique: true, where: `state = 'pending'` })
@Index('access_request_of_person', ['requesterId', 'createdAt'])
@Index('access_request_for_person', ['receiverId', 'createdAt'])
@Index('access_request_together', ['batchId'], { where: 'batch_id IS NOT NULL' })
@Index('access_request_of_flow', ['flowId', 'createdAt'])
@Index('access_request_newest', ['createdAt', 'id'])
export class AccessRequestEntity {
  @PrimaryColumn('uuid') id: AccessRequestId;
  /** Of those that were asked for together; null: it was asked for alone. */
  @Column('uuid', { nullable: true }) batchId: string | null;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'requester_id' }) requester?: unknown;
  @Column('uuid') requesterId: PersonId;
  /** Who gets what is asked for: mostly the requester. */
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'receiver_id' }) receiver?: unknown;
  @Column('uuid') receiverId: PersonId;
  @ManyToOne('ResourceEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'resource_id' }) resource?: unknown;
  @Column('uuid') @Index() resourceId: ResourceId;
  @Column('uuid') flowId: AccessFlowId;
  @ManyToOne('AccessFlowVersionEntity', { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'flow_version_id' })
  flowVersion?: unknown;
  @Column('uuid') flowVersionId: AccessFlowVersionId;
  @ManyToOne('GrantEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'extends_grant_id' }) extendsGrant?: unknown;
  /** The running grant that it asks to make longer, by `durationSeconds`; null: it asks for a new one. */
  @Column('uuid', { nullable: true }) extendsGrantId: GrantId | null;
  /** Nobody asked: the condition of its flow holds. */
  @Column('boolean', { default: false }) byCondition: boolean;
  @Column('jsonb') permissions: string[];
  /** The sudo roles among them, with the commands that they had when it was asked: what the approvers see. */
  @Column('jsonb', { default: [] }) sudoRoles: SudoRole[];
  @Column('integer') durationSeconds: number;
  @Column('text', { nullable: true }) reason: string | null;
  /** What was filled in of the flow's custom fields. */
  @Column('jsonb', { default: {} }) fields: Record<string, string>;
  /** When its access is to begin; null: as soon as it is approved, or at its first use. */
  @Column('timestamptz', { nullable: true }) startAt: Date | null;
  @Column('text') state: AccessRequestState;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') timesOutAt: Date;
  /** When it left `pending`. */
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
  /** Of what was approved to begin later: when it begins by itself, or until when its first use must come. */
  @Column('timestamptz', { nullable: true }) dueAt: Date | null;
  /** When it left `to-start`. */
  @Column('timestamptz', { nullable: true }) settledAt: Date | null;
  /** Why its access never began, for the person. */
  @Column('text', { nullable: true }) lapsedBecause: string | null;
}

/** One approver's yes or no to one request. Each person answers once. */
@Entity('approval')
@Unique('approval_once', ['requestId', 'approverId'])
@Check('approval_answer', `answer IN ('yes', 'no')`)
export class ApprovalEntity {
  @PrimaryColumn('uuid') id: string;
  @ManyToOne('AccessRequestEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'request_id' }) request?: unknown;
  @Column('uuid') requestId: AccessRequestId;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'approver_id' }) approver?: unknown;
  @Column('uuid') @Index('approval_of_person') approverId: PersonId;
  @Column('text') answer: 'yes' | 'no';
  @Column('text', { nullable: true }) reason: string | null;
  @Column('timestamptz') at: Date;
}
