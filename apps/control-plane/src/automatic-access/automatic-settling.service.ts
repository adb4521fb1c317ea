import { Injectable } from '@nestjs/common';
import { NO_MARK, whyNoLonger } from '#access/automatic-access.js';
import { type AutomaticDecision, decideAutomaticStep } from '#access/decide.js';
import { Fault } from '#access/fault.js';
import { AutomaticGiving } from '../access-requests/automatic-giving.service.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { type AutomaticPlace, runningAutomatic } from '../grants/automatic-grants.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { type AutomaticBasis, AutomaticFactsLoader, markOf } from './automatic-facts.service.js';
import { AutomaticRetries } from './automatic-retries.service.js';

/**
 * Makes what one person has on one resource under one flow what it should be: loaded with its rows locked, decided, and done
 * in one transaction. Doing it twice, or in two processes at once, does nothing twice.
 */
@Injectable()
export class AutomaticSettling {
  constructor(
    private readonly facts: AutomaticFactsLoader,
    private readonly giving: AutomaticGiving,
    private readonly retries: AutomaticRetries,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** What cannot be given now is noted and tried again later. @throws whatever is no fault of the facts */
  async settle(place: AutomaticPlace): Promise<void> {
    try {
      await this.transactions.run((tx) => this.settleIn(tx, place));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      await this.transactions.run((tx) => this.retries.refused(tx, place, error, null));
    }
  }

  private async settleIn(tx: Transaction, place: AutomaticPlace): Promise<void> {
    await this.giving.prepare(tx, place.personId);
    const basis = await this.facts.load(tx, place);
    const { running, last, mark } = basis;
    const nowMs = this.clock.nowMs();
    const wanted = this.isWanted(basis, nowMs);
    if (wanted && last?.state === 'failed' && (await this.retries.countFailure(tx, place, last, mark))) return;
    await this.retries.tidy(tx, place, mark, { wanted, running });
    await this.act(tx, basis, this.decide(basis, nowMs), nowMs);
  }

  private decide({ facts, running, mark }: AutomaticBasis, nowMs: number): AutomaticDecision {
    return decideAutomaticStep({ ...facts, nowMs }, running && runningAutomatic(running), markOf(mark));
  }

  /** Whether the condition holds, whatever keeps it from being given. */
  private isWanted({ facts }: AutomaticBasis, nowMs: number): boolean {
    const resources = facts.resources.map((one) => ({ ...one, available: true }));
    return decideAutomaticStep({ ...facts, resources, nowMs }, null, NO_MARK).step === 'start';
  }

  private async act(tx: Transaction, basis: AutomaticBasis, decision: AutomaticDecision, nowMs: number): Promise<void> {
    const { running } = basis;
    if ((decision.step === 'end' || decision.step === 'replace') && running) {
      await this.giving.end(tx, running, await this.why(tx, basis, running, nowMs));
    }
    if (decision.step === 'start' || decision.step === 'replace') await this.giving.start(tx, decision.grant);
    if (decision.step === 'renew' && running) await this.giving.renew(tx, decision.extension, running);
  }

  /** Names the flow and its version, for the audit. */
  private async why(
    tx: Transaction,
    { flow, person, resource }: AutomaticBasis,
    running: GrantRow,
    nowMs: number,
  ): Promise<string> {
    const told = flow ?? (await this.facts.versionOf(tx, running));
    const named = told ? ` (Access flow “${told.name}”, version ${told.version}.)` : '';
    return `${whyNoLonger(flow, person, resource, nowMs)}${named}`;
  }
}
