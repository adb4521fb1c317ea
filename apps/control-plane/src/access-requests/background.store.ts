import { Injectable } from '@nestjs/common';
import type { AccessRequestId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import type { RequestBefore, RunningThere, StandingThere } from './background.view.js';

const MOST_BEFORE = 5;
const MOST_STANDING = 20;
export const BACKGROUND_DAYS = 90;

/** Moments as they come out of the database. */
type Dated<View, Name extends keyof View> = Omit<View, Name> & Record<Name, Date>;
/** And the request that it is about. */
type About<View> = View & { about: AccessRequestId };

/** As which the receiver will log in, or does already. */
const ACCOUNT = `coalesce(
    (SELECT account FROM access_grant WHERE request_id = about.id OR id = about.extends_grant_id LIMIT 1),
    (SELECT account_name FROM person WHERE id = about.receiver_id))`;

const ABOUT = 'access_request about JOIN resource here ON here.id = about.resource_id';

/** Without what came of the request itself. */
const COUNTS = `
  SELECT about.id AS about, ${ACCOUNT} AS account, counted.* FROM ${ABOUT} CROSS JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE access_grant.resource_id = here.id))::integer AS "grantsOnServer", count(*)::integer AS "grantsOnIntegration"
    FROM access_grant JOIN resource ON resource.id = access_grant.resource_id
    WHERE person_id = about.receiver_id AND resource.integration_id = here.integration_id
      AND access_grant.state <> 'failed' AND from_at > $2 AND request_id <> about.id) counted
  WHERE about.id = ANY($1)`;

/** What a flow gave by itself nobody asked for, and its renewals would leave no room for what somebody did. */
const BEFORE = `
  SELECT about.id AS about, before.* FROM ${ABOUT} CROSS JOIN LATERAL (
    SELECT request.id, resource.name AS "serverName", request.resource_id = here.id AS "sameServer", request.permissions,
      request.duration_seconds AS "durationSeconds", request.extends_grant_id IS NOT NULL AS extension, request.state,
      access_grant.state AS "grantState", access_grant.cause, request.created_at AS at
    FROM access_request request JOIN resource ON resource.id = request.resource_id
    LEFT JOIN access_grant ON access_grant.request_id = request.id
    WHERE request.receiver_id = about.receiver_id AND request.id <> about.id AND request.created_at <= about.created_at
      AND resource.integration_id = here.integration_id AND NOT request.by_condition
    ORDER BY request.resource_id = here.id DESC, request.created_at DESC, request.id LIMIT ${MOST_BEFORE}) before
  WHERE about.id = ANY($1) ORDER BY before."sameServer" DESC, before.at DESC, before.id`;

const RUNNING = `
  SELECT about.id AS about, access_grant.id AS "grantId", access_grant.permissions, until_at AS "untilAt"
  FROM access_request about JOIN access_grant ON person_id = about.receiver_id AND access_grant.resource_id = about.resource_id
  WHERE about.id = ANY($1) AND access_grant.state IN ('granting', 'active') AND request_id <> about.id ORDER BY until_at, access_grant.id`;

const STANDING = `
  SELECT about.id AS about, found.* FROM access_request about CROSS JOIN LATERAL (
    SELECT kind, name, seen_at AS "seenAt" FROM standing_finding
    WHERE resource_id = about.resource_id AND account = ${ACCOUNT} ORDER BY kind, name LIMIT ${MOST_STANDING}) found
  WHERE about.id = ANY($1) ORDER BY found.kind, found.name`;

interface Counted {
  account: string;
  grantsOnServer: number;
  grantsOnIntegration: number;
}

/** What else is known of the receivers of requests, on their servers and the others of their integrations: so many queries, for however many requests. */
@Injectable()
export class BackgroundStore {
  constructor(private readonly transactions: Transactions) {}

  counts(ids: readonly AccessRequestId[], since: Date): Promise<About<Counted>[]> {
    return this.rows(COUNTS, [ids, since]);
  }

  /** Those for the server itself first, then the newest. */
  before(ids: readonly AccessRequestId[]): Promise<About<Dated<RequestBefore, 'at'>>[]> {
    return this.rows(BEFORE, [ids]);
  }

  running(ids: readonly AccessRequestId[]): Promise<About<Dated<RunningThere, 'untilAt'>>[]> {
    return this.rows(RUNNING, [ids]);
  }

  standing(ids: readonly AccessRequestId[]): Promise<About<Dated<StandingThere, 'seenAt'>>[]> {
    return this.rows(STANDING, [ids]);
  }

  private rows<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    return this.transactions.reader.query(sql, values);
  }
}
