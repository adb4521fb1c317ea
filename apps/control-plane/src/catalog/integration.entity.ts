import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { FaultCode } from '#access/fault-codes.js';
import type { ConnectorId, ConnectorKeyId, IntegrationId } from '#access/ids.js';
import type { OwnerTag } from '#access/owners.js';
import type { PeopleOrTeams } from '#access/person.js';
import type { SudoRole } from '#access/sudo-role.js';
import { bigintAsNumber } from '../database/bigint-as-number.js';
import type { ServerEntry } from './servers-list.js';

/** A fault as a connector reported it. */
export interface StoredFault {
  code: FaultCode;
  message: string;
  hint?: string;
  detail?: string;
}

/** A configured list of SSH servers: where its login key is, which connector serves it, what was found out. */
@Entity('integration')
@Index('integration_name_unique', ['name'], { unique: true, where: 'deleted_at IS NULL' })
@Index(['connectorId', 'generation'])
@Check('integration_access_details', 'char_length(custom_access_details) <= 400')
export class IntegrationEntity {
  @PrimaryGeneratedColumn('uuid') id: IntegrationId;
  @Column('text') name: string;
  @Column('text', { default: 'ssh-servers' }) kind: 'ssh-servers';
  @ManyToOne('ConnectorEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'connector_id' }) connector?: unknown;
  @Column('uuid') connectorId: ConnectorId;
  /** A reference only: where the connector reads the secret. The control plane never sees the value. */
  @Column('jsonb') secret: Record<string, unknown>;
  @Column('text') defaultUser: string;
  /** The list as given, each entry in its normal form. It may be large, so it is read only where it is asked for. */
  @Column('jsonb', { select: false }) servers: ServerEntry[];
  @Column('jsonb', { default: [] }) userGroups: string[];
  @Column('jsonb', { default: [] }) sudoRoles: SudoRole[];
  /** Who owns the integration itself. */
  @Column('jsonb', { default: { personIds: [], teamIds: [] } }) owners: PeopleOrTeams;
  /** The tags whose values name the owners of its servers. */
  @Column('jsonb', { default: [] }) ownerTags: OwnerTag[];
  /** Plain text for whoever has access to one of its servers. */
  @Column('text', { nullable: true }) customAccessDetails: string | null;
  @Column('bigint', { transformer: bigintAsNumber }) generation: number;
  /** What the connector found wrong with the secret; null: nothing, or not looked at yet. */
  @Column('jsonb', { nullable: true }) secretFault: StoredFault | null;
  @Column('timestamptz', { nullable: true }) lastLookedAt: Date | null;
  /** The instance of the connector that found it; null: it is not known. */
  @Column('uuid', { nullable: true }) reportedBy: ConnectorKeyId | null;
  /** How often somebody pressed refresh: links that know a smaller number pass that on. */
  @Column('integer', { default: 0 }) looksWanted: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  /** Deleted by an administrator: its servers leave as soon as nothing of a grant is left on them. */
  @Column('timestamptz', { nullable: true }) deletedAt: Date | null;
  /** Deleted, and all its servers are gone: the connector may forget it. */
  @Column('boolean', { default: false }) gone: boolean;
}
