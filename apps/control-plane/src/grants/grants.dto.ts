import { GRANT_STATES, type GrantState } from '#access/grant.js';
import type { ResourceId } from '#access/ids.js';
import { IdField, Line, OneOf, YesNo } from '../http/fields.js';
import { PageQuery } from '../http/page.js';

const SCOPES = ['mine', 'all'] as const;

export class GrantsQuery extends PageQuery {
  @OneOf(SCOPES, 'GrantsScope', { optional: true, description: '`all`: those that you may see' })
  scope: (typeof SCOPES)[number] = 'mine';
  @OneOf(GRANT_STATES, 'GrantState', { optional: true }) state?: GrantState;
  @IdField({ optional: true }) resourceId?: ResourceId;
}

export class RevokeGrant {
  @Line(500) reason: string;
}

export class ResetOrders {
  @Line(500, { description: 'What happened; it stands in the audit' }) reason: string;
  @YesNo({ description: 'The running grants of this database were looked at and stay; else they all end' })
  keepGrants: boolean;
}
