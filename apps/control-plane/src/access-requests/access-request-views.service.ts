import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { GivenAnswer } from '#access/approval-answers.js';
import type { AskedFor } from '#access/approval-policy.js';
import { whyNotApprover } from '#access/answering.js';
import { isApprovedAgain } from '#access/extension.js';
import type { AccessRequestId, PersonId, ResourceId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { whyNotReviewer } from '#access/review.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import type { Resource } from '../catalog/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Clock } from '../clock/clock.js';
import type { SignedIn } from '../http/authority.js';
import { sudoRoleView } from '../http/sudo-role.view.js';
import type { PersonSummary } from '../identity/person.view.js';
import type { ApprovalRow, RequestRow, ReviewRow } from './access-requests.store.js';
import type { AccessRequestView, ApprovalView, RequestExtension, RequestReview } from './access-requests.view.js';
import { type ApprovalAsked, approvalTold, mayAnswer, whyMe } from './request-approval.js';
import { laterOf } from './start-facts.service.js';
import { type PartsOfRequests, RequestParts } from './request-parts.service.js';
import { NOTHING_SEEN, type Seen, unseen } from './seen.js';

/** From rows of requests to what one person is shown of them. Who may not see a request does not get it. */
@Injectable()
export class AccessRequestViews {
  constructor(
    private readonly parts: RequestParts,
    private readonly people: PeopleFacts,
    private readonly resources: ResourcesService,
    private readonly clock: Clock,
  ) {}

  async show(me: SignedIn, requests: readonly RequestRow[], seen = NOTHING_SEEN): Promise<AccessRequestView[]> {
    if (requests.length === 0) return [];
    const [parts, resourceOf] = await Promise.all([this.parts.of(requests, seen), this.resourcesOf(requests, seen)]);
    const people = await this.peopleOf(me, requests, parts, seen);
    const mine = people.get(me.personId);
    return requests.flatMap((request) => {
      const [requester, receiver] = [people.get(request.requesterId), people.get(request.receiverId)];
      const [flow, resource] = [parts.versions.get(request.flowVersionId), resourceOf.get(request.resourceId)];
      if (!mine || !requester || !receiver || !flow || !resource) return [];
      const answers = parts.approvals.filter(({ requestId }) => requestId === request.id);
      const asked = { requester, receiver, resource: resourceFactsOf(resource) };
      const approval = this.approvalOf(request, { flow, asked, answers: givenBy(answers, people) }, parts);
      if (!maySee(me, mine, asked, flow)) return [];
      return [
        {
          ...factsOf(request, asked, flow),
          toStart: toStartOf(request, resource, this.clock.nowMs()),
          resource: {
            id: resource.id,
            name: resource.name,
            integrationName: resource.integrationName,
            host: resource.host,
          },
          ...approvalTold(approval),
          approvals: answers.map((answer) => approvalView(answer, request, people)),
          ...rightsOn(request, me, mine, approval),
          ...this.reviewOf(parts.reviews.get(request.id), mine, people, asked, flow),
          firstUseWithinSeconds: firstUseOf(request, flow, parts.reviews.has(request.id)),
          grant: parts.grants.get(request.id) ?? null,
          extension: extensionOf(parts.extensions.get(request.id), flow),
        },
      ];
    });
  }

  private reviewOf(
    review: ReviewRow | undefined,
    mine: PersonFacts,
    people: ReadonlyMap<PersonId, PersonFacts>,
    asked: AskedFor,
    flow: AccessFlowVersion,
  ): Pick<AccessRequestView, 'review' | 'mayReview'> {
    if (review === undefined) return { review: null, mayReview: false };
    const open = review.closedAt === null;
    const view = reviewView(review, open && review.dueAt.getTime() <= this.clock.nowMs(), people);
    return { review: view, mayReview: open && whyNotReviewer(mine, asked, flow) === null };
  }

  private approvalOf(
    request: RequestRow,
    facts: Pick<ApprovalAsked, 'flow' | 'asked' | 'answers'>,
    { names, reviews, extensions }: Pick<PartsOfRequests, 'names' | 'reviews' | 'extensions'>,
  ): ApprovalAsked {
    const extension = extensions.get(request.id);
    const isOfEmergency = reviews.has((extension?.requestId as AccessRequestId | undefined) ?? request.id);
    const unasked = extension === undefined ? isOfEmergency : !isApprovedAgain(facts.flow, isOfEmergency);
    const nowMs = this.clock.nowMs();
    const open = request.state === 'pending' && request.timesOutAt.getTime() > nowMs;
    const askedUntilMs = request.decidedAt?.getTime() ?? Math.min(nowMs, request.timesOutAt.getTime());
    return { ...facts, names, unasked, askedAtMs: request.createdAt.getTime(), askedUntilMs, nowMs, open };
  }

  private async resourcesOf(requests: readonly RequestRow[], seen: Seen): Promise<Map<ResourceId, Resource>> {
    const ids = requests.map(({ resourceId }) => resourceId);
    const found = await this.resources.find(unseen(ids, seen.resources.map(({ id }) => id))); // prettier-ignore
    return new Map([...seen.resources, ...found].map((resource) => [resource.id, resource]));
  }

