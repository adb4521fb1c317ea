import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { PersonId } from '#access/ids.js';

/** A signed-in browser or program. Only the SHA-256 of its token is kept: who reads the table can't sign in with it. */
@Entity('session')
export class SessionEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('bytea') @Index('session_token_hash', { unique: true }) tokenHash: Buffer;
  @Column('uuid') @Index() personId: PersonId;
  @ManyToOne('PersonEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
  @Column('timestamptz') startedAt: Date;
  /** When it was last used, with a minute's grain. */
  @Column('timestamptz') usedAt: Date;
}
