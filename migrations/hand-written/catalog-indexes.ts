/** Indexes that entities cannot say: lists of servers by name, and by tag. */
export const up: string[] = [
  'CREATE INDEX resource_by_name ON resource (integration_id, lower(name), id) WHERE NOT gone',
  'CREATE INDEX resource_by_tag ON resource USING gin (tags jsonb_path_ops) WHERE NOT gone',
];

export const down: string[] = ['DROP INDEX resource_by_tag', 'DROP INDEX resource_by_name'];
