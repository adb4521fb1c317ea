import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import type { PersonId } from '#access/ids.js';

/** The password of a local sign-in, apart from the person so that no list of people ever loads a hash. */
@Entity('password')
export class PasswordEntity {
  @PrimaryColumn('uuid') personId: PersonId;
  @OneToOne('PersonEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
  /** argon2id, PHC text. */
  @Column('text') hash: string;
}
