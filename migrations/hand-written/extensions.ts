/**
 * The end of a grant moves later by an extension only: by the row that was written in the same transaction, for an approved request
 * to make this grant longer, from this end to that one [I19].
 */
import { GRANT_TRANSITION } from './transitions.js';

const NEVER_LATER = 'IF NEW.until_at > OLD.until_at THEN';
const LATER_BY_EXTENSION = 'IF NEW.until_at > OLD.until_at AND NOT access_grant_extended(OLD, NEW) THEN';

const replaced = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

export const EXTENDED = `
CREATE FUNCTION access_grant_extended(was access_grant, becomes access_grant) RETURNS boolean LANGUAGE sql AS $$
  SELECT was.state = 'active' AND becomes.state = 'active' AND becomes.extended_until_at = becomes.until_at AND EXISTS (
    SELECT 1 FROM grant_extension extension JOIN access_request request ON request.id = extension.request_id
    WHERE extension.grant_id = was.id AND extension.number = was.extended + 1 AND extension.number = becomes.extended
      AND extension.from_until_at = was.until_at AND extension.until_at = becomes.until_at
      AND extension.xmin = pg_current_xact_id()::xid
      AND request.extends_grant_id = was.id AND request.state = 'approved')
$$`;

/** How often a grant was made longer is told to its connector, so it counts only with a later end. */
const COUNTED = `
CREATE FUNCTION access_grant_extensions_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.extended, NEW.extended_until_at) IS DISTINCT FROM (OLD.extended, OLD.extended_until_at)
     AND NEW.until_at <= OLD.until_at THEN
    RAISE EXCEPTION 'an extension counts with a later end only'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'access_grant_extended';
  END IF;
  RETURN NEW;
END $$`;

export const up: string[] = [
  EXTENDED,
  replaced(GRANT_TRANSITION.replace(NEVER_LATER, LATER_BY_EXTENSION)),
  COUNTED,
  `CREATE TRIGGER access_grant_extensions_counted BEFORE UPDATE ON access_grant
     FOR EACH ROW EXECUTE FUNCTION access_grant_extensions_counted()`,
  `CREATE TRIGGER grant_extension_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON grant_extension
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

export const down: string[] = [
  // A program from before would take it for a request for new access.
  `UPDATE access_request SET state = 'cancelled', decided_at = now() WHERE extends_grant_id IS NOT NULL AND state = 'pending'`,
  'DROP TRIGGER grant_extension_never_changed ON grant_extension',
  'DROP TRIGGER access_grant_extensions_counted ON access_grant',
  'DROP FUNCTION access_grant_extensions_counted()',
  replaced(GRANT_TRANSITION),
  'DROP FUNCTION access_grant_extended(access_grant, access_grant)',
];
