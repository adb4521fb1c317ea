import { Injectable } from '@nestjs/common';
import { CLOCK_SKEW_MAX_SECONDS } from '#access/clock-skew.js';
import type { Transaction } from '../database/transactions.js';

/** What the tables say, counted. Names are those of connectors: never of people. */
export interface Counts {
  grants: { state: string; count: number }[];
  connectors: { name: string; up: boolean; skewSeconds: number | null; debt: number; outstanding: number; unprovedExtensions: number }[]; // prettier-ignore
  oldestDebtSince: Date | null;
  oldestUnprovedSince: Date | null;
  clockOffServers: number;
  receipts: number;
}

const DEBT = `state IN ('ending', 'failed') AND proved_at IS NULL AND written_off_at IS NULL AND finishing_sessions IS NULL`;
const UNPROVED_EXTENSION = `state = 'active' AND extension_unproved_since IS NOT NULL AND proved_until_at < date_trunc('second', until_at)`;
/** As presence.store has it: such a link hung on a replica that died. */
const ALIVE = "last_seen_at > now() - interval '45 seconds'";

const CONNECTORS = `
SELECT connector.name, live.up IS TRUE AS up, live.skew AS "skewSeconds",
  coalesce(open.debt, 0)::int AS debt, coalesce(open.outstanding, 0)::int AS outstanding,
  coalesce(longer.unproved, 0)::int AS "unprovedExtensions"
FROM connector
LEFT JOIN (SELECT connector_id, TRUE AS up, (array_agg(clock_skew_seconds ORDER BY abs(clock_skew_seconds) DESC))[1] AS skew
           FROM connector_instance WHERE ${ALIVE} GROUP BY connector_id) AS live ON live.connector_id = connector.id
LEFT JOIN (SELECT connector_id, count(*) FILTER (WHERE ${DEBT}) AS debt, count(*) AS outstanding
           FROM access_grant WHERE state = 'granting' OR (${DEBT}) GROUP BY connector_id) AS open ON open.connector_id = connector.id
LEFT JOIN (SELECT connector_id, count(*) AS unproved FROM access_grant WHERE ${UNPROVED_EXTENSION}
           GROUP BY connector_id) AS longer ON longer.connector_id = connector.id
WHERE connector.deleted_at IS NULL`;

@Injectable()
export class MetricsStore {
  async counts(tx: Transaction): Promise<Counts> {
    const grants = (await tx.query(
      'SELECT state, count(*)::int AS count FROM access_grant GROUP BY state',
    )) as Counts['grants'];
    const connectors = (await tx.query(CONNECTORS)) as Counts['connectors'];
    const [rest] = (await tx.query(
      `SELECT (SELECT min(greatest(least(ending_at, until_at), sessions_ended_at)) FROM access_grant WHERE ${DEBT}) AS "oldestDebtSince",
         (SELECT min(extension_unproved_since) FROM access_grant WHERE ${UNPROVED_EXTENSION}) AS "oldestUnprovedSince",
         (SELECT count(*)::int FROM resource WHERE NOT gone AND abs(clock_skew_seconds) > $1) AS "clockOffServers",
         (SELECT count(*)::int FROM receipt) AS receipts`,
      [CLOCK_SKEW_MAX_SECONDS],
    )) as Pick<Counts, 'oldestDebtSince' | 'oldestUnprovedSince' | 'clockOffServers' | 'receipts'>[];
    return { grants, connectors, ...rest };
  }
}
