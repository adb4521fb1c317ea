import { ApiProperty } from '@nestjs/swagger';
import { ACCESS_REQUEST_STATES, type AccessRequestState } from '#access/access-request.js';
import { GRANT_STATES, type GrantState } from '#access/grant.js';
import { PageOf } from '../http/page.js';
import { SudoRoleView } from '../http/sudo-role.view.js';
import { PersonSummary } from '../identity/person.view.js';

export class RequestResource {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() integrationName: string;
  @ApiProperty() host: string;
}

export class RequestFlow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: 'integer' }) version: number;
}

export class ApprovalView {
  @ApiProperty() approver: PersonSummary;
  @ApiProperty({ enum: ['yes', 'no'], enumName: 'ApprovalAnswer' }) answer: 'yes' | 'no';
  @ApiProperty({ description: 'It is the requester’s own: the flow lets it count' }) own: boolean;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

/** What was filled in of a custom field of the flow. */
export class RequestField {
  @ApiProperty() name: string;
  @ApiProperty() label: string;
  @ApiProperty() value: string;
}

/** People who were asked together. */
export class TierAsked {
  @ApiProperty({ type: String, format: 'date-time' }) at: string;
  @ApiProperty({ type: [String], description: 'Teams, people and others' }) approvers: string[];
}

export class RequestGrant {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: [...GRANT_STATES], enumName: 'GrantState' }) state: GrantState;
  @ApiProperty({ format: 'date-time' }) untilAt: string;
}

/** Of access that was taken in an emergency. */
export class RequestReview {
  @ApiProperty({ format: 'date-time' }) dueAt: string;
  @ApiProperty({ description: 'It is open and past its time' }) overdue: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) closedAt: string | null;
  @ApiProperty({ type: PersonSummary, nullable: true }) closedBy: PersonSummary | null;
  @ApiProperty({ type: String, nullable: true }) comment: string | null;
}

/** The running access that a request is to make longer. */
export class RequestExtension {
  @ApiProperty({ format: 'uuid' }) grantId: string;
  @ApiProperty({ format: 'uuid', description: 'The request that led to that access' }) requestId: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The end before it; null: it gave none and waits no more' })
  fromUntilAt: string | null; // prettier-ignore
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The end that it gave, or while it waits would give; null: none',
  })
  untilAt: string | null;
  @ApiProperty({ type: 'integer', description: 'Which extension it is, or would be' }) number: number;
  @ApiProperty({ type: 'integer', description: 'How many the flow allows' }) most: number;
}

/** Of what is approved and has not begun. */
export class RequestToStart {
  @ApiProperty({ enum: ['scheduled', 'first-use'], enumName: 'LaterStartAt' }) at: 'scheduled' | 'first-use';
  @ApiProperty({ format: 'date-time', description: 'When it begins by itself, or until when its first use must come' })
  dueAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why the server takes no grants now: until then it waits' })
  waitsFor: string | null;
}

export class AccessRequestView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Shared by those that were asked for together' })
  batchId: string | null; // prettier-ignore
  @ApiProperty({ description: 'Nobody asked: the flow gives it by itself while its condition holds' })
  byCondition: boolean;
  @ApiProperty({ enum: [...ACCESS_REQUEST_STATES], enumName: 'AccessRequestState' }) state: AccessRequestState;
  @ApiProperty() requester: PersonSummary;
  @ApiProperty({ description: 'Who gets what is asked for' }) receiver: PersonSummary;
  @ApiProperty() resource: RequestResource;
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({
    type: [SudoRoleView],
    description: 'The sudo roles among the permissions, as they were asked for and as a yes gives them',
  })
  sudoRoles: SudoRoleView[];
  @ApiProperty({ type: 'integer' }) durationSeconds: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it',
  })
  finishWithinSeconds: number | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was asked to begin; null: as soon as it may' })
  startAt: string | null; // prettier-ignore
  @ApiProperty({ type: 'integer', nullable: true, description: 'Its time begins at the first use, so many seconds after the approval at most' })
  firstUseWithinSeconds: number | null; // prettier-ignore
  @ApiProperty({ type: RequestToStart, nullable: true, description: 'There while it is approved and has not begun' })
  toStart: RequestToStart | null;
  @ApiProperty({ type: [RequestField] }) fields: RequestField[];
  @ApiProperty({ description: 'The version under which it was made; later edits do not touch it' }) flow: RequestFlow;
  @ApiProperty({ type: [String], description: 'Teams, people and others who may answer' }) approvers: string[];
  @ApiProperty({ description: 'Any one of the approvers suffices' }) oneYes: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Who must approve; null: nobody is asked' })
  approvalInWords: string | null;
  @ApiProperty({
    type: [String],
    description: 'While it waits: each way to meet what is demanded now, less the answers',
  })
  stillNeeded: string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When more people are asked' })
  nextTierAt: string | null;
  @ApiProperty({ type: [String], description: 'Who is asked then; none: nobody further' }) nextApprovers: string[];
  @ApiProperty({ type: [TierAsked], description: 'Who was asked so far, and when; in an emergency nobody' })
  tiersAsked: TierAsked[];
  @ApiProperty({ type: [ApprovalView] }) approvals: ApprovalView[];
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) timesOutAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When what was approved for later began, or ended without' })
  settledAt: string | null; // prettier-ignore
  @ApiProperty({ type: String, nullable: true, description: 'Why it never began; there where it lapsed' })
  lapsedBecause: string | null;
  @ApiProperty({ description: 'I may begin it now, by using it for the first time' }) mayStart: boolean;
  @ApiProperty({ description: 'I may answer it now' }) mayApprove: boolean;
  @ApiProperty({ description: 'I may cancel it now' }) mayCancel: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why it waits for me, as a sentence' }) whyMe:
    string | null;
  @ApiProperty({ type: RequestReview, nullable: true, description: 'There where the access was taken in an emergency' })
  review: RequestReview | null; // prettier-ignore
  @ApiProperty({ description: 'I may close its review now' }) mayReview: boolean;
  @ApiProperty({ type: RequestGrant, nullable: true }) grant: RequestGrant | null;
  @ApiProperty({
    type: RequestExtension,
    nullable: true,
    description: 'There where it is to make running access longer',
  })
  extension: RequestExtension | null;
}

export class AccessRequestsPage extends PageOf(AccessRequestView) {}
