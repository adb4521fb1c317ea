/** From a filter to the SQL that says which requests it lets through. Values are parameters, never text of the query. */
import { ACTIVITY_KINDS, type ActivityFilter, type ActivityKind } from './activity.dto.js';

/** Who gets what is asked for. */
const RECEIVER = 'request.receiver_id';

const EMERGENCY = 'request.id IN (SELECT request_id FROM break_glass_review)';

/** What makes a request one of each kind; none is of two. */
const KINDS: Record<ActivityKind, string> = {
  ordinary: `NOT request.by_condition AND request.extends_grant_id IS NULL AND NOT ${EMERGENCY}`,
  extension: 'NOT request.by_condition AND request.extends_grant_id IS NOT NULL',
  emergency: EMERGENCY,
  'by-condition': 'request.by_condition',
};

/** One condition for each field of a filter; `$` stands where the value goes. */
const CONDITIONS: { readonly [Field in keyof ActivityFilter]-?: string } = {
  personId: `request.id IN (SELECT request.id FROM access_request request WHERE request.requester_id = $ OR ${RECEIVER} = $
    UNION SELECT request_id FROM approval WHERE approver_id = $)`,
  requesterId: 'request.requester_id = $',
  receiverId: `${RECEIVER} = $`,
  approverId: 'request.id IN (SELECT request_id FROM approval WHERE approver_id = $)',
  resourceId: 'request.resource_id = $',
  integrationId: 'request.resource_id IN (SELECT id FROM resource WHERE integration_id = $)',
  permission: 'request.permissions @> jsonb_build_array($::text)',
  flowId: 'request.flow_id = $',
  kind: `(${ACTIVITY_KINDS.map((kind) => `('${kind}' = ANY($::text[]) AND ${KINDS[kind]})`).join(' OR ')})`,
  requestState: 'request.state = ANY($)',
  grantState: 'request.id IN (SELECT request_id FROM access_grant WHERE access_grant.state = ANY($))',
  from: 'request.created_at >= $::timestamptz',
  to: 'request.created_at < $::timestamptz',
  search: `(strpos(lower(request.reason), lower($)) > 0
    OR request.resource_id IN (SELECT id FROM resource WHERE strpos(lower(name), lower($)) > 0)
    OR request.requester_id IN (SELECT id FROM person WHERE strpos(lower(display_name), lower($)) > 0)
    OR ${RECEIVER} IN (SELECT id FROM person WHERE strpos(lower(display_name), lower($)) > 0))`,
};

/** Requests that once stood for the renewals of what a flow gives by itself: those stand in the audit of the grant, not in the list. */
const NO_RENEWAL = 'NOT (request.by_condition AND request.extends_grant_id IS NOT NULL)';

const FIELDS = Object.keys(CONDITIONS) as (keyof ActivityFilter)[];

/** A part of a WHERE with its values. */
export interface Conditions {
  sql: string;
  values: unknown[];
}

/** Takes a filter; gives its conditions, all of which must hold. An empty search lets everything through. */
export const conditionsOf = (filter: ActivityFilter): Conditions => {
  const values: unknown[] = [];
  const parts = FIELDS.flatMap((field) => {
    const value = filter[field];
    if (value === undefined || value === '') return [];
    values.push(value);
    return [CONDITIONS[field].replaceAll(/\$(?!\d)/g, `$$${values.length}`)];
  });
  return { sql: [NO_RENEWAL, ...parts].join(' AND '), values };
};

/** The fields of a filter that are set: what stands in the audit. */
export const setFieldsOf = (filter: ActivityFilter): ActivityFilter =>
  Object.fromEntries(FIELDS.filter((field) => filter[field] !== undefined && filter[field] !== '').map((field) => [field, filter[field]])); // prettier-ignore
