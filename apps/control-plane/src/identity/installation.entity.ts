import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { InstallationId } from '#access/ids.js';

/** The one row that says which installation this database belongs to. Locking it puts changes of people in a queue. */
@Entity('installation')
@Check('installation_single', 'singleton')
export class InstallationEntity {
  @PrimaryColumn('boolean', { default: true }) singleton: true;
  @Column('uuid') id: InstallationId;
  @Column('text') name: string;
  /** SHA-256 of the token that makes the first administrator. Null: none is waiting. */
  @Column('bytea', { nullable: true }) firstAdministratorTokenHash: Buffer | null;
  /** Edits of access flows and bundles count only after a second administrator approved them. */
  @Column('boolean', { default: false }) fourEyes: boolean;
}
