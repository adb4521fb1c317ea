/** Two overrides of one shift never overlap, whatever program writes: it would not be said who is on duty. The lock makes two writers take turns. */

export const up: string[] = [
  `CREATE FUNCTION shift_override_no_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM shift WHERE id = NEW.shift_id FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM shift_override
    WHERE shift_id = NEW.shift_id AND id <> NEW.id AND from_at < NEW.until_at AND NEW.from_at < until_at
  ) THEN
    RAISE EXCEPTION 'two overrides of one shift never overlap' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'shift_override_no_overlap';
  END IF;
  RETURN NEW;
END $$`,
  `CREATE TRIGGER shift_override_no_overlap BEFORE INSERT OR UPDATE ON shift_override
     FOR EACH ROW EXECUTE FUNCTION shift_override_no_overlap()`,
];

export const down: string[] = [
  'DROP TRIGGER shift_override_no_overlap ON shift_override',
  'DROP FUNCTION shift_override_no_overlap()',
];
