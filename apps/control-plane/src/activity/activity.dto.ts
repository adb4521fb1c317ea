import { ACCESS_REQUEST_STATES, type AccessRequestState } from '#access/access-request.js';
import { GRANT_STATES, type GrantState } from '#access/grant.js';
import type { AccessFlowId, AccessRequestId, GrantId, IntegrationId, PersonId, ResourceId } from '#access/ids.js';
import { IdField, IdListField, Line, Moment, OneOf, SomeOf, WholeNumber } from '../http/fields.js';

/** An extension makes running access longer; an emergency was taken without approval; `by-condition` nobody asked for. */
export const ACTIVITY_KINDS = ['ordinary', 'extension', 'emergency', 'by-condition'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** Which requests somebody wants to see. What is left out lets all through. */
export class ActivityFilter {
  @IdField({ optional: true, description: 'Who asked, receives or answered' }) personId?: PersonId;
  @IdField({ optional: true, description: 'Who asked' }) requesterId?: PersonId;
  @IdField({ optional: true, description: 'Who gets what is asked for' }) receiverId?: PersonId;
  @IdField({ optional: true, description: 'Who answered' }) approverId?: PersonId;
  @IdField({ optional: true }) resourceId?: ResourceId;
  @IdField({ optional: true }) integrationId?: IntegrationId;
  @Line(32, { optional: true, description: 'One of what was asked for: a Linux group, a sudo role, or Default' })
  permission?: string;
  @IdField({ optional: true, description: 'In whatever version' }) flowId?: AccessFlowId;
  @SomeOf(ACTIVITY_KINDS, 'ActivityKind', { optional: true }) kind?: ActivityKind[];
  @SomeOf(ACCESS_REQUEST_STATES, 'AccessRequestState', { optional: true }) requestState?: AccessRequestState[];
  @SomeOf(GRANT_STATES, 'GrantState', { optional: true }) grantState?: GrantState[];
  @Moment({ optional: true, description: 'Only what was asked at this moment or later' }) from?: string;
  @Moment({ optional: true, description: 'Only what was asked before this moment' }) to?: string;
  @Line(200, { optional: true, min: 0, description: 'Part of the reason, or of the name of the server or the person' })
  search?: string;
}

/** The total is told exactly up to here. */
export const MOST_COUNTED = 10_000;

export class ActivityQuery extends ActivityFilter {
  @IdField({ optional: true, description: 'Only requests that stand after this one: the id of the last one seen' })
  before?: AccessRequestId;
  @WholeNumber(1, 200, { optional: true, default: 50 }) limit: number = 50;
}

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export class ActivityExportQuery extends ActivityFilter {
  @OneOf(EXPORT_FORMATS, 'ActivityExportFormat') format: ExportFormat;
}

/** At most so many grants end by one call; a call that leaves some says where to go on. */
export const MOST_REVOKED = 500;

export class RevokeGrants {
  @Line(500) reason: string;
  @IdListField(MOST_REVOKED) grantIds: GrantId[];
}

export class RevokeMatching extends ActivityFilter {
  @Line(500) reason: string;
  @WholeNumber(1, 1_000_000, { description: 'How many somebody has confirmed: when more match, none is revoked' })
  count: number;
  @IdField({ optional: true, description: 'Go on after this grant: `next` of the answer before' }) after?: GrantId;
}
