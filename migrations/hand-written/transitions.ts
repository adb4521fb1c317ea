/**
 * What PostgreSQL itself holds of grants, requests and flows, whatever program writes: the legal transitions (the same tables
 * as in libs/access; test/database compares them), ends that never move later, and rows that are never changed.
 */

const refuse = (name: string): string => `USING ERRCODE = 'check_violation', CONSTRAINT = '${name}'`;

export const GRANT_TRANSITION = `
CREATE FUNCTION access_grant_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'granting' THEN
      RAISE EXCEPTION 'a grant begins as granting, not as %', NEW.state ${refuse('access_grant_transition')};
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('granting', 'active'), ('granting', 'ending'), ('granting', 'failed'),
    ('active', 'ending'),
    ('ending', 'ended')
  ) THEN
    RAISE EXCEPTION 'a grant that is % cannot become %', OLD.state, NEW.state ${refuse('access_grant_transition')};
  END IF;
  IF NEW.until_at > OLD.until_at THEN
    RAISE EXCEPTION 'the end of a grant never moves later' ${refuse('access_grant_end_later')};
  END IF;
  IF (NEW.id, NEW.request_id, NEW.person_id, NEW.resource_id, NEW.connector_id, NEW.flow_version_id, NEW.account,
      NEW.permissions, NEW.groups, NEW.extensions, NEW.from_at, NEW.start_generation)
     IS DISTINCT FROM
     (OLD.id, OLD.request_id, OLD.person_id, OLD.resource_id, OLD.connector_id, OLD.flow_version_id, OLD.account,
      OLD.permissions, OLD.groups, OLD.extensions, OLD.from_at, OLD.start_generation) THEN
    RAISE EXCEPTION 'what a grant gives is fixed when it starts' ${refuse('access_grant_fixed')};
  END IF;
  IF OLD.proved_at IS NOT NULL AND NEW.proved_at IS DISTINCT FROM OLD.proved_at THEN
    RAISE EXCEPTION 'a proof is not taken back' ${refuse('access_grant_proof')};
  END IF;
  IF OLD.written_off_at IS NOT NULL AND NEW.written_off_at IS DISTINCT FROM OLD.written_off_at THEN
    RAISE EXCEPTION 'a write-off is not taken back' ${refuse('access_grant_written_off')};
  END IF;
  RETURN NEW;
END $$`;

export const REQUEST_TRANSITION = `
CREATE FUNCTION access_request_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'pending' THEN
      RAISE EXCEPTION 'a request begins as pending, not as %', NEW.state ${refuse('access_request_transition')};
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('pending', 'approved'), ('pending', 'denied'), ('pending', 'cancelled'), ('pending', 'timed-out')
  ) THEN
    RAISE EXCEPTION 'a request that is % cannot become %', OLD.state, NEW.state ${refuse('access_request_transition')};
  END IF;
  IF (to_jsonb(NEW) - 'state' - 'decided_at') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'decided_at')
     OR (OLD.decided_at IS NOT NULL AND NEW.decided_at IS DISTINCT FROM OLD.decided_at) THEN
    RAISE EXCEPTION 'what was asked is never changed' ${refuse('access_request_fixed')};
  END IF;
  RETURN NEW;
END $$`;

const NEVER_CHANGED = `
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % is never changed', TG_TABLE_NAME ${refuse('never_changed')};
END $$`;

const WRITTEN_ONCE = ['access_flow_version', 'approval', 'receipt', 'grant_key', 'certificate'];
const NEVER_DELETED = ['access_grant', 'access_request', 'access_flow'];

export const up: string[] = [
  GRANT_TRANSITION,
  REQUEST_TRANSITION,
  NEVER_CHANGED,
  `CREATE TRIGGER access_grant_transition BEFORE INSERT OR UPDATE ON access_grant
     FOR EACH ROW EXECUTE FUNCTION access_grant_transition()`,
  `CREATE TRIGGER access_request_transition BEFORE INSERT OR UPDATE ON access_request
     FOR EACH ROW EXECUTE FUNCTION access_request_transition()`,
  ...WRITTEN_ONCE.map(
    (table) => `CREATE TRIGGER ${table}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
  ...NEVER_DELETED.map(
    (table) => `CREATE TRIGGER ${table}_never_deleted BEFORE DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
];

export const down: string[] = [
  ...NEVER_DELETED.map((table) => `DROP TRIGGER ${table}_never_deleted ON ${table}`),
  ...WRITTEN_ONCE.map((table) => `DROP TRIGGER ${table}_never_changed ON ${table}`),
  'DROP TRIGGER access_request_transition ON access_request',
  'DROP TRIGGER access_grant_transition ON access_grant',
  'DROP FUNCTION refuse_change()',
  'DROP FUNCTION access_request_transition()',
  'DROP FUNCTION access_grant_transition()',
];
