import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { FlowProposalId, PersonId } from '#access/ids.js';
import type { Administrator, ProposalState } from '#access/proposal.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { PeopleService } from '../identity/people.service.js';
import { type FlowProposal, FlowProposalsStore } from './flow-proposals.store.js';

/** The audit of proposals, and the wake-up of who looks at them. */
@Injectable()
export class ProposalJournal {
  constructor(
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

  async record(
    tx: Transaction,
    me: SignedIn,
    { id, edit, objectName: name }: FlowProposal,
    what: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { kind, action, objectId } = edit;
    const object = { kind: 'flow-proposal', id, name };
    const told = { kind, action, objectId, ...detail };
    await this.audit.record(tx, actorOf(me), { action: `flow-proposal.${what}`, object, detail: told });
    this.wakeUps.send(tx, 'flow-proposals');
  }
}

/** What is written of proposals: each step with its row of audit. */
@Injectable()
export class ProposalRecords {
  constructor(
    private readonly store: FlowProposalsStore,
    private readonly people: PeopleService,
    private readonly journal: ProposalJournal,
    private readonly clock: Clock,
  ) {}

  lock(tx: Transaction, id: FlowProposalId): Promise<FlowProposal | null> {
    return this.store.lock(tx, id);
  }

  async add(
    tx: Transaction,
    me: SignedIn,
    given: Pick<FlowProposal, 'id' | 'edit' | 'basedOn' | 'objectName'>,
  ): Promise<void> {
    const proposed = { proposedById: me.personId, proposedAt: this.clock.now(), state: 'pending' as const };
    const proposal = { ...given, ...proposed, decidedById: null, decidedAt: null, reason: null };
    await this.store.add(tx, proposal);
    await this.journal.record(tx, me, proposal, 'made', { contents: given.edit.contents });
  }

  async settle(
    tx: Transaction,
    me: SignedIn,
    proposal: FlowProposal,
    state: Exclude<ProposalState, 'pending' | 'stale'>,
    reason: string | null = null,
  ): Promise<void> {
    await this.store.settle(tx, proposal.id, { state, decidedById: me.personId, decidedAt: this.clock.now(), reason });
    await this.journal.record(tx, me, proposal, state, reason === null ? {} : { reason });
  }

  /** Closes a proposal whose object is not any more what it was. */
  async outdated(tx: Transaction, me: SignedIn, proposal: FlowProposal): Promise<void> {
    const decidedAt = this.clock.now();
    await this.store.settle(tx, proposal.id, { state: 'stale', decidedById: null, decidedAt, reason: null });
    await this.journal.record(tx, me, proposal, 'outdated', {});
  }

  /** Closes what else was proposed for the object that has just been changed. */
  async outdateOthers(tx: Transaction, me: SignedIn, { edit }: FlowProposal): Promise<void> {
    for (const other of await this.store.waitingOn(tx, edit)) await this.outdated(tx, me, other);
  }

  /** @throws Fault conflict */
  async refuseSecondSwitchOff(tx: Transaction): Promise<void> {
    if (!(await this.store.switchOff(tx))) return;
    throw new Fault('conflict', 'Switching four eyes off is proposed already.', {
      hint: 'Another administrator approves it on the page Access flows.',
    });
  }

  async proposerOf(tx: Transaction, { proposedById }: FlowProposal): Promise<Administrator> {
    return (await this.administrators(tx, [proposedById]))[0];
  }

  /** These people, each with whether he administers now. */
  async administrators(tx: Transaction, ids: readonly PersonId[]): Promise<Administrator[]> {
    const people = await this.people.asTheyAre([...new Set(ids)], tx);
    return ids.map((id) => {
      const { displayName, email, role, disabled } = people.get(id) ?? NOBODY;
      return { personId: id, displayName, email, administers: role === 'administrator' && !disabled };
    });
  }
}

const NOBODY = { displayName: 'Somebody', email: null, role: 'member', disabled: true } as const;
