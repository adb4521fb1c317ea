import { Injectable } from '@nestjs/common';
import { IsNull, type QueryDeepPartialEntity } from 'typeorm';
import type { FlowProposalId, PersonId } from '#access/ids.js';
import type { ProposalKind, ProposalState } from '#access/proposal.js';
import type { Transaction } from '../database/transactions.js';
import type { Page } from '../http/page.js';
import { FlowProposalEntity } from './flow-proposal.entity.js';
import type { ProposedEdit } from './proposed-edits.service.js';

type Row = Omit<FlowProposalEntity, 'proposedBy' | 'decidedBy' | 'kind' | 'action' | 'objectId' | 'contents'>;
export type FlowProposal = Row & { readonly edit: ProposedEdit };
export type Settled = Pick<Row, 'state' | 'decidedById' | 'decidedAt' | 'reason'>;
export interface ProposalFilter {
  waiting?: boolean;
  kind?: ProposalKind;
  search?: string;
}

/** The one place where a row is read as the edit that was checked when it was written. */
const toProposal = ({ kind, action, objectId, contents, ...row }: FlowProposalEntity): FlowProposal => ({
  ...row,
  edit: { kind, action, objectId, contents } as ProposedEdit,
});

@Injectable()
export class FlowProposalsStore {
  async add(tx: Transaction, { edit, ...row }: FlowProposal): Promise<void> {
    await tx.insert(FlowProposalEntity, { ...row, ...edit } as QueryDeepPartialEntity<FlowProposalEntity>);
  }

  async find(tx: Transaction, id: FlowProposalId): Promise<FlowProposal | null> {
    const row = await tx.findOneBy(FlowProposalEntity, { id });
    return row && toProposal(row);
  }

  /** Whoever answers the same proposal waits, or was first. */
  async lock(tx: Transaction, id: FlowProposalId): Promise<FlowProposal | null> {
    const row = await tx.findOne(FlowProposalEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row && toProposal(row);
  }

  /** Those that wait, the oldest first; or those that do not any more, the newest first. */
  async page(
    tx: Transaction,
    { waiting = true, kind, search }: ProposalFilter,
    limit: number,
    offset: number,
  ): Promise<Page<FlowProposal>> {
    const query = tx.createQueryBuilder(FlowProposalEntity, 'proposal');
    query.where(waiting ? `proposal.state = 'pending'` : `proposal.state <> 'pending'`);
    if (kind) query.andWhere({ kind });
    if (search?.trim())
      query.andWhere('strpos(lower(proposal.objectName), lower(:search)) > 0', { search: search.trim() });
    query.orderBy(waiting ? 'proposal.proposedAt' : 'proposal.decidedAt', waiting ? 'ASC' : 'DESC');
    const [rows, total] = await query.addOrderBy('proposal.id').limit(limit).offset(offset).getManyAndCount();
    return { items: rows.map(toProposal), total };
  }

  async settle(tx: Transaction, id: FlowProposalId, settled: Settled): Promise<void> {
    await tx.update(FlowProposalEntity, { id }, settled);
  }

  /** Those that wait for an answer about the same object, or the same setting; they are locked. */
  async waitingOn(tx: Transaction, { kind, objectId }: ProposedEdit): Promise<FlowProposal[]> {
    const state: ProposalState = 'pending';
    const wanted = { where: { kind, objectId: objectId ?? IsNull(), state }, order: { id: 'ASC' as const }, lock: { mode: 'pessimistic_write' as const } }; // prettier-ignore
    return (await tx.find(FlowProposalEntity, wanted)).map(toProposal);
  }

  /** The one that would switch four eyes off, where it waits. */
  switchOff(tx: Transaction): Promise<{ id: FlowProposalId } | null> {
    return tx.findOneBy(FlowProposalEntity, { kind: 'four-eyes', state: 'pending' });
  }

  /** How many wait that somebody else than this person proposed. */
  waitingFor(tx: Transaction, personId: PersonId): Promise<number> {
    return tx
      .createQueryBuilder(FlowProposalEntity, 'proposal')
      .where(`proposal.state = 'pending' AND proposal.proposedById <> :personId`, { personId })
      .getCount();
  }
}
