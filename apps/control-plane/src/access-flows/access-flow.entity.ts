import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { BreakGlassRule, ClockStart, ExtensionRule, FlowTrigger } from '#access/access-flow.js';
import type { ApprovalPolicy } from '#access/approval-policy.js';
import type { ConditionTree } from '#access/condition.js';
import type { CustomField } from '#access/custom-field.js';
import type { FlowTarget } from '#access/flow-target.js';
import type { AccessFlowId, AccessFlowVersionId, PersonId } from '#access/ids.js';
import type { RequestTemplate } from '#access/request-template.js';
import type { RequestFor } from '#access/requesters.js';
import type { Timeframe } from '#access/timeframe.js';

/** A rule by name. What it says stands in its versions; this row says which of them is current, and whether it counts. */
@Entity('access_flow')
export class AccessFlowEntity {
  @PrimaryColumn('uuid') id: AccessFlowId;
  @Column('text') name: string;
  /** The name as names are compared. */
  @Column('text') @Index('access_flow_name_unique', { unique: true, where: 'deleted_at IS NULL' }) nameKey: string;
  @Column('boolean', { default: true }) active: boolean;
  /** Number of the current version. */
  @Column('integer') version: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz') changedAt: Date;
  /** Deleted flows stay as rows, because requests name their versions. */
  @Column('timestamptz', { nullable: true }) deletedAt: Date | null;
}

/** What a flow says, or said. Written once and never changed: a trigger refuses it. */
@Entity('access_flow_version')
@Unique('access_flow_version_number', ['flowId', 'version'])
@Check('access_flow_version_times', 'longest_seconds > 0 AND request_timeout_seconds > 0')
@Check('access_flow_version_default', 'default_seconds BETWEEN 1 AND longest_seconds')
@Check('access_flow_version_trigger', `trigger IN ('ask', 'condition')`)
@Check('access_flow_version_finish', '(finish_within_seconds > 0) IS NOT FALSE')
export class AccessFlowVersionEntity {
  @PrimaryColumn('uuid') id: AccessFlowVersionId;
  @ManyToOne('AccessFlowEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'flow_id' }) flow?: unknown;
  @Column('uuid') flowId: AccessFlowId;
  @Column('integer') version: number;
  /** The flow's name at that time. */
  @Column('text') name: string;
  @Column('text', { default: 'ask' }) trigger: FlowTrigger;
  @Column('jsonb') requesters: ConditionTree;
  @Column('jsonb', { default: { self: true, directReports: false, others: null } }) requestFor: RequestFor;
  @Column('jsonb') targets: FlowTarget[];
  /** null: nobody is asked. */
  @Column('jsonb', { nullable: true }) approval: ApprovalPolicy | null;
  @Column('integer') longestSeconds: number;
  @Column('integer', { nullable: true }) defaultSeconds: number | null;
  @Column('boolean', { default: false }) fixedDuration: boolean;
  @Column('jsonb', { nullable: true }) timeframe: Timeframe | null;
  @Column('jsonb', { default: { at: 'approval' } }) clockStart: ClockStart;
  @Column('jsonb', { nullable: true }) extensions: ExtensionRule | null;
  @Column('jsonb', { nullable: true }) breakGlass: BreakGlassRule | null;
  @Column('boolean') justificationRequired: boolean;
  @Column('jsonb', { default: [] }) customFields: CustomField[];
  @Column('jsonb', { default: [] }) templates: RequestTemplate[];
  @Column('integer') requestTimeoutSeconds: number;
  @Column('boolean') allowsForwarding: boolean;
  /** null: sessions end with their grant. */
  @Column('integer', { nullable: true }) finishWithinSeconds: number | null;
  @Column('timestamptz') at: Date;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'by_id' }) by?: unknown;
  @Column('uuid') byId: PersonId;
}
