/** What a grant lets one run with sudo is fixed when it starts, as the rest of it: an edit of a role never reaches it. */

export const up: string[] = [
  `CREATE FUNCTION access_grant_sudo_roles_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sudo_roles IS DISTINCT FROM OLD.sudo_roles THEN
    RAISE EXCEPTION 'what a grant gives is fixed when it starts' USING ERRCODE = 'check_violation', CONSTRAINT = 'access_grant_fixed';
  END IF;
  RETURN NEW;
END $$`,
  `CREATE TRIGGER access_grant_sudo_roles_fixed BEFORE UPDATE ON access_grant
     FOR EACH ROW EXECUTE FUNCTION access_grant_sudo_roles_fixed()`,
];

export const down: string[] = [
  'DROP TRIGGER access_grant_sudo_roles_fixed ON access_grant',
  'DROP FUNCTION access_grant_sudo_roles_fixed()',
];
