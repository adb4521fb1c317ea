import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { PersonId, ResourceId } from '#access/ids.js';

/** An administrator's word that the account of that name on that server belongs to that person. */
@Entity('account_claim')
export class AccountClaimEntity {
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
  @PrimaryColumn('uuid') personId: PersonId;
  @ManyToOne('ResourceEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'resource_id' }) resource?: unknown;
  @PrimaryColumn('uuid') resourceId: ResourceId;
  /** The person's account name at that time: after a rename the claim says nothing. */
  @Column('text') account: string;
  @Column('text') reason: string;
  @Column('uuid') byId: PersonId;
  @Column('timestamptz') at: Date;
}
