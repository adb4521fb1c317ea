/** The look at a server before anything is written there: constant script text, a checked question at its head, and its answer. */
import { Fault } from '#access/fault.js';
import type { Preflight } from './answer.js';

export interface PreflightQuestion {
  /** The account the connector logs in as. */
  login: string;
  /** Account names that could be granted (shared accounts, and persons' as far as known); each is tested against sshd's rules. */
  accounts: string[];
  /** Linux groups that could be granted. */
  groups: string[];
}

/**
 * The whole stdin of PREFLIGHT_COMMAND.
 * @throws Fault `input-invalid` for a name that is none
 */
export function preflightScript(_question: PreflightQuestion): string {
  throw new Fault('internal-error', 'not built yet');
}

/**
 * @throws Fault `host-script-failed` when the text is not a whole answer
 */
export function parsePreflight(_text: string): Preflight {
  throw new Fault('internal-error', 'not built yet');
}
