import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { ConnectorId } from '#access/ids.js';

/** One open link of one running connector process. Several may hang on different replicas of the control plane. */
@Entity('connector_instance')
export class ConnectorInstanceEntity {
  /** Id of the link, made by the replica that holds it. */
  @PrimaryColumn('uuid') id: string;
  @ManyToOne('ConnectorEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'connector_id' }) connector?: unknown;
  @Column('uuid') @Index() connectorId: ConnectorId;
  @Column('uuid') instanceId: string;
  @Column('text') version: string;
  /** The connector's clock less ours, seconds, when it last told its time: at the hello, then with each ping. */
  @Column('double precision') clockSkewSeconds: number;
  @Column('jsonb', { default: [] }) userCaKeys: string[];
  @Column('timestamptz') connectedAt: Date;
  /** Renewed by each answered ping; a row that is not renewed belongs to a replica that died. */
  @Column('timestamptz') lastSeenAt: Date;
}
