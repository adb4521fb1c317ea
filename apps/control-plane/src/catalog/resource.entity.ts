import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { ConnectorKeyId, IntegrationId, ResourceId } from '#access/ids.js';
import type { PeopleOrTeams } from '#access/person.js';
import type { OfferedHostKey, PlannedWrite, ServerState, SudoMode } from '#protocol/from-connector.js';
import { bigintAsNumber } from '../database/bigint-as-number.js';
import { IntegrationEntity, type StoredFault } from './integration.entity.js';

/** Where a server is and as whom the connector logs in there. */
export interface ServerAddress {
  host: string;
  port: number;
  user: string;
}

/** An SSH server of an integration's list, and what the connector last reported of it. */
@Entity('resource')
@Index('resource_name_unique', ['integrationId', 'name'], { unique: true, where: 'NOT gone' })
@Index(['integrationId', 'generation'])
// Written by hand in a migration: entities cannot say an expression or GIN.
@Index('resource_by_name', { synchronize: false })
@Index('resource_by_tag', { synchronize: false })
@Check('resource_wanted', `wanted IN ('look', 'set-up', 'removed')`)
@Check('resource_sudo_mode', `sudo_mode IN ('full-sudo', 'helper')`)
@Check('resource_port', 'port BETWEEN 1 AND 65535')
export class ResourceEntity {
  @PrimaryGeneratedColumn('uuid') id: ResourceId;
  @ManyToOne(() => IntegrationEntity, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'integration_id' })
  integration?: IntegrationEntity;
  @Column('uuid') integrationId: IntegrationId;
  @Column('text', { default: 'ssh-server' }) kind: 'ssh-server';
  @Column('text') name: string;
  @Column('text') host: string;
  @Column('integer') port: number;
  @Column('text') user: string;
  @Column('jsonb', { default: {} }) tags: Record<string, string>;
  /** Whom an administrator named as owners of this one server; its tags may name others. */
  @Column('jsonb', { default: { personIds: [], teamIds: [] } }) owners: PeopleOrTeams;
  @Column('text', { nullable: true }) confirmedFingerprint: string | null;
  @Column('text', { default: 'look' }) wanted: 'look' | 'set-up' | 'removed';
  @Column('bigint', { transformer: bigintAsNumber }) generation: number;

  // What is to happen as soon as nothing of a grant is left on the server (proved, or written off).
  /** The list names another address for it. */
  @Column('jsonb', { nullable: true }) nextAddress: ServerAddress | null;
  /** It is to be cleared: all that Curfew wrote is taken away. */
  @Column('boolean', { default: false }) clearing: boolean;
  /** The list does not name it any more. */
  @Column('boolean', { default: false }) leaving: boolean;
  /** It has left. The row stays, because ended grants name it. */
  @Column('boolean', { default: false }) gone: boolean;

  // The connector's last report.
  @Column('text', { default: 'unknown' }) state: ServerState;
  @Column('jsonb', { default: [] }) faults: StoredFault[];
  @Column('jsonb', { default: [] }) warnings: string[];
  @Column('jsonb', { default: [] }) hostKeys: OfferedHostKey[];
  @Column('jsonb', { default: [] }) missingGroups: string[];
  @Column('jsonb', { default: [] }) wouldWrite: PlannedWrite[];
  @Column('text', { nullable: true }) sshdVersion: string | null;
  @Column('text', { nullable: true }) scriptVersion: string | null;
  @Column('text', { nullable: true }) sudoMode: SudoMode | null;
  @Column('boolean', { default: false }) helperReady: boolean;
  @Column('double precision', { nullable: true }) clockSkewSeconds: number | null;
  @Column('timestamptz', { nullable: true }) lastLookedAt: Date | null;
  /** The instance of the connector that reported it; null: it is not known. */
  @Column('uuid', { nullable: true }) reportedBy: ConnectorKeyId | null;
}
