import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { PersonId, ResourceId } from '#access/ids.js';

/**
 * A server that a person marked. The row stays when he may no longer ask for it, and is told to nobody then: he learns no
 * more from it than from the catalog.
 */
@Entity('favourite')
export class FavouriteEntity {
  @ManyToOne('PersonEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
  @PrimaryColumn('uuid') personId: PersonId;
  @ManyToOne('ResourceEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'resource_id' }) resource?: unknown;
  @PrimaryColumn('uuid') resourceId: ResourceId;
  /** What the form opens with; empty: nothing. */
  @Column('jsonb', { default: [] }) permissions: string[];
}
