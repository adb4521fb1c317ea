/** A review is closed once, and stays: what was due, and what was said of it, is never changed. */

export const up: string[] = [
  `CREATE FUNCTION break_glass_review_closed_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL OR NEW.request_id <> OLD.request_id OR NEW.due_at <> OLD.due_at THEN
    RAISE EXCEPTION 'a review is closed once and never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'break_glass_review_closed_once';
  END IF;
  RETURN NEW;
END $$`,
  `CREATE TRIGGER break_glass_review_closed_once BEFORE UPDATE ON break_glass_review
     FOR EACH ROW EXECUTE FUNCTION break_glass_review_closed_once()`,
  `CREATE TRIGGER break_glass_review_never_deleted BEFORE DELETE OR TRUNCATE ON break_glass_review
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

export const down: string[] = [
  'DROP TRIGGER break_glass_review_never_deleted ON break_glass_review',
  'DROP TRIGGER break_glass_review_closed_once ON break_glass_review',
  'DROP FUNCTION break_glass_review_closed_once()',
];
