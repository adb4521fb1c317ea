/** Who may approve, as SQL: for lists of what waits for somebody, or was given by his leave. The decision itself is libs/access. */

/** The person, his teams and his shifts: whatever a policy may name him by. Parameters of the conditions below. */
export interface ApproverParameters {
  me: string;
  approverIds: string[];
}

/** Text of a condition on `body`, a policy or one of its tiers, for the request of the person `requesterId`. */
export const namesMe = (body: string, places: string, requesterId: string): string => `(
  jsonb_path_exists(${body}, '${places} ? (@.id == $ids[*])', jsonb_build_object('ids', to_jsonb(CAST(:approverIds AS text[]))))
  OR (jsonb_path_exists(${body}, '${places} ? (@.kind == "manager")')
    AND EXISTS (SELECT 1 FROM person asker WHERE asker.id = ${requesterId} AND asker.manager_id = CAST(:me AS uuid))))`;

/** Each place of an approver, in a policy and in one tier. */
export const PLACES_OF_POLICY = '$.tiers[*].sets[*].*[*]';
export const PLACES_OF_TIER = '$.sets[*].*[*]';
