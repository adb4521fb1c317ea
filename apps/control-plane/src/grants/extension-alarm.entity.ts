import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { GrantId } from '#access/ids.js';

/** How an alarm of an extension came to its end: the server holds the grant's end, or the grant does not run any more. */
export type ExtensionAlarmEnd = 'proved' | 'ended';

/** That an extension which a server was not told was an alarm: once for each time that it lacks the end. */
@Entity('extension_alarm')
@Check(
  'extension_alarm_end',
  `(cleared_at IS NULL) = (cleared_by IS NULL) AND (cleared_by IN ('proved', 'ended')) IS NOT FALSE`,
)
@Index('extension_alarm_open', ['raisedAt'], { where: 'cleared_at IS NULL' })
export class ExtensionAlarmEntity {
  @PrimaryColumn('uuid') grantId: GrantId;
  @ManyToOne('GrantEntity', { onDelete: 'RESTRICT' }) @JoinColumn({ name: 'grant_id' }) grant?: unknown;
  /** Since when the server lacked the end: `extensionUnprovedSince` of the grant. */
  @PrimaryColumn('timestamptz') since: Date;
  @Column('timestamptz') raisedAt: Date;
  @Column('timestamptz', { nullable: true }) clearedAt: Date | null;
  @Column('text', { nullable: true }) clearedBy: ExtensionAlarmEnd | null;
}
