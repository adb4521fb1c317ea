import { ApiProperty } from '@nestjs/swagger';
import { ACCESS_REQUEST_STATES, type AccessRequestState } from '#access/access-request.js';
import { GRANT_CAUSES, GRANT_STATES, type GrantCause, type GrantState } from '#access/grant.js';
import {
  ApprovalView,
  RequestField,
  RequestFlow,
  RequestResource,
  RequestReview,
} from '../access-requests/access-requests.view.js';
import { REVOCATION_OUTCOMES, type RevocationOutcome } from '../grants/grant-revocations.service.js';
import { FaultView } from '../http/fault.view.js';
import { PersonSummary } from '../identity/person.view.js';
import { ACTIVITY_KINDS, type ActivityKind } from './activity.dto.js';
import { TIMELINE_KINDS, type TimelineKind } from './timeline-line.js';

export class ActivityGrant {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: [...GRANT_STATES], enumName: 'GrantState' }) state: GrantState;
  @ApiProperty({ enum: [...GRANT_CAUSES], enumName: 'GrantCause', nullable: true }) cause: GrantCause | null;
  @ApiProperty({ description: 'The Linux account' }) account: string;
  @ApiProperty({ format: 'date-time' }) fromAt: string;
  @ApiProperty({ format: 'date-time' }) untilAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The end that the server was last read back to hold' })
  provedUntilAt: string | null; // prettier-ignore
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When its end was ordered' })
  endedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) provedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) writtenOffAt: string | null;
  @ApiProperty({ type: FaultView, nullable: true }) fault: FaultView | null;
  @ApiProperty({ description: 'It has ended, its removal is not proved and not written off' }) debt: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Sessions that its flow lets finish' })
  finishingSessions: number | null;
  @ApiProperty({ type: [String], description: 'Of its certificates, the newest first; at most 250' })
  certificateSerials: string[];
  @ApiProperty({ description: 'It runs, or sessions of it do, so that it can be revoked' }) mayRevoke: boolean;
}

/** The access that was to be made longer, and its ends before and after. */
export class ActivityExtension {
  @ApiProperty({ format: 'uuid' }) grantId: string;
  @ApiProperty({ format: 'uuid', description: 'The request that led to that access' }) requestId: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Which extension of it; null: it gave none' })
  number: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The end before; null: it gave none and waits no more' })
  fromUntilAt: string | null; // prettier-ignore
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The end that it gave, or while it waits would give' })
  untilAt: string | null; // prettier-ignore
}

export class ActivityView {
  @ApiProperty({ format: 'uuid', description: 'The id of the request' }) id: string;
  @ApiProperty({ enum: [...ACTIVITY_KINDS], enumName: 'ActivityKind' }) kind: ActivityKind;
  @ApiProperty({ format: 'date-time' }) askedAt: string;
  @ApiProperty({ enum: [...ACCESS_REQUEST_STATES], enumName: 'AccessRequestState' }) state: AccessRequestState;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was asked to begin; null: as soon as it may' })
  startAt: string | null; // prettier-ignore
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Of what was approved for later: when it begins, or until when it must be used' })
  dueAt: string | null; // prettier-ignore
  @ApiProperty({ type: String, nullable: true, description: 'Why it never began' }) lapsedBecause: string | null;
  @ApiProperty() requester: PersonSummary;
  @ApiProperty({ description: 'Who gets what is asked for' }) receiver: PersonSummary;
  @ApiProperty() resource: RequestResource;
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({ type: 'integer' }) durationSeconds: number;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: [RequestField] }) fields: RequestField[];
  @ApiProperty() flow: RequestFlow;
  @ApiProperty({ type: [ApprovalView] }) approvals: ApprovalView[];
  @ApiProperty({ type: ActivityExtension, nullable: true, description: 'There where it is to make running access longer' })
  extension: ActivityExtension | null; // prettier-ignore
  @ApiProperty({ type: RequestReview, nullable: true, description: 'There where the access was taken in an emergency' })
  review: RequestReview | null; // prettier-ignore
  @ApiProperty({ type: ActivityGrant, nullable: true }) grant: ActivityGrant | null;
}

export class ActivityPage {
  @ApiProperty({ type: [ActivityView], description: 'Newest first' }) items: ActivityView[];
  @ApiProperty({ type: 'integer', description: 'How many there are on all pages; 10001: more than 10000' })
  total: number;
  @ApiProperty({ type: 'integer', description: 'How many grants of them run, so that they can be revoked' })
  revocable: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '`before` of the next page; null: none' })
  next: string | null;
}

export class RevocationView {
  @ApiProperty({ format: 'uuid' }) grantId: string;
  @ApiProperty({ type: String, nullable: true, description: 'Whose access to what; null: there is no such grant' })
  name: string | null;
  @ApiProperty({ enum: [...REVOCATION_OUTCOMES], enumName: 'RevocationOutcome' }) outcome: RevocationOutcome;
  @ApiProperty({ type: FaultView, nullable: true, description: 'Why it was not revoked' }) fault: FaultView | null;
}

export class RevocationsView {
  @ApiProperty({ type: [RevocationView] }) items: RevocationView[];
  @ApiProperty({ type: 'integer' }) revoked: number;
  @ApiProperty({ type: 'integer', description: 'How many more match that this call did not come to' }) left: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '`after` of the next call; null: none' })
  next: string | null;
}

export class TimelineActor {
  @ApiProperty({ enum: ['person', 'connector', 'system'] }) kind: 'person' | 'connector' | 'system';
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id: string | null;
  @ApiProperty() name: string;
}

export class TimelineLineView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ enum: [...TIMELINE_KINDS], enumName: 'TimelineKind' }) kind: TimelineKind;
  @ApiProperty() by: TimelineActor;
  @ApiProperty({ description: 'What happened' }) sentence: string;
  @ApiProperty({ type: String, nullable: true, description: 'What he who did it gave as the reason' })
  reason: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until when what happened holds' })
  untilAt: string | null;
  @ApiProperty({ type: String, nullable: true }) certificateSerial: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Generation of the order that told a connector' })
  generation: number | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The proof. For administrators only' })
  receiptId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Another request that it is about: the one for an extension' })
  requestId: string | null; // prettier-ignore
}

export class TimelineView {
  @ApiProperty({ type: [TimelineLineView], description: 'Oldest first' }) items: TimelineLineView[];
}
