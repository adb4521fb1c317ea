/** What an ask would come to. It is decided on the very facts that the ask itself is decided on, and nothing is written. */
import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { AskedFor } from '#access/approval-policy.js';
import { askedTiers } from '#access/asked-tiers.js';
import type { AskFacts } from '#access/asking.js';
import { type AskAgainFacts, meantByAsk } from '#access/asking-again.js';
import type { ExtensionPermit, RequestPermit } from '#access/decide.js';
import { DENIALS } from '#access/denial.js';
import type { GrantId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { dryRun, dryRunAgain, type Refused } from '#access/simulate.js';
import { type FlowNames, FlowNaming } from '../access-flows/flow-names.service.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { type Ask, peopleOf } from './ask.js';
import type { RequestFlow } from './access-requests.view.js';
import { AskFactsLoader } from './ask-facts.service.js';
import { AskingAgain } from './asking-again.service.js';
import type { AskedTierView, DryRunView } from './dry-run.view.js';

const MOST_PEOPLE = 10;

/** The ask means what runs. */
interface Again {
  readonly grantId: GrantId;
  readonly facts: AskAgainFacts;
  readonly approvers: readonly PersonFacts[];
}

@Injectable()
export class DryRuns {
  constructor(
    private readonly facts: AskFactsLoader,
    private readonly again: AskingAgain,
    private readonly naming: FlowNaming,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async of(me: SignedIn, ask: Ask): Promise<DryRunView> {
    const found = await this.transactions.run((tx) => this.load(tx, me, ask));
    if (!('grantId' in found)) return this.ofNew(found);
    return this.ofRunning(found.grantId, found.facts, found.approvers);
  }

  private async load(tx: Transaction, me: SignedIn, ask: Ask): Promise<AskFacts | Again> {
    const people = peopleOf(me, ask);
    const held = await this.facts.held(tx, people.receiverId, ask.resourceId);
    const nowMs = this.clock.nowMs();
    const meant = meantByAsk({ ...ask, ...people, nowMs }, held.running);
    if (meant === null) return { ...(await this.facts.load(tx, people, ask.resourceId)).facts, ...held, ...ask, nowMs };
    const { facts } = await this.again.load(tx, ask, meant.grantId);
    return { grantId: meant.grantId, facts, approvers: await this.again.approvers(tx, facts) };
  }

  private async ofNew(facts: AskFacts): Promise<DryRunView> {
    const outcome = dryRun(facts);
    if (outcome.would === 'refuse') return refused(outcome);
    const { permit, would, text } = outcome;
    const { flow, askedAtMs } = permit.terms;
    const approvers = facts.flows.find((one) => one.flow.versionId === flow.versionId)?.approvers ?? [];
    const names = await this.naming.of([flow.approval]);
    return { ...permitted(permit), would, text, tiers: tiersOf(flow, approvers, { ...facts, askedAtMs }, names) };
  }

  private async ofRunning(
    grantId: GrantId,
    facts: AskAgainFacts,
    approvers: readonly PersonFacts[],
  ): Promise<DryRunView> {
    const outcome = dryRunAgain(facts);
    if (outcome.would === 'refuse') return refused(outcome);
    const { permit, would, text } = outcome;
    const shown = { ...NOTHING, ...extended(permit, facts, grantId), would, text };
    if (!permit.terms.approvalNeeded) return shown;
    const { flow, nowMs } = facts;
    const timesOutMs = timesOutMsOf(permit, facts);
    const names = await this.naming.of([flow.approval]);
    return {
      ...shown,
      timesOutAt: iso(timesOutMs),
      tiers: tiersOf(flow, approvers, { ...facts, askedAtMs: nowMs }, names),
    };
  }

  /** Each as if it were asked alone. */
  async ofEach(me: SignedIn, asks: readonly Ask[]): Promise<DryRunView[]> {
    const views: DryRunView[] = [];
    for (const ask of asks) views.push(await this.of(me, ask));
    return views;
  }
}

const NOTHING = {
  help: null, code: null, flow: null, durationSeconds: null, timesOutAt: null, endsAt: null, startsAt: null, firstUseWithinSeconds: null, breakGlass: false, reviewDueAt: null, extension: null, tiers: [],
} satisfies Partial<DryRunView>; // prettier-ignore

const iso = (ms: number): string => new Date(ms).toISOString();

/** With the grant's end at the latest, from when on there is nothing to make longer. */
const timesOutMsOf = ({ terms }: ExtensionPermit, { flow, nowMs }: AskAgainFacts): number =>
  Math.min(nowMs + flow.requestTimeoutSeconds * 1000, terms.fromUntilMs);

const refused = ({ text, help, denial }: Refused): DryRunView => ({
  ...NOTHING, would: 'refuse', text, help: help ?? null, code: DENIALS[denial.reason],
}); // prettier-ignore

const flowOf = ({ flowId, name, version }: AccessFlowVersion): RequestFlow => ({ id: flowId, name, version });

const permitted = ({ terms, grant, later }: RequestPermit): Omit<DryRunView, 'would' | 'text' | 'tiers'> => ({
  ...NOTHING,
  flow: flowOf(terms.flow),
  durationSeconds: terms.durationSeconds,
  timesOutAt: grant === null && later === null ? iso(terms.timesOutAtMs) : null,
  ...timesOf(terms, grant),
  breakGlass: terms.breakGlass !== null,
  reviewDueAt: terms.breakGlass && iso(terms.breakGlass.reviewDueAtMs),
});

const extended = (
  { terms }: ExtensionPermit,
  { flow, permissions }: AskAgainFacts,
  grantId: GrantId,
): Pick<DryRunView, 'flow' | 'durationSeconds' | 'endsAt' | 'extension'> => ({
  flow: flowOf(flow),
  durationSeconds: (terms.untilMs - terms.fromUntilMs) / 1000,
  endsAt: iso(terms.untilMs),
  extension: {
    grantId,
    permissions: [...permissions],
    fromUntilAt: iso(terms.fromUntilMs),
    untilAt: iso(terms.untilMs),
    number: terms.number,
    most: flow.extensions?.most ?? terms.number,
    approvalNeeded: terms.approvalNeeded,
  },
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

const tiersOf = (
  { approval }: AccessFlowVersion,
  approvers: readonly PersonFacts[],
  { askedAtMs, ...asked }: AskedFor & { askedAtMs: number },
  names: FlowNames,
): AskedTierView[] => {
  if (approval === null) return [];
  return askedTiers(approval, approvers, asked, { askedAtMs, nameOf: names.nameOf }).map((tier) => ({
    at: iso(tier.atMs),
    inWords: tier.inWords,
    people: tier.people
      .map(({ displayName }) => displayName)
      .sort()
      .slice(0, MOST_PEOPLE),
    peopleTotal: tier.people.length,
  }));
};
