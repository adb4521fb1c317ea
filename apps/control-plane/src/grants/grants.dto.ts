import { GRANT_STATES, type GrantState } from '#access/grant.js';
import type { ResourceId } from '#access/ids.js';
import { STANDING_KINDS, type StandingKind } from '#access/standing-kinds.js';
import { IdField, Line, OneOf, SomeOf, WholeNumber, YesNo } from '../http/fields.js';
import { PageQuery } from '../http/page.js';

const SCOPES = ['mine', 'all'] as const;

export class GrantsQuery extends PageQuery {
  @OneOf(SCOPES, 'GrantsScope', { optional: true, description: '`all`: those that you may see' })
  scope: (typeof SCOPES)[number] = 'mine';
  @SomeOf(GRANT_STATES, 'GrantState', { optional: true }) state?: GrantState[];
  @IdField({ optional: true }) resourceId?: ResourceId;
}

export const DEBT_ORDERS = ['oldest', 'newest', 'server'] as const;

export class DebtQuery extends PageQuery {
  @IdField({ optional: true }) resourceId?: ResourceId;
  @WholeNumber(0, 31_536_000, { optional: true, description: 'Only debt that is at least so old' })
  olderThanSeconds?: number;
  @OneOf(DEBT_ORDERS, 'DebtOrder', { optional: true }) order: (typeof DEBT_ORDERS)[number] = 'oldest';
}

export class StandingQuery extends PageQuery {
  @IdField({ optional: true }) resourceId?: ResourceId;
}

export class DismissStanding {
  @Line(32) account: string;
  @OneOf(STANDING_KINDS, 'StandingKind') kind: StandingKind;
  @Line(500) name: string;
  @Line(1_000) reason: string;
}

export class RevokeGrant {
  @Line(500) reason: string;
}

export class ResetOrders {
  @Line(500, { description: 'What happened; it stands in the audit' }) reason: string;
  @YesNo({
    description: 'What runs or is approved to begin in this database was looked at and stays; else it all ends',
  })
  keepGrants: boolean;
}
