/** What a person can ask for: a resource and the permissions that it offers. */
import type { IntegrationId, ResourceId } from './ids.js';

/** The account's own default group: what there is to ask for where an integration names no Linux groups. */
export const DEFAULT_PERMISSION = 'Default';

/** Whose clock keeps new grants from a resource. */
export type ClockOff = 'server-clock-off' | 'connector-clock-off';

/** A resource as a decision sees it. */
export interface ResourceFacts {
  readonly resourceId: ResourceId;
  readonly integrationId: IntegrationId;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What may be asked for here, see `permissionsOf`. */
  readonly permissions: readonly string[];
  /** Whether a new grant can be put on it now. */
  readonly available: boolean;
  /** A sentence, where it is not available. */
  readonly unavailableReason?: string | undefined;
  /** Whose clock is off, where that is the reason [I20]. */
  readonly clockOff?: ClockOff | undefined;
}

/** The permissions that a server offers, from the user groups of its integration. */
export const permissionsOf = (userGroups: readonly string[]): string[] =>
  userGroups.length === 0 ? [DEFAULT_PERMISSION] : [...new Set(userGroups)];

/** The Linux groups behind permissions; `Default` stands for none. */
export const groupsOf = (permissions: readonly string[]): string[] =>
  permissions.filter((permission) => permission !== DEFAULT_PERMISSION);
