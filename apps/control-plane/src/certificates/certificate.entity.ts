import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { GrantId } from '#access/ids.js';

/** A certificate that a connector made for a grant and one of its keys, checked before it was stored. */
@Entity('certificate')
@Index(['grantId', 'issuedAt'])
export class CertificateEntity {
  /** Decimal text of 63 random bits; unique for ever. */
  @PrimaryColumn('text') serial: string;
  @ManyToOne('GrantEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'grant_id' }) grant?: unknown;
  @Column('uuid') grantId: GrantId;
  @Column('integer') keyNumber: number;
  /** The one line of the certificate file. */
  @Column('text') line: string;
  /** `SHA256:…` of the user CA that signed it. */
  @Column('text') authority: string;
  @Column('timestamptz') validAfter: Date;
  @Column('timestamptz') validBefore: Date;
  @Column('timestamptz') issuedAt: Date;
}