  private async peopleOf(
    me: SignedIn,
    requests: readonly RequestRow[],
    { approvals, reviews }: Pick<PartsOfRequests, 'approvals' | 'reviews'>,
    seen: Seen,
  ): Promise<Map<PersonId, PersonFacts>> {
    const concerned = requests.flatMap((one) => [one.requesterId, one.receiverId]);
    const ids = [me.personId, ...concerned, ...approvals.map((one) => one.approverId), ...[...reviews.values()].flatMap(({ closedById }) => closedById ?? [])]; // prettier-ignore
    const found = await this.people.now(unseen(ids, seen.people.map(({ personId }) => personId))); // prettier-ignore
    return new Map([...seen.people, ...found].map((person) => [person.personId, person]));
  }
}

/** An emergency, and making running access longer, begin at once. */
const firstUseOf = (request: RequestRow, { clockStart }: AccessFlowVersion, isEmergency: boolean): number | null =>
  clockStart.at === 'first-use' && !isEmergency && request.extendsGrantId === null ? clockStart.withinSeconds : null;

const extensionOf = (
  extension: Omit<RequestExtension, 'most'> | undefined,
  { extensions }: AccessFlowVersion,
): RequestExtension | null => (extension === undefined ? null : { ...extension, most: extensions?.most ?? 0 });

const givenBy = (answers: readonly ApprovalRow[], people: ReadonlyMap<PersonId, PersonFacts>): GivenAnswer[] =>
  answers.flatMap(({ approverId, answer }) => {
    const person = people.get(approverId);
    return person ? [{ person, answer }] : [];
  });

const rightsOn = (
  request: RequestRow,
  me: SignedIn,
  mine: PersonFacts,
  approval: ApprovalAsked,
): Pick<AccessRequestView, 'mayApprove' | 'mayCancel' | 'mayStart' | 'whyMe'> => {
  const mayApprove = mayAnswer(mine, approval);
  const isTheirs = me.personId === request.requesterId || me.personId === request.receiverId;
  // Whoever else is shown a request is one of its approvers: he could revoke it if it ran.
  const mayCancel =
    request.state === 'to-start' || (request.state === 'pending' && (isTheirs || me.role === 'administrator'));
  const isUnused = request.state === 'to-start' && request.startAt === null;
  const mayStart = isUnused && me.personId === request.receiverId;
  return { mayApprove, mayCancel, mayStart, whyMe: mayApprove ? whyMe(mine, approval) : null };
};

const maySee = (me: SignedIn, mine: PersonFacts, asked: AskedFor, flow: AccessFlowVersion): boolean =>
  me.role === 'administrator' ||
  me.personId === asked.requester.personId ||
  me.personId === asked.receiver.personId ||
  whyNotApprover(mine, asked, flow) === null;

const summary = ({ personId, displayName, email }: PersonFacts): PersonSummary => ({
  id: personId,
  displayName,
  email,
});

const factsOf = (request: RequestRow, { requester, receiver }: AskedFor, flow: AccessFlowVersion) => ({
  id: request.id,
  batchId: request.batchId,
  byCondition: request.byCondition,
  sudoRoles: request.sudoRoles.map(sudoRoleView),
  state: request.state,
  requester: summary(requester),
  receiver: summary(receiver),
  permissions: request.permissions,
  durationSeconds: request.durationSeconds,
  finishWithinSeconds: flow.finishWithinSeconds,
  reason: request.reason,
  fields: flow.customFields.flatMap(({ name, label }) =>
    Object.hasOwn(request.fields, name) ? [{ name, label, value: request.fields[name] }] : [],
  ),
  flow: { id: flow.flowId, name: flow.name, version: flow.version },
  createdAt: request.createdAt.toISOString(),
  timesOutAt: request.timesOutAt.toISOString(),
  decidedAt: request.decidedAt?.toISOString() ?? null,
  startAt: request.startAt?.toISOString() ?? null,
  settledAt: request.settledAt?.toISOString() ?? null,
  lapsedBecause: request.lapsedBecause,
});

const toStartOf = (
  request: RequestRow,
  { available, unavailableReason }: Resource,
  nowMs: number,
): AccessRequestView['toStart'] => {
  if (request.state !== 'to-start') return null;
  const { at, dueMs } = laterOf(request);
  const waitsFor = at === 'scheduled' && dueMs <= nowMs && !available ? (unavailableReason ?? null) : null;
  return { at, dueAt: new Date(dueMs).toISOString(), waitsFor };
};

const approvalView = (
  { approverId, answer, reason, at }: ApprovalRow,
  { requesterId }: RequestRow,
  people: ReadonlyMap<PersonId, PersonFacts>,
): ApprovalView => {
  const approver = people.get(approverId);
  return {
    approver: approver ? summary({ ...approver, email: null }) : { id: approverId, displayName: '', email: null },
    answer,
    own: approverId === requesterId,
    reason,
    at: at.toISOString(),
  };
};

const reviewView = (
  { dueAt, closedAt, closedById, comment }: ReviewRow,
  overdue: boolean,
  people: ReadonlyMap<PersonId, PersonFacts>,
): RequestReview => {
  const closer = closedById && people.get(closedById);
  return {
    dueAt: dueAt.toISOString(),
    overdue,
    closedAt: closedAt?.toISOString() ?? null,
    closedBy: closer ? summary({ ...closer, email: null }) : null,
    comment,
  };
};
