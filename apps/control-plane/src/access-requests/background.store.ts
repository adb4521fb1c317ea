import { Injectable } from '@nestjs/common';
import type { IntegrationId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import type { RequestRow } from './access-requests.store.js';
import type { RequestBefore, RunningThere, StandingThere } from './background.view.js';

const MOST_BEFORE = 5;
const MOST_STANDING = 20;
export const BACKGROUND_DAYS = 90;

/** Moments as they come out of the database. */
type Dated<View, Name extends keyof View> = Omit<View, Name> & Record<Name, Date>;

const ACCOUNT = `SELECT coalesce(
    (SELECT account FROM access_grant WHERE request_id = $1 OR id = $2 LIMIT 1),
    (SELECT account_name FROM person WHERE id = $3)) AS account`;

/** What a flow gave by itself nobody asked for, and its renewals would leave no room for what somebody did. */
const BEFORE = `
  SELECT request.id, resource.name AS "serverName", request.resource_id = $3 AS "sameServer", request.permissions,
    request.duration_seconds AS "durationSeconds", request.extends_grant_id IS NOT NULL AS extension, request.state,
    access_grant.state AS "grantState", access_grant.cause, request.created_at AS at
  FROM access_request request JOIN resource ON resource.id = request.resource_id
  LEFT JOIN access_grant ON access_grant.request_id = request.id
  WHERE request.receiver_id = $1 AND request.id <> $2 AND request.created_at <= $5 AND resource.integration_id = $4
    AND NOT request.by_condition
  ORDER BY request.resource_id = $3 DESC, request.created_at DESC, request.id LIMIT ${MOST_BEFORE}`;

const COUNTS = `
  SELECT (count(*) FILTER (WHERE access_grant.resource_id = $2))::integer AS "grantsOnServer", count(*)::integer AS "grantsOnIntegration"
  FROM access_grant JOIN resource ON resource.id = access_grant.resource_id
  WHERE person_id = $1 AND resource.integration_id = $3 AND access_grant.state <> 'failed' AND from_at > $4 AND request_id <> $5`;

const RUNNING = `
  SELECT id AS "grantId", permissions, until_at AS "untilAt" FROM access_grant
  WHERE person_id = $1 AND resource_id = $2 AND state IN ('granting', 'active') AND request_id <> $3 ORDER BY until_at, id`;

const STANDING = `
  SELECT kind, name, seen_at AS "seenAt" FROM standing_finding
  WHERE resource_id = $1 AND account = $2 ORDER BY kind, name LIMIT ${MOST_STANDING}`;

/** What else is known of the receiver of a request, on its server and the others of the integration. */
@Injectable()
export class BackgroundStore {
  constructor(private readonly transactions: Transactions) {}

  /** As which he will log in, or does already. */
  async account({ id, extendsGrantId, receiverId }: RequestRow): Promise<string> {
    const [{ account }] = await this.rows<{ account: string }>(ACCOUNT, [id, extendsGrantId, receiverId]);
    return account;
  }

  before({ id, receiverId, resourceId, createdAt }: RequestRow, of: IntegrationId): Promise<Dated<RequestBefore, 'at'>[]> {
    return this.rows(BEFORE, [receiverId, id, resourceId, of, createdAt]);
  } // prettier-ignore

  /** Without what came of this request itself. */
  async counts(
    { id, receiverId, resourceId }: RequestRow,
    of: IntegrationId,
    since: Date,
  ): Promise<{ grantsOnServer: number; grantsOnIntegration: number }> {
    const [counts] = await this.rows<{ grantsOnServer: number; grantsOnIntegration: number }>(COUNTS, [receiverId, resourceId, of, since, id]); // prettier-ignore
    return counts;
  }

  running({ id, receiverId, resourceId }: RequestRow): Promise<Dated<RunningThere, 'untilAt'>[]> {
    return this.rows(RUNNING, [receiverId, resourceId, id]);
  }

  standing({ resourceId }: RequestRow, account: string): Promise<Dated<StandingThere, 'seenAt'>[]> {
    return this.rows(STANDING, [resourceId, account]);
  }

  private rows<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    return this.transactions.reader.query(sql, values);
  }
}
