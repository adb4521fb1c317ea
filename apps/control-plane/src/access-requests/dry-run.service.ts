/** What an ask would come to. It is decided on the very facts that the ask itself is decided on, and nothing is written. */
import { Injectable } from '@nestjs/common';
import { askedTiers } from '#access/asked-tiers.js';
import type { AskFacts } from '#access/asking.js';
import type { RequestPermit } from '#access/decide.js';
import { DENIALS } from '#access/denial.js';
import { dryRun } from '#access/simulate.js';
import { type FlowNames, FlowNaming } from '../access-flows/flow-names.service.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { type Ask, peopleOf } from './ask.js';
import { AskFactsLoader } from './ask-facts.service.js';
import type { AskedTierView, DryRunView } from './dry-run.view.js';

const MOST_PEOPLE = 10;

@Injectable()
export class DryRuns {
  constructor(
    private readonly facts: AskFactsLoader,
    private readonly naming: FlowNaming,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async of(me: SignedIn, ask: Ask): Promise<DryRunView> {
    const loaded = await this.transactions.run((tx) => this.facts.load(tx, peopleOf(me, ask), ask.resourceId));
    const facts: AskFacts = { ...loaded, ...ask, nowMs: this.clock.nowMs() };
    const outcome = dryRun(facts);
    if (outcome.would === 'refuse') {
      const { text, help = null, denial } = outcome;
      return { ...NOTHING, would: 'refuse', text, help, code: DENIALS[denial.reason] };
    }
    const names = await this.naming.of([outcome.permit.terms.flow.approval]);
    return { ...permitted(outcome.permit, facts, names), would: outcome.would, text: outcome.text };
  }

  /** Each as if it were asked alone. */
  async ofEach(me: SignedIn, asks: readonly Ask[]): Promise<DryRunView[]> {
    const views: DryRunView[] = [];
    for (const ask of asks) views.push(await this.of(me, ask));
    return views;
  }
}

const NOTHING = {
  help: null, code: null, flow: null, durationSeconds: null, timesOutAt: null, endsAt: null, startsAt: null, firstUseWithinSeconds: null, breakGlass: false, reviewDueAt: null, tiers: [],
} satisfies Partial<DryRunView>; // prettier-ignore

const iso = (ms: number): string => new Date(ms).toISOString();

const permitted = (
  { terms, grant, later }: RequestPermit,
  facts: AskFacts,
  names: FlowNames,
): Omit<DryRunView, 'would' | 'text'> => ({
  ...NOTHING,
  flow: { id: terms.flow.flowId, name: terms.flow.name, version: terms.flow.version },
  durationSeconds: terms.durationSeconds,
  timesOutAt: grant === null && later === null ? iso(terms.timesOutAtMs) : null,
  ...timesOf(terms, grant),
  breakGlass: terms.breakGlass !== null,
  reviewDueAt: terms.breakGlass && iso(terms.breakGlass.reviewDueAtMs),
  tiers: tiersOf(terms, facts, names),
});

const timesOf = (
  { startAtMs, durationSeconds, flow: { clockStart } }: RequestPermit['terms'],
  grant: RequestPermit['grant'],
): Pick<DryRunView, 'startsAt' | 'endsAt' | 'firstUseWithinSeconds'> => {
  const none = { startsAt: null, endsAt: null, firstUseWithinSeconds: null };
  if (grant !== null) return { ...none, endsAt: iso(grant.terms.untilMs) };
  if (startAtMs !== null) return { ...none, startsAt: iso(startAtMs), endsAt: iso(startAtMs + durationSeconds * 1000) };
  return clockStart.at === 'first-use' ? { ...none, firstUseWithinSeconds: clockStart.withinSeconds } : none;
};

const tiersOf = ({ flow, askedAtMs }: RequestPermit['terms'], facts: AskFacts, names: FlowNames): AskedTierView[] => {
  if (flow.approval === null) return [];
  const approvers = facts.flows.find((one) => one.flow.versionId === flow.versionId)?.approvers ?? [];
  return askedTiers(flow.approval, approvers, facts, { askedAtMs, nameOf: names.nameOf }).map((tier) => ({
    at: iso(tier.atMs),
    inWords: tier.inWords,
    people: tier.people
      .map(({ displayName }) => displayName)
      .sort()
      .slice(0, MOST_PEOPLE),
    peopleTotal: tier.people.length,
  }));
};
