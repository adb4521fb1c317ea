/** The one key that a connector had becomes that of its first instance. Open links are of before: they dial again. */
export const up: string[] = [
  'DELETE FROM connector_instance',
  `INSERT INTO connector_key (connector_id, public_key, enrolled_at, version, last_seen_at, user_ca_keys)
     SELECT id, public_key, created_at, version, last_seen_at, user_ca_keys FROM connector WHERE public_key IS NOT NULL`,
  `UPDATE connector SET enrolment_token_key_id = connector_key.id FROM connector_key
     WHERE connector_key.connector_id = connector.id AND connector.enrolment_token_used`,
];

/** Of several instances the one that was enrolled last stays. */
export const down: string[] = [
  `UPDATE connector SET enrolment_token_used = enrolment_token_key_id IS NOT NULL, public_key = (
     SELECT public_key FROM connector_key WHERE connector_id = connector.id AND removed_at IS NULL
       ORDER BY enrolled_at DESC, id LIMIT 1)`,
];
