import { Fault } from '#access/fault.js';
import type { FaultReport } from '#protocol/from-connector.js';
import type { StoredFault } from './integration.entity.js';

export const foreign = (what: string): Fault =>
  new Fault('not-allowed', 'A connector spoke of something that is not its own.', { detail: what });

/** A fault as a connector reported it, as it is stored. */
export const storedFault = ({ code, message, hint, detail }: FaultReport): StoredFault => ({
  code,
  message,
  ...(hint !== undefined && { hint }),
  ...(detail !== undefined && { detail }),
});
