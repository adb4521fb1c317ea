import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import { bigintAsNumber } from '../database/bigint-as-number.js';

/** One open link of one running connector process. Several may hang on different replicas of the control plane. */
@Entity('connector_instance')
export class ConnectorInstanceEntity {
  /** Id of the link, made by the replica that holds it. */
  @PrimaryColumn('uuid') id: string;
  @ManyToOne('ConnectorEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'connector_id' }) connector?: unknown;
  @Column('uuid') @Index() connectorId: ConnectorId;
  @ManyToOne('ConnectorKeyEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'key_id' }) key?: unknown;
  /** The enrolled instance whose key it proved to hold. */
  @Column('uuid') keyId: ConnectorKeyId;
  /** Of the process: made anew by each start. */
  @Column('uuid') instanceId: string;
  @Column('text') version: string;
  /** The connector's clock less ours, seconds, when it last told its time: at the hello, then with each ping. */
  @Column('double precision') clockSkewSeconds: number;
  @Column('jsonb', { default: [] }) userCaKeys: string[];
  /** Digest of its ceiling; null: it is of a version that tells none. */
  @Column('text', { nullable: true }) ceiling: string | null;
  /** What its journal held at the last answered ping; null: nothing. */
  @Column('bigint', { nullable: true, transformer: bigintAsNumber }) generation: number | null;
  @Column('timestamptz') connectedAt: Date;
  /** Renewed by each answered ping; a row that is not renewed belongs to a replica that died. */
  @Column('timestamptz') lastSeenAt: Date;
}
