import { Injectable } from '@nestjs/common';
import type { GivenAnswer } from '#access/approval-answers.js';
import type { AnswerFacts } from '#access/answering.js';
import { Fault } from '#access/fault.js';
import type { AccessRequestId, PersonId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import type { ExtensionFacts } from '#access/extension.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantExtensions } from '../grants/grant-extensions.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { factsOfGrant } from './extension-facts.service.js';
import { AccessRequestsStore, type RequestRow } from './access-requests.store.js';
import type { Seen } from './seen.js';

export const noSuchRequest = (): Fault => new Fault('not-found', 'There is no such access request.');

/** A request to make this grant longer, with what is decided on then. */
export interface ExtensionAsked {
  readonly grant: GrantRow;
  readonly facts: Omit<ExtensionFacts, 'nowMs'>;
}

export interface AnswerBasis {
  readonly request: RequestRow;
  readonly facts: Omit<AnswerFacts, 'answer' | 'reason' | 'nowMs'>;
  /** null: the request is for a new grant. */
  readonly extension: ExtensionAsked | null;
  readonly seen: Seen;
}

/** The facts that an answer to a request is decided on, with everything locked that could change them meanwhile. */
@Injectable()
export class AnswerFactsLoader {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
    private readonly extensions: GrantExtensions,
  ) {}

  /**
   * People are locked before the request, in the order in which a departure locks them; so is the grant that is to be made
   * longer, as it is when it ends.
   * @param approverId who answers; null: nobody does, the requester stands in his place
   * @throws Fault not-found
   */
  async load(tx: Transaction, approverId: PersonId | null, requestId: AccessRequestId): Promise<AnswerBasis> {
    const known = await this.store.concerned(tx, requestId);
    if (!known) throw noSuchRequest();
    const { requesterId, receiverId, approverIds } = known;
    const people = await this.people.held(tx, approverId ?? requesterId, requesterId, receiverId, ...approverIds);
    const flow = await this.flows.heldVersion(tx, known.flowVersionId);
    const grant = known.extendsGrantId && (await this.extensions.held(tx, known.extendsGrantId));
    const request = await this.store.lock(tx, requestId);
    if (!request) throw noSuchRequest();
    const answers = await this.answers(tx, requestId, people);
    const resources = await this.resources.find([request.resourceId], tx);
    const [approver, requester, receiver] = people;
    const { state, permissions, sudoRoles, durationSeconds } = request;
    const times = { askedAtMs: request.createdAt.getTime(), timesOutAtMs: request.timesOutAt.getTime() };
    const terms = { state, permissions, sudoRoles, durationSeconds, ...times };
    const startAtMs = request.startAt?.getTime() ?? null;
    const facts = {
      approver,
      startAtMs,
      requester,
      receiver,
      flow,
      resource: resourceFactsOf(resources[0]),
      answers,
      ...terms,
    };
    const seen = { people: [...people, ...answers.map(({ person }) => person)], resources, flows: [flow] };
    if (!grant) return { request, facts, extension: null, seen };
    const emergency = await this.store.isEmergency(tx, grant.requestId);
    const extension = { grant, facts: { ...extensionFactsOf(request, grant, facts), emergency } };
    return { request, facts, extension, seen };
  }

  /** Read once the request is locked: somebody may have answered since the people were looked up. */
  private async answers(
    tx: Transaction,
    requestId: AccessRequestId,
    known: readonly PersonFacts[],
  ): Promise<GivenAnswer[]> {
    const approvals = await this.store.approvals(tx, [requestId]);
    const latecomers = approvals.map((one) => one.approverId).filter((id) => !known.some((one) => one.personId === id));
    const people = [...known, ...(await this.people.held(tx, ...latecomers))];
    return approvals.flatMap(({ approverId, answer }) => {
      const person = people.find(({ personId }) => personId === approverId);
      return person ? [{ person, answer }] : [];
    });
  }
}

const extensionFactsOf = (
  { durationSeconds: seconds, reason }: RequestRow,
  grant: GrantRow,
  { flow, requester, receiver, resource }: AnswerBasis['facts'],
): Omit<ExtensionAsked['facts'], 'emergency'> => ({
  ...factsOfGrant(grant),
  ...{ flow, requester, receiver, resource, seconds, reason },
  waiting: false,
  seenUntilMs: null,
});
