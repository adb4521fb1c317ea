/**
 * The versions of flows that were written before flows in full keep their meaning in the new shape: lists of people and teams
 * become conditions, and approvers of whom any one suffices become a policy of one tier. Requests were all for oneself.
 */

/** Rows that are never changed are changed here, once; the trigger is back before anybody else sees the table. */
const unlocked = (table: string, trigger: string, ...statements: string[]): string[] => [
  `ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`,
  ...statements,
  `ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`,
];

const condition = (subject: string, ids: string): string =>
  `CASE WHEN jsonb_array_length(${ids}) = 0 THEN '[]'::jsonb
    ELSE jsonb_build_array(jsonb_build_object('subject', '${subject}', 'operator', 'is', 'values', ${ids})) END`;
const conditionsOf = (set: string): string =>
  `jsonb_build_object('any', ${condition('person', `${set} -> 'personIds'`)} || ${condition('team', `${set} -> 'teamIds'`)})`;

const approvers = (kind: string, ids: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('kind', '${kind}', 'id', id) ORDER BY place), '[]')
    FROM jsonb_array_elements(${ids}) WITH ORDINALITY AS named(id, place))`;
const policyOf = (set: string): string =>
  `jsonb_build_object('tiers', jsonb_build_array(jsonb_build_object('mode', 'any-of', 'sets', jsonb_build_array(
      jsonb_build_object('any', ${approvers('team', `${set} -> 'teamIds'`)} || ${approvers('person', `${set} -> 'personIds'`)}, 'needed', 1)))),
    'escalateAfterSeconds', NULL, 'noesNeeded', 1, 'requesterMayApprove', false, 'approverReasonRequired', false)`;

/** After `approvers` was renamed to `approval`, and `receiver_id` added. */
export const up: string[] = [
  ...unlocked(
    'access_flow_version',
    'access_flow_version_never_changed',
    `UPDATE access_flow_version SET requesters = ${conditionsOf('requesters')},
      approval = CASE WHEN approval IS NULL THEN NULL ELSE ${policyOf('approval')} END`,
  ),
  ...unlocked('access_request', 'access_request_transition', 'UPDATE access_request SET receiver_id = requester_id'),
];

const idsIn = (column: string, path: string): string => `jsonb_path_query_array(${column}, '${path}')`;
const PEOPLE = `jsonb_build_object(
  'personIds', ${idsIn('requesters', '$.any[*] ? (@.subject == "person").values[*]')}, 'teamIds', ${idsIn('requesters', '$.any[*] ? (@.subject == "team").values[*]')})`;
const APPROVERS = `jsonb_build_object(
  'personIds', ${idsIn('approval', '$.tiers[*].sets[*].any[*] ? (@.kind == "person").id')}, 'teamIds', ${idsIn('approval', '$.tiers[*].sets[*].any[*] ? (@.kind == "team").id')})`;

/** A version that says more than the old shape can is not cut down: it would let more people through than it says. */
export const down: string[] = [
  `DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM access_flow_version, LATERAL (SELECT ${PEOPLE} AS people, ${APPROVERS} AS approvers) AS old
      WHERE requesters IS DISTINCT FROM ${conditionsOf('old.people')} OR (approval IS NOT NULL AND approval IS DISTINCT FROM ${policyOf('old.approvers')})
        OR request_for <> '{"self": true, "directReports": false, "others": null}' OR timeframe IS NOT NULL OR custom_fields <> '[]' OR trigger <> 'ask'
        OR fixed_duration OR clock_start <> '{"at": "approval"}' OR break_glass IS NOT NULL)
      OR EXISTS (SELECT 1 FROM access_request WHERE receiver_id <> requester_id) THEN
      RAISE EXCEPTION 'a version of an access flow says more than an older Curfew understands; restore the backup instead';
    END IF;
  END $$`,
  ...unlocked(
    'access_flow_version',
    'access_flow_version_never_changed',
    `UPDATE access_flow_version SET requesters = ${PEOPLE}, approval = CASE WHEN approval IS NULL THEN NULL ELSE ${APPROVERS} END`,
  ),
];
