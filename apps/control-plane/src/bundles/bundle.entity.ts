import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { BundledTarget } from '#access/bundle.js';
import type { BundleId } from '#access/ids.js';

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
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}
