/** What a person is told of making a grant longer. */
import type { AccessFlowVersion } from '#access/access-flow.js';
import { isApprovedAgain, whyNotExtended } from '#access/extension.js';
import type { AccessRequestId } from '#access/ids.js';
import type { GrantRow } from './grants.store.js';
import type { GrantView } from './grants.view.js';

/**
 * @param isTheirs whether the person has the access, or asked for it
 * @param emergency whether it was taken in one
 */
export const extensionTold = (
  { state, extended, permissions }: GrantRow,
  flow: AccessFlowVersion | undefined,
  waiting: AccessRequestId | undefined,
  isTheirs: boolean,
  emergency: boolean,
): Pick<GrantView, 'extension' | 'mayExtend'> => {
  const rule = flow?.extensions ?? null;
  if (flow === undefined || rule === null) return { extension: null, mayExtend: false };
  const { most, longestSeconds } = rule;
  const extension = {
    used: extended,
    most,
    longestSeconds,
    approvalAgain: isApprovedAgain(flow, emergency),
    justificationRequired: flow.justificationRequired,
    requestId: waiting ?? null,
  };
  const isOpen = whyNotExtended(flow, { state, permissions, extensionsUsed: extended, waiting: waiting !== undefined });
  return { extension, mayExtend: isTheirs && isOpen === null };
};
