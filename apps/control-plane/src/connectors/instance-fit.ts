import { Fault } from '#access/fault.js';
import { fingerprintOf } from './user-ca-keys.js';

/** What all instances of a connector must have in common, as one of them tells it. */
export interface Shared {
  userCaKeys: readonly string[];
  /** Digest of its ceiling; null: it is of a version that tells none. */
  ceiling: string | null;
}

/** What the connector's other instances have. */
export interface Others {
  name: string;
  /** The user CA keys that count for the connector. */
  userCaKeys: readonly string[];
  /** Another enrolled instance was let in with them once. */
  isCaShared: boolean;
  /** Of the other instances that are connected now. */
  ceilings: readonly (string | null)[];
}

/**
 * Why an instance may not work beside the others; undefined: it may. Servers trust the user CA keys of the last run, and end
 * what a run does not name: two instances that differ here would undo each other's work for ever.
 */
export function misfit(newcomer: Shared, others: Others): Fault | undefined {
  const isCaTold = newcomer.userCaKeys.length > 0 && others.userCaKeys.length > 0;
  if (isCaTold && others.isCaShared && !sameKeys(newcomer.userCaKeys, others.userCaKeys))
    return caDiffers(newcomer, others);
  const { ceiling } = newcomer;
  if (ceiling !== null && others.ceilings.some((other) => other !== null && other !== ceiling))
    return ceilingDiffers(others);
  return undefined;
}

/** Comments do not count, nor does the order. */
export const sameKeys = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other));

const plain = (lines: readonly string[]): string[] =>
  [...new Set(lines.map((line) => line.trim().split(/\s+/).slice(0, 2).join(' ')))].sort();

const caDiffers = ({ userCaKeys }: Shared, others: Others): Fault =>
  new Fault(
    'user-ca-differs',
    `This instance signs with another user CA key (${named(userCaKeys)}) than the other instances of the connector ${others.name} (${named(others.userCaKeys)}).`,
    {
      hint: 'Give all instances the same CURFEW_CA_SECRET and start this one again. If the key was changed on purpose, accept it on the page Connectors; if the others are lost, remove them there.',
    },
  );

const ceilingDiffers = ({ name }: Others): Fault =>
  new Fault(
    'ceiling-differs',
    `This instance has another ceiling than one of the connector ${name} that is connected: what one gives, the other would take away.`,
    { hint: 'Give all instances the same ceiling file (CURFEW_CEILING), and start them again, one after the other.' },
  );

const named = (lines: readonly string[]): string => lines.map((line) => fingerprintOf(line) || 'unreadable').join(', ');
