import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { ConnectorId, ReceiptId, ResourceId } from '#access/ids.js';
import type { StandingKind } from '#access/standing-kinds.js';
import { bigintAsNumber } from '../database/bigint-as-number.js';

/** A connector's signed statement of what it read back from one server, exactly as it came. Never changed. */
@Entity('receipt')
@Index(['resourceId', 'readAt'])
export class ReceiptEntity {
  @PrimaryColumn('uuid') id: ReceiptId;
  @ManyToOne('ConnectorEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'connector_id' }) connector?: unknown;
  @Column('uuid') connectorId: ConnectorId;
  @ManyToOne('ResourceEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'resource_id' }) resource?: unknown;
  @Column('uuid') resourceId: ResourceId;
  @Column('bigint', { transformer: bigintAsNumber }) generation: number;
  @Column('timestamptz') readAt: Date;
  @Column('timestamptz') storedAt: Date;
  /** The exact JSON text that was signed. */
  @Column('text') payload: string;
  @Column('text') signature: string;
  /** SPKI PEM of the connector's key that counted when it was stored; null: stored before this was kept. */
  @Column('text', { nullable: true }) publicKey: string | null;
}

/** Something on a server that gives an account access beside Curfew, or may: a membership, a key, a scheduled job, a login. */
@Entity('standing_finding')
export class StandingFindingEntity {
  @PrimaryColumn('uuid') resourceId: ResourceId;
  @ManyToOne('ResourceEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'resource_id' }) resource?: unknown;
  @PrimaryColumn('text') account: string;
  @PrimaryColumn('text') kind: StandingKind;
  @PrimaryColumn('text') name: string;
  @Column('timestamptz') foundAt: Date;
  @Column('timestamptz') seenAt: Date;
}
