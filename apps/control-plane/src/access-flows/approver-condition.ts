/** Who may approve, as SQL: for lists of what waits for somebody, or was given by his leave. The decision itself is libs/access. */

/** Text of a condition on `body`, a policy or one of its tiers, for the request of `requesterId` on `resourceId`. */
export const namesMe = (
  body: string,
  places: string,
  { requesterId, resourceId }: { requesterId: string; resourceId: string },
): string => `(
  jsonb_path_exists(${body}, '${places} ? (@.id == $ids[*])', jsonb_build_object('ids', to_jsonb(CAST(:approverIds AS text[]))))
  OR (jsonb_path_exists(${body}, '${places} ? (@.kind == "manager")')
    AND EXISTS (SELECT 1 FROM person asker WHERE asker.id = ${requesterId} AND asker.manager_id = CAST(:me AS uuid)))
  OR (jsonb_path_exists(${body}, '${places} ? (@.kind == "integration-owner")')
    AND EXISTS (SELECT 1 FROM ${OWNED} WHERE owned.id = ${resourceId} AND ${isMine('of_owned.owners')}))
  OR (jsonb_path_exists(${body}, '${places} ? (@.kind == "resource-owner")')
    AND EXISTS (SELECT 1 FROM ${OWNED} WHERE owned.id = ${resourceId} AND (${isMine('owned.owners')} OR ${TAG_NAMES_ME}))))`;

const OWNED = 'resource owned JOIN integration of_owned ON of_owned.id = owned.integration_id';

/** Among the owners who are named one by one; each id stands for one person or one team. */
const isMine = (owners: string): string =>
  `jsonb_exists_any((${owners} -> 'personIds') || (${owners} -> 'teamIds'), CAST(:approverIds AS text[]))`;

/** A tag of the server bears the name of one of my teams, or my address, in exactly that spelling: as in libs/access/owners. */
const TAG_NAMES_ME = `EXISTS (
  SELECT 1 FROM jsonb_to_recordset(of_owned.owner_tags) AS owner_tag (tag text, names text)
  WHERE (owner_tag.names = 'team' AND EXISTS (SELECT 1 FROM team
      WHERE CAST(team.id AS text) = ANY(CAST(:approverIds AS text[])) AND team.name = owned.tags ->> owner_tag.tag))
    OR (owner_tag.names = 'person' AND EXISTS (SELECT 1 FROM person owner
      WHERE owner.id = CAST(:me AS uuid) AND owner.email = owned.tags ->> owner_tag.tag)))`;

/** Each place of an approver, in a policy and in one tier. */
export const PLACES_OF_POLICY = '$.tiers[*].sets[*].*[*]';
export const PLACES_OF_TIER = '$.sets[*].*[*]';
