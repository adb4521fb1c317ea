/** Edits that a second administrator must approve: proposed, approved and carried out in one transaction, refused, withdrawn. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Fault } from '#access/fault.js';
import type { FlowProposalId } from '#access/ids.js';
import { type ProposalAnswer, whyNotAnswer } from '#access/proposal.js';
import { noSuchFlow } from '../access-flows/flow-changes.service.js';
import { noSuchBundle } from '../bundles/bundles.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { authorOf, type SignedIn } from '../http/authority.js';
import { FourEyes } from '../identity/four-eyes.service.js';
import { PeopleQueue } from '../identity/people-queue.js';
import type { FlowProposal } from './flow-proposals.store.js';
import { ProposalRecords } from './proposal-records.service.js';
import { type EditBasis, type ProposedEdit, ProposedEdits } from './proposed-edits.service.js';

export const noSuchProposal = (): Fault =>
  new Fault('not-found', 'There is no such proposal.', { hint: 'Look it up under Access flows.' });

@Injectable()
export class FlowProposals {
  constructor(
    private readonly edits: ProposedEdits,
    private readonly records: ProposalRecords,
    private readonly fourEyes: FourEyes,
    private readonly queue: PeopleQueue,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Keeps an edit until a second administrator approves it. It is tried first and taken back, so what could not be carried
   * out is refused now, in the words of the direct edit.
   * @param edited the version from which the edit was made; undefined: whatever there is
   */
  async propose(me: SignedIn, edit: ProposedEdit, edited?: number): Promise<FlowProposalId> {
    // Of the setting only one waits at a time: such proposals are made one after the other.
    const runner = edit.kind === 'four-eyes' ? this.queue : this.transactions;
    return runner.run(async (tx) => {
      if (!(await this.fourEyes.held(tx))) throw notNeeded();
      const basedOn = await this.edits.held(tx, edit);
      if (basedOn === null && edit.action !== 'add' && edit.kind !== 'four-eyes') throw noSuch(edit);
      if (edit.kind === 'four-eyes') await this.records.refuseSecondSwitchOff(tx);
      else if (!(await this.transactions.tried(tx, () => this.edits.carryOut(tx, authorOf(me), edit, edited)))) throw nothingNew();
      const id = randomUUID() as FlowProposalId;
      await this.records.add(tx, me, { id, edit, basedOn, objectName: nameOf(edit, basedOn) });
      return id;
    });
  } // prettier-ignore

  /** Carries the edit out, in the same transaction as the approval. @throws Fault with the reason; then nothing was changed */
  async approve(me: SignedIn, id: FlowProposalId): Promise<void> {
    const stale = await this.queue.run(async (tx) => {
      const proposal = await this.answerable(tx, me, id, 'approve');
      if (!isDeepStrictEqual(await this.edits.held(tx, proposal.edit), proposal.basedOn)) {
        await this.records.outdated(tx, me, proposal);
        return proposal;
      }
      const proposer = await this.records.proposerOf(tx, proposal);
      await this.records.settle(tx, me, proposal, 'approved');
      const approval = { proposalId: id, proposedBy: proposer.displayName, approvedBy: me.displayName };
      await this.edits.carryOut(tx, { ...authorOf(me), personId: proposal.proposedById, approval }, proposal.edit);
      await this.records.outdateOthers(tx, me, proposal);
      return null;
    });
    if (stale) throw outOfDate(stale);
  }

  async refuse(me: SignedIn, id: FlowProposalId, said: string): Promise<void> {
    const reason = said.trim();
    if (reason === '') throw noReason();
    await this.queue.run(async (tx) => {
      const proposal = await this.answerable(tx, me, id, 'refuse');
      await this.records.settle(tx, me, proposal, 'refused', reason);
    });
  }

  async withdraw(me: SignedIn, id: FlowProposalId): Promise<void> {
    await this.queue.run(async (tx) => {
      const proposal = await this.answerable(tx, me, id, 'withdraw');
      await this.records.settle(tx, me, proposal, 'withdrawn');
    });
  }

  /** The proposal, locked: exactly one answer counts. The queue keeps administrators as they are meanwhile. */
  private async answerable(
    tx: Transaction,
    me: SignedIn,
    id: FlowProposalId,
    answer: ProposalAnswer,
  ): Promise<FlowProposal> {
    const proposal = await this.records.lock(tx, id);
    if (!proposal) throw noSuchProposal();
    const [proposer, answerer] = await this.records.administrators(tx, [proposal.proposedById, me.personId]);
    const fault = whyNotAnswer(answer, { state: proposal.state, proposer, answerer });
    if (fault) throw fault;
    return proposal;
  }
}

/** What the object is called: by its new name where it gets one for the first time. */
const nameOf = (edit: ProposedEdit, basedOn: EditBasis): string => {
  if (edit.kind === 'four-eyes') return 'Four eyes';
  if (basedOn === null) return edit.contents?.name ?? '';
  return 'contents' in basedOn ? basedOn.contents.name : basedOn.name;
};

const noSuch = ({ kind }: ProposedEdit): Fault => (kind === 'bundle' ? noSuchBundle() : noSuchFlow());

const noReason = (): Fault =>
  new Fault('reason-required', 'A refusal needs a reason.', { hint: 'Say why: whoever proposed it reads that.' });

const notNeeded = (): Fault =>
  new Fault('conflict', 'Nothing was proposed: edits need no second administrator now.', {
    hint: 'Load the page again and save the edit directly.',
  });

const nothingNew = (): Fault =>
  new Fault('conflict', 'Nothing was proposed: this changes nothing.', { hint: 'Change something first.' });

const outOfDate = ({ edit, objectName }: FlowProposal): Fault =>
  new Fault('proposal-stale', `Nothing was changed: ${edit.kind === 'bundle' ? 'the bundle' : 'the access flow'} ${objectName} is not what it was when this was proposed.`, {
    hint: 'The proposal is closed. Look at what it says now, and propose the edit anew.',
  }); // prettier-ignore
