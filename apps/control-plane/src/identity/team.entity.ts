import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { PersonId, TeamId } from '#access/ids.js';

/** A set of people. */
@Entity('team')
export class TeamEntity {
  @PrimaryColumn('uuid') id: TeamId;
  @Column('text') name: string;
  /** The name in the one form in which it is compared. */
  @Column('text') @Index('team_name_key', { unique: true }) nameKey: string;
  @Column('text', { default: '' }) description: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

@Entity('team_member')
export class TeamMemberEntity {
  @PrimaryColumn('uuid') teamId: TeamId;
  @ManyToOne('TeamEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'team_id' }) team?: unknown;
  @PrimaryColumn('uuid') @Index() personId: PersonId;
  @ManyToOne('PersonEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'person_id' }) person?: unknown;
}
