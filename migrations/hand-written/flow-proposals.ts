/** A proposal is decided once, and stays: what was proposed by whom, and what became of it, is never changed. */

export const up: string[] = [
  `CREATE FUNCTION flow_proposal_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'pending'
    OR (NEW.id, NEW.kind, NEW.action, NEW.object_id, NEW.object_name, NEW.contents, NEW.based_on, NEW.proposed_by_id, NEW.proposed_at)
      IS DISTINCT FROM
      (OLD.id, OLD.kind, OLD.action, OLD.object_id, OLD.object_name, OLD.contents, OLD.based_on, OLD.proposed_by_id, OLD.proposed_at) THEN
    RAISE EXCEPTION 'a proposal is decided once and never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'flow_proposal_decided_once';
  END IF;
  RETURN NEW;
END $$`,
  `CREATE TRIGGER flow_proposal_decided_once BEFORE UPDATE ON flow_proposal
     FOR EACH ROW EXECUTE FUNCTION flow_proposal_decided_once()`,
  `CREATE TRIGGER flow_proposal_never_deleted BEFORE DELETE OR TRUNCATE ON flow_proposal
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

export const down: string[] = [
  'DROP TRIGGER flow_proposal_never_deleted ON flow_proposal',
  'DROP TRIGGER flow_proposal_decided_once ON flow_proposal',
  'DROP FUNCTION flow_proposal_decided_once()',
];
