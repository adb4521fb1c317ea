import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { FlowProposalId, PersonId } from '#access/ids.js';
import type { ProposalAction, ProposalKind, ProposalState } from '#access/proposal.js';

/**
 * An edit that counts only when a second administrator approves it. It is decided once, and never changed or deleted: a
 * trigger refuses it.
 */
@Entity('flow_proposal')
@Index('flow_proposal_pending', ['proposedAt'], { where: `state = 'pending'` })
@Index('flow_proposal_one_switch_off', ['kind'], { unique: true, where: `state = 'pending' AND kind = 'four-eyes'` })
@Check('flow_proposal_state', `state IN ('pending', 'approved', 'refused', 'withdrawn', 'stale')`)
@Check(
  'flow_proposal_edit',
  `(kind, action) IN (('access-flow', 'add'), ('access-flow', 'edit'), ('access-flow', 'activate'), ('access-flow', 'remove'),
    ('bundle', 'add'), ('bundle', 'edit'), ('bundle', 'remove'), ('four-eyes', 'switch-off'))
   AND (kind = 'four-eyes') = (object_id IS NULL)
   AND (action IN ('add', 'edit')) = (contents IS NOT NULL)
   AND (action IN ('add', 'switch-off')) = (based_on IS NULL)`,
)
@Check(
  'flow_proposal_decided',
  `(state = 'pending') = (decided_at IS NULL) AND (state IN ('pending', 'stale')) = (decided_by_id IS NULL)
   AND (state = 'refused') = (reason IS NOT NULL)`,
)
@Check(
  'flow_proposal_other_eyes',
  `(state = 'withdrawn' OR decided_by_id IS NULL OR decided_by_id <> proposed_by_id) IS TRUE`,
)
export class FlowProposalEntity {
  @PrimaryColumn('uuid') id: FlowProposalId;
  @Column('text') kind: ProposalKind;
  @Column('text') action: ProposalAction;
  /** The flow or bundle, also one that would be new. Null: the setting itself. */
  @Column('uuid', { nullable: true }) objectId: string | null;
  @Column('text') objectName: string;
  /** What it would say. Null: the edit changes nothing that it says. */
  @Column('jsonb', { nullable: true }) contents: unknown;
  /** What the object was when the edit was proposed. Where it is something else now, the proposal is stale. */
  @Column('jsonb', { nullable: true }) basedOn: unknown;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'proposed_by_id' }) proposedBy?: unknown;
  @Column('uuid') proposedById: PersonId;
  @Column('timestamptz') proposedAt: Date;
  @Column('text', { default: 'pending' }) state: ProposalState;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'decided_by_id' }) decidedBy?: unknown;
  @Column('uuid', { nullable: true }) decidedById: PersonId | null;
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null;
  /** Why it was refused. */
  @Column('text', { nullable: true }) reason: string | null;
}
