import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import type { FaultCode } from '#access/fault-codes.js';
import type { GrantCause, GrantState } from '#access/grant.js';
import type {
  AccessFlowId,
  AccessFlowVersionId,
  AccessRequestId,
  ConnectorId,
  GrantId,
  PersonId,
  ReceiptId,
  ResourceId,
} from '#access/ids.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { CertificateExtension } from '#protocol/order.js';
import { bigintAsNumber } from '../database/bigint-as-number.js';

/** What a connector last said was in the way of adding or removing a grant. */
export interface GrantFaultRecord {
  code: FaultCode;
  message: string;
  hint?: string;
  detail?: string;
}

/**
 * The right that an approved request gives on one resource. A trigger refuses each change of state that is not in the table
 * of libs/access, and a later end that no extension gave. (`grant` is a word of SQL, hence the table's name.)
 */
@Entity('access_grant')
@Check('access_grant_state', `state IN ('granting', 'active', 'ending', 'ended', 'failed')`)
@Check('access_grant_cause', `(cause IN ('expired', 'given-back', 'revoked')) IS NOT FALSE`)
@Check('access_grant_cause_at_end', `(cause IS NOT NULL) = (state IN ('ending', 'ended'))`)
@Check('access_grant_ended_is_proved', `state <> 'ended' OR proved_at IS NOT NULL`)
@Check('access_grant_end_is_ordered', `(end_generation IS NULL) = (state IN ('granting', 'active'))`)
@Check('access_grant_proved_until', '(proved_until_at IS NULL) = (proved_until_generation IS NULL)')
@Check('access_grant_times', 'from_at < until_at')
@Check(
  'access_grant_finishing',
  `finishing_sessions IS NULL OR (finishing_sessions > 0 AND state = 'ending' AND finish_until IS NOT NULL)`,
)
@Index('access_grant_due', ['untilAt'], { where: `state IN ('granting', 'active')` })
@Index('access_grant_finish_due', ['finishUntil'], { where: `state = 'ending' AND finish_until IS NOT NULL` })
@Index('access_grant_debt', ['resourceId'], { where: `state IN ('ending', 'failed') AND proved_at IS NULL` })
@Index('access_grant_extension_unproved', ['resourceId'], {
  where: `state = 'active' AND extension_unproved_since IS NOT NULL`,
})
@Index('access_grant_of_person', ['personId', 'state'])
@Index('access_grant_ordered', ['connectorId', 'generation'])
@Index(['resourceId', 'state'])
@Index('access_grant_automatic', ['automaticFlowId', 'personId', 'resourceId', 'fromAt'], {
  where: 'automatic_flow_id IS NOT NULL',
})
@Index('access_grant_automatic_once', ['automaticFlowId', 'personId', 'resourceId'], {
  unique: true,
  where: `automatic_flow_id IS NOT NULL AND state IN ('granting', 'active')`,
})
export class GrantEntity {
  @PrimaryColumn('uuid') id: GrantId;
  @ManyToOne('AccessRequestEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'request_id' }) request?: unknown;
  @Column('uuid') @Index('access_grant_request', { unique: true }) requestId: AccessRequestId;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
  @Column('uuid') personId: PersonId;
  @ManyToOne('ResourceEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'resource_id' }) resource?: unknown;
  @Column('uuid') resourceId: ResourceId;
  @ManyToOne('ConnectorEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'connector_id' }) connector?: unknown;
  /** The one that was ordered to add it: it alone can prove its removal. */
  @Column('uuid') connectorId: ConnectorId;
  @ManyToOne('AccessFlowVersionEntity', { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'flow_version_id' })
  flowVersion?: unknown;
  @Column('uuid') flowVersionId: AccessFlowVersionId;
  /** The flow that gives it by itself while its condition holds; null: somebody asked for it. */
  @Column('uuid', { nullable: true }) automaticFlowId: AccessFlowId | null;

  @Column('text') account: string;
  @Column('boolean') adopt: boolean;
  @Column('jsonb') permissions: string[];
  @Column('jsonb') groups: string[];
  /** Sudo roles with exactly the commands that were approved: editing a role changes nothing here. */
  @Column('jsonb', { default: [] }) sudoRoles: SudoRole[];
  @Column('jsonb') extensions: CertificateExtension[];

  @Column('text') state: GrantState;
  @Column('text', { nullable: true }) cause: GrantCause | null;
  @Column('timestamptz') fromAt: Date;
  @Column('timestamptz') untilAt: Date;
  /** Until when its sessions may run on after `untilAt`. null: they end with it, or were ended since. Never comes back. */
  @Column('timestamptz', { nullable: true }) finishUntil: Date | null;
  /** How many of them run, when a read-back showed nothing else of it; null: there was none of that kind. */
  @Column('integer', { nullable: true }) finishingSessions: number | null;
  /** When the end of such sessions was ordered. */
  @Column('timestamptz', { nullable: true }) sessionsEndedAt: Date | null;
  /** How often it was made longer. */
  @Column('integer', { default: 0 }) extended: number;
  /** The end that its last extension gave, also where the site refused it since; null: it was never made longer. */
  @Column('timestamptz', { nullable: true }) extendedUntilAt: Date | null;
  /** The end that the server was last read back to hold, and for which generation; null: it did not tell one yet. */
  @Column('timestamptz', { nullable: true }) provedUntilAt: Date | null;
  @Column('bigint', { transformer: bigintAsNumber, nullable: true }) provedUntilGeneration: number | null;
  /** Since when the server lacks the end that an extension gave; null: it holds it, or it was never made longer. */
  @Column('timestamptz', { nullable: true }) extensionUnprovedSince: Date | null;
  /** First proof that it is in force. */
  @Column('timestamptz', { nullable: true }) activeAt: Date | null;
  /** When its end was ordered, or adding it given up. */
  @Column('timestamptz', { nullable: true }) endingAt: Date | null;
  /** When a read-back showed nothing left of it. */
  @Column('timestamptz', { nullable: true }) provedAt: Date | null;

  /** Number of the key that counts; the principal is `grant-<id>-<keyNumber>`. */
  @Column('integer', { default: 1 }) keyNumber: number;
  /** The connector's generation at the last change that the connector must know of, at the start, and at the end. */
  @Column('bigint', { transformer: bigintAsNumber }) generation: number;
  @Column('bigint', { transformer: bigintAsNumber }) startGeneration: number;
  @Column('bigint', { transformer: bigintAsNumber, nullable: true }) endGeneration: number | null;

  @Column('jsonb', { nullable: true }) fault: GrantFaultRecord | null;
  @Column('timestamptz', { nullable: true }) retryAt: Date | null;

  /** Written off: what may be left of it is nobody's task any more. It never counts as removed. */
  @Column('timestamptz', { nullable: true }) writtenOffAt: Date | null;
  @Column('uuid', { nullable: true }) writtenOffById: PersonId | null;
  @Column('text', { nullable: true }) writtenOffReason: string | null;
}

/** A running grant was made longer. Written in the transaction that moves its end, and only with it does an end move later [I19]. */
@Entity('grant_extension')
@Check('grant_extension_later', 'from_until_at < until_at')
@Check('grant_extension_counts', 'number > 0')
export class GrantExtensionEntity {
  @PrimaryColumn('uuid') grantId: GrantId;
  @ManyToOne('GrantEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'grant_id' }) grant?: unknown;
  @PrimaryColumn('integer') number: number;
  @ManyToOne('AccessRequestEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'request_id' }) request?: unknown;
  @Column('uuid') @Index('grant_extension_request', { unique: true }) requestId: AccessRequestId;
  /** The end before. */
  @Column('timestamptz') fromUntilAt: Date;
  @Column('timestamptz') untilAt: Date;
  @Column('timestamptz') at: Date;
}

/**
 * What a flow gives by itself was renewed: only by this does its end move later, in the transaction that writes it [I19]. One row for
 * each grant, about its last renewal; the audit has all of them.
 */
@Entity('grant_renewal')
@Check('grant_renewal_later', 'from_until_at < until_at')
@Check('grant_renewal_counts', 'number > 0')
export class GrantRenewalEntity {
  @PrimaryColumn('uuid') grantId: GrantId;
  @OneToOne('GrantEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'grant_id' }) grant?: unknown;
  /** How often it was renewed by then. */
  @Column('integer') number: number;
  /** The end before. */
  @Column('timestamptz') fromUntilAt: Date;
  @Column('timestamptz') untilAt: Date;
  @Column('timestamptz') at: Date;
  @ManyToOne('ReceiptEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'proved_by' }) receipt?: unknown;
  /** The last receipt that says the end of a renewal; null: none has yet. */
  @Column('uuid', { nullable: true }) @Index('grant_renewal_proved_by') provedBy: ReceiptId | null;
}

/** A public key bound to a grant. The newest number counts; certificates for older ones are worth nothing. */
@Entity('grant_key')
@Check('grant_key_counts', 'number BETWEEN 1 AND 1000000')
export class GrantKeyEntity {
  @PrimaryColumn('uuid') grantId: GrantId;
  @ManyToOne('GrantEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'grant_id' }) grant?: unknown;
  @PrimaryColumn('integer') number: number;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  @Column('text') publicKey: string;
  @Column('text') fingerprint: string;
  @Column('timestamptz') boundAt: Date;
}
