import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import type { FaultCode } from '#access/fault-codes.js';

/** Why the link of an instance was refused, and with which user CA keys it came. */
export interface InstanceRefusal {
  code: FaultCode;
  message: string;
  hint: string;
  userCaKeys: string[];
  at: string;
}

/** One enrolled instance of a connector: the key that was pinned then, and what it told last. Several may be in force side by side. */
@Entity('connector_key')
@Index('connector_key_in_force', ['connectorId', 'publicKey'], { unique: true, where: 'removed_at IS NULL' })
export class ConnectorKeyEntity {
  @PrimaryGeneratedColumn('uuid') id: ConnectorKeyId;
  @ManyToOne('ConnectorEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'connector_id' }) connector?: unknown;
  @Column('uuid') connectorId: ConnectorId;
  /** SPKI PEM of its Ed25519 key. */
  @Column('text') publicKey: string;
  @Column('timestamptz') enrolledAt: Date;
  /** From then on the key is worth nothing. The row stays, so that whoever comes with it is told why. */
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
  @Column('text', { nullable: true }) version: string | null;
  @Column('timestamptz', { nullable: true }) lastSeenAt: Date | null;
  /** With which it was let in last; empty: it never was, or told none. */
  @Column('jsonb', { default: [] }) userCaKeys: string[];
  /** Its last try, if that was refused because it does not fit to the others. */
  @Column('jsonb', { nullable: true }) refusal: InstanceRefusal | null;
}
