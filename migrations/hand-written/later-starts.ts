/**
 * A request that is approved for later waits in `to-start`: when it is due is written with the approval, when it left that state with the
 * step, and neither changes after.
 */
import { REQUEST_TRANSITION } from './transitions.js';

const replaced = (text: string): string => text.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');
const changed = (text: string, [from, to]: readonly [string, string]): string => {
  if (!text.includes(from)) throw new Error(`The rule has no ${from}`);
  return text.replaceAll(from, to);
};

const LATER: readonly (readonly [string, string])[] = [
  [
    "('pending', 'timed-out')\n",
    "('pending', 'timed-out'),\n    ('pending', 'to-start'), ('to-start', 'approved'), ('to-start', 'cancelled'), ('to-start', 'lapsed')\n",
  ],
  ["- 'decided_at')", "- 'decided_at' - 'due_at' - 'settled_at' - 'lapsed_because')"],
  [
    'OR (OLD.decided_at IS NOT NULL AND NEW.decided_at IS DISTINCT FROM OLD.decided_at)',
    `OR (OLD.decided_at IS NOT NULL AND (NEW.decided_at, NEW.due_at) IS DISTINCT FROM (OLD.decided_at, OLD.due_at))
     OR (OLD.settled_at IS NOT NULL AND (NEW.settled_at, NEW.lapsed_because) IS DISTINCT FROM (OLD.settled_at, OLD.lapsed_because))
     OR (NEW.settled_at IS NOT NULL AND OLD.settled_at IS NULL AND OLD.state <> 'to-start')`,
  ],
];

/** A grant begins for an approved request only: nothing that waits to start, or lapsed, is ever on a server. */
const BEGINS_APPROVED = `
CREATE FUNCTION access_grant_of_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM access_request WHERE id = NEW.request_id AND state = 'approved') THEN
    RAISE EXCEPTION 'a grant is given to an approved request only' USING ERRCODE = 'check_violation', CONSTRAINT = 'access_grant_of_approved';
  END IF;
  RETURN NEW;
END $$`;

export const up: string[] = [
  replaced(LATER.reduce(changed, REQUEST_TRANSITION)),
  BEGINS_APPROVED,
  `CREATE TRIGGER access_grant_of_approved BEFORE INSERT ON access_grant
     FOR EACH ROW EXECUTE FUNCTION access_grant_of_approved()`,
];

export const down: string[] = [
  // A program from before knows neither state: what waits to start ends, as what lapsed has.
  'ALTER TABLE access_request DISABLE TRIGGER access_request_transition',
  `UPDATE access_request SET state = 'cancelled', settled_at = coalesce(settled_at, now()), lapsed_because = NULL WHERE state IN ('to-start', 'lapsed')`,
  'ALTER TABLE access_request ENABLE TRIGGER access_request_transition',
  'DROP TRIGGER access_grant_of_approved ON access_grant',
  'DROP FUNCTION access_grant_of_approved()',
  replaced(REQUEST_TRANSITION),
];
