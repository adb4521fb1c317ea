/** Until when sessions of a grant may finish is fixed when it starts: it moves earlier or goes, and never comes back. */

export const up: string[] = [
  `CREATE FUNCTION access_grant_finish_never_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.finish_until IS NOT NULL AND (OLD.finish_until IS NULL OR NEW.finish_until > OLD.finish_until) THEN
    RAISE EXCEPTION 'sessions never may finish later' USING ERRCODE = 'check_violation', CONSTRAINT = 'access_grant_finish_later';
  END IF;
  RETURN NEW;
END $$`,
  `CREATE TRIGGER access_grant_finish_never_later BEFORE UPDATE ON access_grant
     FOR EACH ROW EXECUTE FUNCTION access_grant_finish_never_later()`,
];

export const down: string[] = [
  'DROP TRIGGER access_grant_finish_never_later ON access_grant',
  'DROP FUNCTION access_grant_finish_never_later()',
];
