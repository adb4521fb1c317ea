import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import { bigintAsNumber } from '../database/bigint-as-number.js';

/** A connector as the control plane knows it: its newest generation, what it last said of itself. Its keys are those of its instances. */
@Entity('connector')
@Index('connector_name_unique', ['name'], { unique: true, where: 'deleted_at IS NULL' })
export class ConnectorEntity {
  @PrimaryGeneratedColumn('uuid') id: ConnectorId;
  @Column('text') name: string;
  /** Raised by every change of what this connector is ordered; its row is locked from then to the commit. */
  @Column('bigint', { default: 0, transformer: bigintAsNumber }) generation: number;
  /** Who holds an older generation gets a complete order: a delta would not name what went to another connector. */
  @Column('bigint', { default: 0, transformer: bigintAsNumber }) completeBelow: number;
  /** A newer generation than was ever given, which it holds: the database was restored. Until an administrator resets it, nothing is ordered. */
  @Column('bigint', { nullable: true, transformer: bigintAsNumber }) aheadGeneration: number | null;
  @Column('text', { nullable: true }) version: string | null;
  @Column('timestamptz', { nullable: true }) lastSeenAt: Date | null;
  /** The same for all its instances: what was let in last. */
  @Column('jsonb', { default: [] }) userCaKeys: string[];
  /** SHA-256 of the newest enrolment token, hex; null: none was made since it was used up. */
  @Column('text', { nullable: true }) @Index({ unique: true }) enrolmentTokenHash: string | null;
  @Column('timestamptz', { nullable: true }) enrolmentTokenUntil: Date | null;
  /** The token enrols one instance more; without that, one in place of those that there are. */
  @Column('boolean', { default: false }) enrolmentTokenAdds: boolean;
  /** The key that the token was used with; it only answers that same key from now on. */
  @Column('uuid', { nullable: true }) enrolmentTokenKeyId: ConnectorKeyId | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  /** Deleted connectors stay as rows, because ended grants and receipts name them. */
  @Column('timestamptz', { nullable: true }) deletedAt: Date | null;
}
