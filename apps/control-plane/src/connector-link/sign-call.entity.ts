import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { ConnectorId, GrantId } from '#access/ids.js';
import { bigintAsNumber } from '../database/bigint-as-number.js';

/** One question for a certificate on its way to a connector, which may hang on another replica. Lives for seconds. */
@Entity('sign_call')
export class SignCallEntity {
  @PrimaryColumn('uuid') id: string;
  @ManyToOne('ConnectorEntity', { onDelete: 'CASCADE' }) @JoinColumn({ name: 'connector_id' }) connector?: unknown;
  @Column('uuid') @Index() connectorId: ConnectorId;
  @Column('uuid') grantId: GrantId;
  @Column('integer') keyNumber: number;
  @Column('text') publicKey: string;
  /** The connector must hold this generation before it is asked, else it knows nothing of the grant or its key. */
  @Column('bigint', { transformer: bigintAsNumber }) generation: number;
  @Column('timestamptz') askedAt: Date;
  /** The link that carries it; null: none yet. */
  @Column('uuid', { nullable: true }) linkId: string | null;
  /** A link that carried it and gave no answer for a while; its answer still counts. */
  @Column('uuid', { nullable: true }) passedLinkId: string | null;
  @Column('text', { nullable: true }) certificate: string | null;
  @Column('jsonb', { nullable: true }) fault: { code: string; message: string; hint?: string; detail?: string } | null;
}
