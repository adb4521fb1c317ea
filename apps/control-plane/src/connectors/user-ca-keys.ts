import { Fault } from '#access/fault.js';
import { parsePublicKey } from '#ssh/public-key.js';
import type { UserCaKeyView } from './connectors.dto.js';

/** `SHA256:…`; empty for a line that cannot be read. */
export function fingerprintOf(line: string): string {
  try {
    return parsePublicKey(line).fingerprint;
  } catch (error) {
    if (error instanceof Fault) return '';
    throw error;
  }
}

/** A line that cannot be read is shown all the same: it is what the connector says it uses. */
export const caKeyViews = (lines: readonly string[]): UserCaKeyView[] =>
  [...new Set(lines)].map((line) => ({ line, fingerprint: fingerprintOf(line) }));
