/** What somebody asks for. */
import type { AccessFlowId, BundleId, PersonId, ResourceId } from '#access/ids.js';
import type { SignedIn } from '../http/authority.js';

export interface AskTerms {
  /** For whom; null: for oneself. */
  receiverId: PersonId | null;
  /** null: as long as the flow gives to who does not say. */
  durationSeconds: number | null;
  reason: string | null;
  fields: Record<string, string>;
  flowId: AccessFlowId | null;
  /** When it is to begin; null: as soon as it may. */
  startAtMs: number | null;
  /** It is an emergency: access at once, reviewed afterwards. */
  breakGlass: boolean;
}

export interface Ask extends AskTerms {
  resourceId: ResourceId;
  permissions: string[];
  /** The end of what runs that the person saw; null: he saw none. */
  seenUntilMs: number | null;
}

/** How many resources are named in one ask. */
export const MOST_RESOURCES = 50;
/** How many a bundle may hold that is asked for whole. Each is decided in a transaction of its own, so the answer may take half a minute. */
export const MOST_OF_BUNDLE = 1000;

/** One resource of several; what it says itself counts instead of the terms. */
export interface AskedItem {
  resourceId: ResourceId;
  permissions: string[];
  fields?: Record<string, string>;
  flowId?: AccessFlowId;
  breakGlass?: boolean;
}

export interface AskBatch {
  terms: AskTerms;
  what: { items: AskedItem[] } | { bundleId: BundleId };
}

export const peopleOf = (
  { personId }: Pick<SignedIn, 'personId'>,
  { receiverId }: Pick<Ask, 'receiverId'>,
): { requesterId: PersonId; receiverId: PersonId } => ({ requesterId: personId, receiverId: receiverId ?? personId });
