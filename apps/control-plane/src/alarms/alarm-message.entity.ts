import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * One alarm on its way to the webhook. It is written in the transaction of what it tells of, so that no restart loses it. All
 * times but the first are PostgreSQL's: replicas compare what other replicas wrote.
 */
@Entity('alarm_message')
@Index('alarm_message_waiting', ['subjectId', 'number'], { where: 'sent_at IS NULL AND given_up_at IS NULL' })
export class AlarmMessageEntity {
  /** In the order in which they were written: messages about one thing go out in it. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) number: string;
  /** By which the receiver knows a message that comes twice. */
  @Column('uuid') @Index({ unique: true }) id: string;
  @Column('text') kind: string;
  /** What it is about, e.g. a server. */
  @Column('uuid') subjectId: string;
  /** The exact JSON text that is signed and sent. */
  @Column('text') body: string;
  @Column('timestamptz') writtenAt: Date;
  /** Not tried before this; moved ahead before each try, so that of several replicas one sends. */
  @Column('timestamptz') dueAt: Date;
  @Column('integer', { default: 0 }) tries: number;
  @Column('text', { nullable: true }) lastFailure: string | null;
  @Column('timestamptz', { nullable: true }) sentAt: Date | null;
  @Column('timestamptz', { nullable: true }) givenUpAt: Date | null;
}
