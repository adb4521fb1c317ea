import { ApiProperty } from '@nestjs/swagger';
import { ACCESS_REQUEST_STATES, type AccessRequestState } from '#access/access-request.js';
import { GRANT_CAUSES, GRANT_STATES, type GrantCause, type GrantState } from '#access/grant.js';
import { STANDING_KINDS, type StandingKind } from '#access/standing-kinds.js';

/** What the person was asked for or asked for before. Its reason is not told: it was said to other approvers. */
export class RequestBefore {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() serverName: string;
  @ApiProperty({ description: 'It was for the very server' }) sameServer: boolean;
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({ type: 'integer' }) durationSeconds: number;
  @ApiProperty({ description: 'It asked to make running access longer' }) extension: boolean;
  @ApiProperty({ enum: [...ACCESS_REQUEST_STATES], enumName: 'AccessRequestState' }) state: AccessRequestState;
  @ApiProperty({ enum: [...GRANT_STATES], enumName: 'GrantState', nullable: true, description: 'Of the access that came of it' })
  grantState: GrantState | null; // prettier-ignore
  @ApiProperty({ enum: [...GRANT_CAUSES], enumName: 'GrantCause', nullable: true, description: 'Why that ended' })
  cause: GrantCause | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class RunningThere {
  @ApiProperty({ format: 'uuid' }) grantId: string;
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({ format: 'date-time' }) untilAt: string;
}

export class StandingThere {
  @ApiProperty({ enum: STANDING_KINDS, enumName: 'StandingKind' }) kind: StandingKind;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'date-time' }) seenAt: string;
}

/** What an approver should know of the receiver before he answers. */
export class RequestBackgroundView {
  @ApiProperty({ description: 'The Linux account on the server as which one logs in' }) account: string;
  @ApiProperty({ type: [RequestBefore], description: 'The last requests for this server, then for others of its integration' })
  before: RequestBefore[]; // prettier-ignore
  @ApiProperty({ type: 'integer', description: 'How often access to this server was granted in the last 90 days' })
  grantsOnServer: number;
  @ApiProperty({ type: 'integer', description: 'The same for all servers of its integration' })
  grantsOnIntegration: number;
  @ApiProperty({ type: [RunningThere], description: 'What the person has on the server now' }) running: RunningThere[];
  @ApiProperty({ type: [StandingThere], description: 'What Curfew found that the account has there and did not add' })
  standing: StandingThere[];
}

export class RequestBackgroundOf {
  @ApiProperty({ format: 'uuid' }) requestId: string;
  @ApiProperty({ type: RequestBackgroundView }) background: RequestBackgroundView;
}

export class RequestBackgroundsView {
  @ApiProperty({ type: [RequestBackgroundOf], description: 'Of those requests that one may be told it of' })
  items: RequestBackgroundOf[];
}
