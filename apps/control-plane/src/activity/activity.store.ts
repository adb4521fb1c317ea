import { Injectable } from '@nestjs/common';
import type { AccessRequestState } from '#access/access-request.js';
import type { GrantCause, GrantState } from '#access/grant.js';
import type { AccessRequestId, GrantId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { PersonSummary } from '../identity/person.view.js';
import { conditionsOf } from './activity-conditions.js';
import type { ActivityFilter, ActivityKind } from './activity.dto.js';

export interface ActivityRow {
  id: AccessRequestId;
  kind: ActivityKind;
  askedAt: Date;
  state: AccessRequestState;
  decidedAt: Date | null;
  startAt: Date | null;
  dueAt: Date | null;
  lapsedBecause: string | null;
  requester: PersonSummary;
  receiver: PersonSummary;
  resource: { id: string; name: string; integrationName: string; host: string };
  permissions: string[];
  durationSeconds: number;
  reason: string | null;
  fields: { name: string; label: string; value: string }[] | null;
  flow: { id: string; name: string; version: number };
  approvals:
    { approver: PersonSummary; answer: 'yes' | 'no'; own: boolean; reason: string | null; at: string }[] | null;
  extendsGrantId: GrantId | null;
  extendsRequestId: AccessRequestId;
  extensionNumber: number | null;
  extendedFrom: Date | null;
  extendedTo: Date | null;
  reviewDueAt: Date | null;
  reviewClosedAt: Date | null;
  reviewClosedBy: PersonSummary | null;
  reviewComment: string | null;
  certificateSerials: string[] | null;
  grantId: GrantId | null;
  grantState: GrantState;
  cause: GrantCause | null;
  account: string;
  fromAt: Date;
  untilAt: Date;
  provedUntilAt: Date | null;
  endingAt: Date | null;
  provedAt: Date | null;
  writtenOffAt: Date | null;
  finishUntil: Date | null;
  finishingSessions: number | null;
  sessionsEndedAt: Date | null;
  fault: { code: string; message: string; hint?: string; detail?: string } | null;
}

const summaryOf = (person: string): string =>
  `json_build_object('id', ${person}.id, 'displayName', ${person}.display_name, 'email', ${person}.email)`;

/** An extension that waits is shown with the end that it would give. */
const WOULD_BE = `CASE request.state WHEN 'pending' THEN longer.until_at END`;

const SHOWN_OF_KIND = `CASE WHEN request.by_condition THEN 'by-condition' WHEN request.extends_grant_id IS NOT NULL THEN 'extension'
    WHEN review.request_id IS NOT NULL THEN 'emergency' ELSE 'ordinary' END AS kind,
  request.extends_grant_id AS "extendsGrantId", longer.request_id AS "extendsRequestId", extension.number AS "extensionNumber",
  COALESCE(extension.from_until_at, ${WOULD_BE}) AS "extendedFrom",
  COALESCE(extension.until_at, ${WOULD_BE} + request.duration_seconds * interval '1 second') AS "extendedTo",
  review.due_at AS "reviewDueAt", review.closed_at AS "reviewClosedAt", review.comment AS "reviewComment",
  CASE WHEN closer.id IS NOT NULL THEN ${summaryOf('closer')} END AS "reviewClosedBy"`;

/** Access by itself is renewed for weeks and may have many; the newest are shown. */
const SERIALS = `(SELECT json_agg(newest.serial ORDER BY newest.issued_at DESC, newest.serial) FROM (
    SELECT serial, issued_at FROM certificate WHERE certificate.grant_id = granted.id ORDER BY issued_at DESC LIMIT 250) AS newest)`;

const FIELDS = `(SELECT json_agg(json_build_object('name', field ->> 'name', 'label', field ->> 'label', 'value', request.fields ->> (field ->> 'name')) ORDER BY place)
    FROM jsonb_array_elements(version.custom_fields) WITH ORDINALITY AS said(field, place) WHERE request.fields ? (field ->> 'name'))`;

const SHOWN = `${SHOWN_OF_KIND}, ${SERIALS} AS "certificateSerials", ${FIELDS} AS fields, request.id, request.created_at AS "askedAt", request.state, request.decided_at AS "decidedAt", request.start_at AS "startAt", request.due_at AS "dueAt", request.lapsed_because AS "lapsedBecause", ${summaryOf('requester')} AS requester,
  ${summaryOf('receiver')} AS receiver,
  json_build_object('id', resource.id, 'name', resource.name, 'host', resource.host, 'integrationName', integration.name) AS resource,
  request.permissions, request.duration_seconds AS "durationSeconds", request.reason,
  json_build_object('id', request.flow_id, 'name', version.name, 'version', version.version) AS flow,
  (SELECT json_agg(json_build_object('approver', ${summaryOf('approver')}, 'answer', approval.answer, 'own', approval.approver_id = request.requester_id, 'reason', approval.reason,
      'at', to_char(approval.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY approval.at, approval.id)
    FROM approval JOIN person approver ON approver.id = approval.approver_id WHERE approval.request_id = request.id) AS approvals,
  granted.id AS "grantId", granted.state AS "grantState", granted.cause, granted.account, granted.from_at AS "fromAt",
  granted.until_at AS "untilAt", granted.proved_until_at AS "provedUntilAt", granted.ending_at AS "endingAt", granted.proved_at AS "provedAt",
  granted.written_off_at AS "writtenOffAt", granted.finish_until AS "finishUntil",
  granted.finishing_sessions AS "finishingSessions", granted.sessions_ended_at AS "sessionsEndedAt", granted.fault`;

const WITH = `JOIN person requester ON requester.id = request.requester_id
  JOIN resource ON resource.id = request.resource_id JOIN integration ON integration.id = resource.integration_id
  JOIN access_flow_version version ON version.id = request.flow_version_id
  LEFT JOIN access_grant granted ON granted.request_id = request.id
  LEFT JOIN access_grant longer ON longer.id = request.extends_grant_id
  LEFT JOIN grant_extension extension ON extension.request_id = request.id
  LEFT JOIN break_glass_review review ON review.request_id = request.id LEFT JOIN person closer ON closer.id = review.closed_by_id
  JOIN person receiver ON receiver.id = request.receiver_id`;

const NEWEST_FIRST = 'ORDER BY request.created_at DESC, request.id DESC';
/** Runs, or has sessions that finish. A constant, so that the plan may use the indexes of such grants. */
const RUNS = `(running.state IN ('granting', 'active') OR (running.state = 'ending' AND running.finish_until IS NOT NULL))`;

/** Reading requests with all that became of them, for administrators. Keyset paging: page 1,000 costs what page 1 does. */
@Injectable()
export class ActivityStore {
  /** @param before only what stands after this request in the list */
  async page(
    tx: Transaction,
    filter: ActivityFilter,
    before: string | undefined,
    most: number,
  ): Promise<ActivityRow[]> {
    const { sql, values } = conditionsOf(filter);
    const [last, limit] = [`$${values.length + 2}::uuid`, `$${values.length + 1}`];
    const after = `(request.created_at, request.id) < ((SELECT created_at FROM access_request WHERE id = ${last}), ${last})`;
    const where = before === undefined ? sql : `${sql} AND ${after}`;
    return (await tx.query(
      `WITH found AS MATERIALIZED (SELECT request.* FROM access_request request WHERE ${where} ${NEWEST_FIRST} LIMIT ${limit})
       SELECT ${SHOWN} FROM found request ${WITH} ${NEWEST_FIRST}`,
      before === undefined ? [...values, most] : [...values, most, before],
    )) as ActivityRow[];
  }

  /** Counts no further than `most`: nobody needs to know how many more there are, and counting them all takes long. */
  async count(tx: Transaction, filter: ActivityFilter, most: number): Promise<number> {
    const { sql, values } = conditionsOf(filter);
    const counted = `SELECT 1 FROM access_request request WHERE ${sql} LIMIT $${values.length + 1}`;
    return countOf(await tx.query(`SELECT count(*) AS count FROM (${counted}) AS counted`, [...values, most]));
  }

  async countRunning(tx: Transaction, filter: ActivityFilter): Promise<number> {
    const { sql, values } = conditionsOf(filter);
    return countOf(await tx.query(`SELECT count(*) AS count FROM ${RUNNING} WHERE ${RUNS} AND ${sql}`, values));
  }

  /** Running grants of the requests, in the order of their ids. */
  async running(tx: Transaction, filter: ActivityFilter, after: GrantId | undefined, most: number): Promise<GrantId[]> {
    const { sql, values } = conditionsOf(filter);
    const further = `($${values.length + 2}::uuid IS NULL OR running.id > $${values.length + 2}::uuid)`;
    const rows = (await tx.query(
      `SELECT running.id FROM ${RUNNING} WHERE ${RUNS} AND ${sql} AND ${further} ORDER BY running.id LIMIT $${values.length + 1}`,
      [...values, most, after ?? null],
    )) as { id: GrantId }[];
    return rows.map(({ id }) => id);
  }

  /** Whose access to what each of the grants is. */
  async names(tx: Transaction, ids: readonly GrantId[]): Promise<Map<string, string>> {
    const rows = (await tx.query(
      `SELECT granted.id, person.display_name || ' on ' || resource.name AS name FROM access_grant granted
       JOIN person ON person.id = granted.person_id JOIN resource ON resource.id = granted.resource_id WHERE granted.id = ANY($1)`,
      [[...ids]],
    )) as { id: string; name: string }[];
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

const RUNNING = 'access_grant running JOIN access_request request ON request.id = running.request_id';

const countOf = (rows: unknown): number => Number((rows as [{ count: string }])[0].count);
