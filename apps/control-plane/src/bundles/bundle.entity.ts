import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { BundledTarget } from '#access/bundle.js';
import type { BundleId, PersonId } from '#access/ids.js';

/** A named set of resources with permissions. */
@Entity('bundle')
@Check('bundle_targets', `jsonb_typeof(targets) = 'array' AND targets <> '[]'`)
export class BundleEntity {
  @PrimaryColumn('uuid') id: BundleId;
  @Column('text') name: string;
  /** The name in the one form in which it is compared. */
  @Column('text') @Index('bundle_name_key', { unique: true }) nameKey: string;
  @Column('text', { default: '' }) description: string;
  @Column('jsonb') targets: BundledTarget[];
  /** Counts the edits, from 1. */
  @Column('integer', { default: 1 }) version: number;
  /** When it was saved last, and by whom. null: before that was kept. */
  @Column('timestamptz', { nullable: true }) changedAt: Date | null;
  @ManyToOne('PersonEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'changed_by_id' }) changedBy?: unknown;
  @Column('uuid', { nullable: true }) changedById: PersonId | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}
