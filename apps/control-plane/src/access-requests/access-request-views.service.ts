import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { whyNotApprover } from '#access/decide.js';
import type { PersonId } from '#access/ids.js';
import type { PeopleOrTeams, PersonFacts } from '#access/person.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Clock } from '../clock/clock.js';
import type { SignedIn } from '../http/authority.js';
import { sudoRoleView } from '../http/sudo-role.view.js';
import type { PersonSummary } from '../identity/person.view.js';
import type { ApprovalRow, RequestRow } from './access-requests.store.js';
import type { AccessRequestView, ApprovalView } from './access-requests.view.js';
import { RequestParts } from './request-parts.service.js';

/** From rows of requests to what one person is shown of them. Who may not see a request does not get it. */
@Injectable()
export class AccessRequestViews {
  constructor(
    private readonly parts: RequestParts,
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
    private readonly clock: Clock,
  ) {}

  async show(me: SignedIn, requests: readonly RequestRow[]): Promise<AccessRequestView[]> {
    if (requests.length === 0) return [];
    const [{ approvals, grants }, versions, resources] = await Promise.all([
      this.parts.of(requests),
      this.flows.versions(requests.map(({ flowVersionId }) => flowVersionId)),
      this.resources.find([...new Set(requests.map(({ resourceId }) => resourceId))]),
    ]);
    const people = await this.peopleOf(me, requests, approvals);
    const namesOf = await this.flows.namesOf([...versions.values()].map(({ approvers }) => approvers));
    const resourceOf = new Map(resources.map((resource) => [resource.id, resource]));
    return requests.flatMap((request) => {
      const [mine, requester] = [people.get(me.personId), people.get(request.requesterId)];
      const [flow, resource] = [versions.get(request.flowVersionId), resourceOf.get(request.resourceId)];
      if (!mine || !requester || !flow || !resource || !maySee(me, mine, requester, flow)) return [];
      const answers = approvals.filter(({ requestId }) => requestId === request.id);
      return [
        {
          ...factsOf(request, requester, flow),
          resource: {
            id: resource.id,
            name: resource.name,
            integrationName: resource.integrationName,
            host: resource.host,
          },
          approvers: namesOf(flow.approvers),
          approvals: answers.map((answer) => approvalView(answer, people)),
          ...this.rights({ me, mine, requester, request, flow, namesOf }),
          grant: grants.get(request.id) ?? null,
        },
      ];
    });
  }

  private rights({
    me,
    mine,
    requester,
    request,
    flow,
    namesOf,
  }: Judged): Pick<AccessRequestView, 'mayApprove' | 'mayCancel' | 'whyMe'> {
    const open = request.state === 'pending';
    const inTime = request.timesOutAt.getTime() > this.clock.nowMs();
    const mayApprove = open && inTime && flow.active && whyNotApprover(mine, requester, flow) === null;
    const mayCancel = open && (me.personId === request.requesterId || me.role === 'administrator');
    return { mayApprove, mayCancel, whyMe: mayApprove && flow.approvers ? whyMe(flow.approvers, mine, namesOf) : null };
  }

  private async peopleOf(
    me: SignedIn,
    requests: readonly RequestRow[],
    approvals: readonly ApprovalRow[],
  ): Promise<Map<PersonId, PersonFacts>> {
    const ids = [me.personId, ...requests.map((one) => one.requesterId), ...approvals.map((one) => one.approverId)];
    const people = await this.people.now([...new Set(ids)]);
    return new Map(people.map((person) => [person.personId, person]));
  }
}

interface Judged {
  me: SignedIn;
  mine: PersonFacts;
  requester: PersonFacts;
  request: RequestRow;
  flow: AccessFlowVersion;
  namesOf: (set: PeopleOrTeams) => string[];
}

const maySee = (me: SignedIn, mine: PersonFacts, requester: PersonFacts, flow: AccessFlowVersion): boolean =>
  me.role === 'administrator' || me.personId === requester.personId || whyNotApprover(mine, requester, flow) === null;

const whyMe = (approvers: PeopleOrTeams, mine: PersonFacts, namesOf: (set: PeopleOrTeams) => string[]): string => {
  if (approvers.personIds.includes(mine.personId)) return 'The access flow names you as an approver.';
  const [team = ''] = namesOf({ personIds: [], teamIds: approvers.teamIds.filter((id) => mine.teamIds.includes(id)) });
  return `You are in the team “${team}”, which approves under this access flow.`;
};

const summary = ({ personId, displayName, email }: PersonFacts): PersonSummary => ({
  id: personId,
  displayName,
  email,
});

const factsOf = (
  request: RequestRow,
  requester: PersonFacts,
  flow: AccessFlowVersion,
): Omit<
  AccessRequestView,
  'resource' | 'approvers' | 'approvals' | 'mayApprove' | 'mayCancel' | 'whyMe' | 'grant'
> => ({
  id: request.id,
  sudoRoles: request.sudoRoles.map(sudoRoleView),
  state: request.state,
  requester: summary(requester),
  permissions: request.permissions,
  durationSeconds: request.durationSeconds,
  finishWithinSeconds: flow.finishWithinSeconds,
  reason: request.reason,
  flow: { id: flow.flowId, name: flow.name, version: flow.version },
  createdAt: request.createdAt.toISOString(),
  timesOutAt: request.timesOutAt.toISOString(),
  decidedAt: request.decidedAt?.toISOString() ?? null,
});

const approvalView = (
  { approverId, answer, reason, at }: ApprovalRow,
  people: ReadonlyMap<PersonId, PersonFacts>,
): ApprovalView => {
  const approver = people.get(approverId);
  return {
    approver: approver ? summary({ ...approver, email: null }) : { id: approverId, displayName: '', email: null },
    answer,
    reason,
    at: at.toISOString(),
  };
};
