import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import type { Trace } from './story.js';

/** More of one kind happens only where access by itself is renewed for weeks; the newest are shown, the audit has it all. */
const MOST = 250;

/** Of a request for an extension: that the other request's grant was extended by it. */
const EXTENDED_BY_IT = `(object_id = (SELECT extends_grant_id FROM access_request WHERE id = $1)
  AND action = 'grant.extended' AND detail ->> 'extensionRequestId' = CAST($1 AS text))`;

/** Reading what happened to one request and to its grant. */
@Injectable()
export class TimelinesStore {
  async trace(tx: Transaction, requestId: string): Promise<Trace> {
    const [audit, keys, certificates, orders] = await Promise.all([
      tx.query(
        `SELECT at, action, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName", detail
         FROM (SELECT audit_row.*, row_number() OVER (PARTITION BY action ORDER BY id DESC) AS newest FROM audit_row
           WHERE object_id = $1 OR object_id = (SELECT id FROM access_grant WHERE request_id = $1) OR ${EXTENDED_BY_IT}) AS traced
         WHERE newest <= ${MOST} ORDER BY id`,
        [requestId],
      ),
      tx.query(
        `SELECT number, fingerprint, bound_at AS "boundAt" FROM grant_key
         WHERE grant_id = (SELECT id FROM access_grant WHERE request_id = $1) ORDER BY number DESC LIMIT ${MOST}`,
        [requestId],
      ),
      tx.query(
        `SELECT serial, issued_at AS "issuedAt", valid_before AS "validBefore" FROM certificate
         WHERE grant_id = (SELECT id FROM access_grant WHERE request_id = $1) ORDER BY issued_at DESC, serial LIMIT ${MOST}`,
        [requestId],
      ),
      tx.query(
        `SELECT connector.id, connector.name, ordered.start_generation::integer AS start, ordered.end_generation::integer AS "end"
         FROM access_grant ordered JOIN connector ON connector.id = ordered.connector_id WHERE ordered.request_id = $1`,
        [requestId],
      ),
    ]);
    return { audit, keys, certificates, order: (orders as Trace['order'][])[0] ?? null } as Trace;
  }
}
