/** Which flow gives a grant by itself is fixed when it starts: the index that lets one run at a time counts on it. */

export const up: string[] = [
  `CREATE TRIGGER access_grant_automatic_fixed BEFORE UPDATE ON access_grant FOR EACH ROW
     WHEN (OLD.automatic_flow_id IS DISTINCT FROM NEW.automatic_flow_id) EXECUTE FUNCTION refuse_change()`,
];

export const down: string[] = ['DROP TRIGGER access_grant_automatic_fixed ON access_grant'];
