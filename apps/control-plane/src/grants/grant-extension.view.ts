/** What a person is told of making a grant longer. */
import type { AccessFlowVersion } from '#access/access-flow.js';
import { mayBeExtended } from '#access/extension.js';
import type { AccessRequestId } from '#access/ids.js';
import type { GrantRow } from './grants.store.js';
import type { GrantView } from './grants.view.js';

/** @param isTheirs whether the person has the access, or asked for it */
export const extensionTold = (
  { state, extended }: GrantRow,
  flow: AccessFlowVersion | undefined,
  waiting: AccessRequestId | undefined,
  isTheirs: boolean,
): Pick<GrantView, 'extension' | 'mayExtend'> => {
  const rule = flow?.extensions ?? null;
  if (flow === undefined || rule === null) return { extension: null, mayExtend: false };
  const { most, longestSeconds } = rule;
  const extension = {
    used: extended,
    most,
    longestSeconds,
    approvalAgain: rule.approvalAgain && flow.approval !== null,
    justificationRequired: flow.justificationRequired,
    requestId: waiting ?? null,
  };
  const isOpen = mayBeExtended(flow, { state, extensionsUsed: extended, waiting: waiting !== undefined });
  return { extension, mayExtend: isTheirs && isOpen };
};
