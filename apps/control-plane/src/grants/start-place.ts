import type { ConnectorId, PersonId, ResourceId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';

/** Where a grant starts: the connector that is ordered it, and the account as which its person logs in. */
export interface StartPlace {
  readonly server: string;
  readonly connectorId: ConnectorId;
  readonly account: string;
  /** An administrator said that this account of the server is this person's. */
  readonly adopt: boolean;
  /** Somebody else ever had a grant on that account of the server: then it is his, home and all. */
  readonly isOfAnother: boolean;
}

/** Where a grant of this person on this server starts; the person stays as he is meanwhile. null: one of them is missing. */
export const startPlace = async (
  tx: Transaction,
  personId: PersonId,
  resourceId: ResourceId,
): Promise<StartPlace | null> => {
  const rows = (await tx.query(
    `SELECT resource.name AS server, integration.connector_id AS "connectorId", person.account_name AS account,
       EXISTS (SELECT FROM account_claim claim WHERE claim.person_id = person.id AND claim.resource_id = resource.id
         AND claim.account = person.account_name) AS adopt,
       EXISTS (SELECT FROM resource same JOIN access_grant held ON held.resource_id = same.id
         WHERE lower(same.host) = lower(resource.host) AND same.port = resource.port
         AND held.account = person.account_name AND held.person_id <> person.id) AS "isOfAnother"
     FROM resource JOIN integration ON integration.id = resource.integration_id CROSS JOIN person
     WHERE resource.id = $1 AND person.id = $2 FOR SHARE OF person`,
    [resourceId, personId],
  )) as StartPlace[];
  return rows[0] ?? null;
};
