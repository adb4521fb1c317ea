import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One state change: who did what to which thing, when. Written in the transaction of the change [I60], never edited. */
@Entity('audit_row')
export class AuditRowEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('timestamptz') @Index() at: Date;
  @Column('text') actorKind: 'person' | 'connector' | 'system';
  @Column('uuid', { nullable: true }) @Index() actorId: string | null;
  @Column('text') actorName: string;
  @Column('text') action: string;
  @Column('text') objectKind: string;
  @Column('uuid', { nullable: true }) @Index() objectId: string | null;
  @Column('text') objectName: string;
  @Column('jsonb', { default: {} }) detail: Record<string, unknown>;
  @Column('text', { nullable: true }) ip: string | null;
}
