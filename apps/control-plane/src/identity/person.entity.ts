import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { PersonId } from '#access/ids.js';
import type { Role } from './person.js';

/** A person. Identity is issuer + subject, never the address [I38]. */
@Entity('person')
@Unique('person_identity', ['issuer', 'subject'])
@Check('person_role', `role IN ('administrator', 'member')`)
@Check('person_account_name', `account_name ~ '^[a-z_][a-z0-9_-]{0,31}$'`)
export class PersonEntity {
  @PrimaryColumn('uuid') id: PersonId;
  /** Who vouches for the person: `local`, or later the issuer of an OIDC token. */
  @Column('text') issuer: string;
  @Column('text') subject: string;
  @Column('text') displayName: string;
  @Column('text', { nullable: true }) email: string | null;
  /** The address in the one form in which it is compared. Null: the person has none. */
  @Column('text', { nullable: true }) @Index('person_email_key', { unique: true }) emailKey: string | null;
  /** The person's name on all servers. */
  @Column('text') @Index('person_account_name_key', { unique: true }) accountName: string;
  @Column('text') role: Role;
  /** Signs in no more, gets and gives no access. */
  @Column('boolean', { default: false }) disabled: boolean;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'manager_id' }) manager?: unknown;
  @Column('uuid', { nullable: true }) managerId: PersonId | null;
  @Column('jsonb', { default: {} }) attributes: Record<string, string>;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}
