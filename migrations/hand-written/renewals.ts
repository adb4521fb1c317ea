/**
 * What a flow gives by itself moves its end later by a renewal: the one row of its grant, written in the same transaction [I19]. Of
 * the receipts that prove nothing but that a server knows such an end, the newest is kept; all others stay for ever.
 */
import { EXTENDED } from './extensions.js';

const replaced = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');

const ASKED = 'AND EXISTS (';
const BY_ITS_FLOW = `AND (EXISTS (SELECT 1 FROM grant_renewal renewal
    WHERE was.automatic_flow_id IS NOT NULL AND renewal.grant_id = was.id AND renewal.number = was.extended + 1
      AND renewal.number = becomes.extended AND renewal.from_until_at = was.until_at AND renewal.until_at = becomes.until_at
      AND renewal.xmin = pg_current_xact_id()::xid) OR EXISTS (`;
const EXTENDED_OR_RENEWED = EXTENDED.replace(ASKED, BY_ITS_FLOW).replace(
  "request.state = 'approved')",
  "request.state = 'approved'))",
);

/** One after the other, and no other way. */
const IN_ORDER = `
CREATE FUNCTION grant_renewal_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'proved_by') IS DISTINCT FROM (to_jsonb(OLD) - 'proved_by')
     AND (NEW.grant_id <> OLD.grant_id OR NEW.number <= OLD.number) THEN
    RAISE EXCEPTION 'a renewal follows the one before' USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_renewal_in_order';
  END IF;
  RETURN NEW;
END $$`;

/** All that it says is that access which a flow renews is there, after it was first proved to be, and a later receipt says so of each. */
const SUPERSEDED = `
CREATE FUNCTION receipt_superseded(one receipt) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT one.payload::jsonb -> 'grants' <> '[]' AND NOT EXISTS (
    SELECT 1 FROM jsonb_array_elements(one.payload::jsonb -> 'grants') AS told
    WHERE NOT (told ->> 'state' = 'present' AND told -> 'remaining' = '[]' AND EXISTS (
      SELECT 1 FROM access_grant renewed JOIN grant_renewal renewal ON renewal.grant_id = renewed.id
        JOIN receipt newer ON newer.id = renewal.proved_by
      WHERE renewed.id = (told ->> 'grantId')::uuid AND renewed.automatic_flow_id IS NOT NULL
        AND renewed.active_at < one.read_at AND newer.read_at > one.read_at)))
$$`;

const REFUSED = `
CREATE FUNCTION receipt_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT receipt_superseded(OLD) THEN
    RAISE EXCEPTION 'a receipt is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed';
  END IF;
  RETURN OLD;
END $$`;

export const up: string[] = [
  replaced(EXTENDED_OR_RENEWED),
  IN_ORDER,
  `CREATE TRIGGER grant_renewal_in_order BEFORE UPDATE ON grant_renewal FOR EACH ROW EXECUTE FUNCTION grant_renewal_in_order()`,
  `CREATE TRIGGER grant_renewal_never_deleted BEFORE DELETE OR TRUNCATE ON grant_renewal
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  SUPERSEDED,
  REFUSED,
  'DROP TRIGGER receipt_never_changed ON receipt',
  `CREATE TRIGGER receipt_never_changed BEFORE UPDATE OR TRUNCATE ON receipt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt FOR EACH ROW EXECUTE FUNCTION receipt_kept()`,
];

export const down: string[] = [
  'DROP TRIGGER receipt_kept ON receipt',
  'DROP TRIGGER receipt_never_changed ON receipt',
  `CREATE TRIGGER receipt_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  'DROP FUNCTION receipt_kept()',
  'DROP FUNCTION receipt_superseded(receipt)',
  'DROP TRIGGER grant_renewal_never_deleted ON grant_renewal',
  'DROP TRIGGER grant_renewal_in_order ON grant_renewal',
  'DROP FUNCTION grant_renewal_in_order()',
  replaced(EXTENDED),
];
