import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { PLAIN_FLOW } from '#access/access-flow.js';
import { bundleSentence, flowSentence, sentenceText } from '#access/flow-sentence.js';
import type { NameOf } from '#access/flow-words.js';
import type { FlowProposalId, PersonId } from '#access/ids.js';
import { isSameHuman } from '#access/person.js';
import type { FlowContents, FlowNow } from '../access-flows/flow-changes.service.js';
import { FlowNameBook } from '../access-flows/flow-drafts.service.js';
import type { BundleContents } from '../bundles/bundle-changes.service.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person } from '../identity/person.js';
import { summaryOf } from '../identity/person.view.js';
import type { ProposalsQuery } from './flow-proposals.dto.js';
import { noSuchProposal } from './flow-proposals.service.js';
import { type FlowProposal, FlowProposalsStore } from './flow-proposals.store.js';
import type { FlowProposalsPage, FlowProposalView, ProposedDifference } from './flow-proposals.view.js';
import { NO_DRIFT, ProposalDrifts, type SaidDrift } from './proposal-drifts.service.js';

type Contents = FlowContents | BundleContents;

/** Proposals as administrators see them: what would be different, in words and field by field. */
@Injectable()
export class FlowProposalsReading {
  constructor(
    private readonly store: FlowProposalsStore,
    private readonly drifts: ProposalDrifts,
    private readonly names: FlowNameBook,
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  async page(me: SignedIn, { limit, offset, ...filter }: ProposalsQuery): Promise<FlowProposalsPage> {
    const { items, total } = await this.store.page(this.transactions.reader, filter, limit, offset);
    return { items: await this.views(me, items), total };
  }

  async get(me: SignedIn, id: FlowProposalId): Promise<FlowProposalView> {
    return (await this.views(me, [await this.find(id)]))[0];
  }

  /** @throws Fault not-found */
  async find(id: FlowProposalId): Promise<FlowProposal> {
    const proposal = await this.store.find(this.transactions.reader, id);
    if (!proposal) throw noSuchProposal();
    return proposal;
  }

  /** How many wait for the answer of this administrator. */
  waitingFor(personId: PersonId): Promise<number> {
    return this.store.waitingFor(this.transactions.reader, personId);
  }

  private async views(me: SignedIn, proposals: readonly FlowProposal[]): Promise<FlowProposalView[]> {
    const ids = proposals.flatMap(({ proposedById, decidedById }) => [proposedById, ...(decidedById ? [decidedById] : [])]); // prettier-ignore
    const people = await this.people.find([...new Set([me.personId, ...ids])]);
    const said = proposals.flatMap((one) => [beforeOf(one), afterOf(one)]).flatMap((one) => one ?? []);
    const { nameOf } = await this.names.of(said.map(asFlow));
    const drifts = await this.drifts.of(proposals, people);
    return proposals.map((proposal) => {
      const { outOfDateBecause, disabledPeople } = drifts.get(proposal.id) ?? NO_DRIFT;
      const outOfDate = outOfDateBecause !== null;
      return {
        ...viewOf(proposal, me, people),
        ...inWords(proposal, nameOf),
        outOfDate,
        outOfDateBecause,
        disabledPeople,
      };
    });
  }
}

const viewOf = (
  { id, edit, ...row }: FlowProposal,
  { personId }: SignedIn,
  people: ReadonlyMap<PersonId, Person>,
): Omit<FlowProposalView, 'before' | 'after' | 'differences' | keyof SaidDrift | 'outOfDate'> => {
  const [proposer, decider, me] = [row.proposedById, row.decidedById, personId].map((one) => one && people.get(one));
  const human = (person: Person) => ({ personId: person.id, email: person.email });
  return {
    id,
    kind: edit.kind,
    action: edit.action,
    objectId: edit.objectId,
    objectName: row.objectName,
    state: row.state,
    proposedBy: proposer ? summaryOf(proposer) : { id: row.proposedById, displayName: '', email: null },
    proposedAt: row.proposedAt.toISOString(),
    own: Boolean(proposer && me && isSameHuman(human(proposer), human(me))),
    decidedBy: decider ? summaryOf(decider) : null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    reason: row.reason,
  };
};

const isFlow = (contents: Contents): contents is FlowContents => 'requesters' in contents;

/** A bundle as far as names are looked up: what it holds, as the targets of a flow. */
const asFlow = (contents: Contents): Pick<FlowContents, 'requesters' | 'requestFor' | 'targets' | 'approval'> =>
  isFlow(contents)
    ? contents
    : { requesters: { any: [] }, requestFor: PLAIN_FLOW.requestFor, targets: [...contents.targets], approval: null };

const beforeOf = ({ edit, basedOn }: FlowProposal): Contents | null => {
  if (edit.kind === 'access-flow') return (basedOn as FlowNow | null)?.contents ?? null;
  return basedOn as BundleContents | null;
};

/** What it would say. Switching a flow on changes nothing that it says. */
const afterOf = (proposal: FlowProposal): Contents | null =>
  proposal.edit.action === 'activate' ? beforeOf(proposal) : proposal.edit.contents;

const sentenceOf = (contents: Contents | null, nameOf: NameOf): string | null =>
  contents &&
  sentenceText(isFlow(contents) ? flowSentence(contents, nameOf) : bundleSentence(contents.targets, nameOf));

const inWords = (
  proposal: FlowProposal,
  nameOf: NameOf,
): Pick<FlowProposalView, 'before' | 'after' | 'differences'> => {
  if (proposal.edit.kind === 'four-eyes') {
    return {
      before: 'A second administrator must approve edits of access flows and bundles.',
      after: 'Each administrator edits access flows and bundles alone, and the edit counts at once.',
      differences: [],
    };
  }
  const [before, after] = [beforeOf(proposal), afterOf(proposal)];
  return {
    before: sentenceOf(before, nameOf),
    after: sentenceOf(after, nameOf),
    differences: before && after ? differencesOf(before, after) : [],
  };
};

const differencesOf = (before: Contents, after: Contents): ProposedDifference[] => {
  const was = new Map(Object.entries(before) as [string, unknown][]);
  return (Object.entries(after) as [string, unknown][])
    .filter(([field, value]) => !isDeepStrictEqual(was.get(field), value))
    .map(([field, value]) => ({ field, before: JSON.stringify(was.get(field) ?? null), after: JSON.stringify(value) }));
};
