/** What a person can ask for: a resource and the permissions that it offers. */
import type { IntegrationId, ResourceId } from './ids.js';
import type { PeopleOrTeams } from './person.js';
import { rolesOf, sameRoles, type SudoRole } from './sudo-role.js';

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
  /** The sudo roles among them, with what each may run now. */
  readonly sudoRoles: readonly SudoRole[];
  /** Whether a new grant can be put on it now. */
  readonly available: boolean;
  /** A sentence, where it is not available. */
  readonly unavailableReason?: string | undefined;
  /** Whose clock is off, where that is the reason [I20]. */
  readonly clockOff?: ClockOff | undefined;
  /** Who owns it, and its integration. undefined: nobody does. */
  readonly owners?: PeopleOrTeams | undefined;
  readonly integrationOwners?: PeopleOrTeams | undefined;
}

/** What an integration offers to ask for. */
export interface Offer {
  readonly userGroups: readonly string[];
  readonly sudoRoles: readonly SudoRole[];
}

/** The permissions that a server offers: the user groups of its integration (without any, `Default`), then its sudo roles. */
export const permissionsOf = ({ userGroups, sudoRoles }: Offer): string[] => [
  ...new Set([...(userGroups.length === 0 ? [DEFAULT_PERMISSION] : userGroups), ...sudoRoles.map(({ name }) => name)]),
];

/** The permissions that were offered and are not any more, or not as they were: a sudo role whose commands were edited. */
export const withdrawnPermissions = (before: Offer, after: Offer): string[] => {
  const offered = permissionsOf(after);
  return permissionsOf(before).filter(
    (name) =>
      !offered.includes(name) || !sameRoles(rolesOf([name], before.sudoRoles), rolesOf([name], after.sudoRoles)),
  );
};

/** The Linux groups behind permissions; `Default` stands for none, and a sudo role is none. */
export const groupsOf = (permissions: readonly string[], sudoRoles: readonly SudoRole[]): string[] =>
  permissions.filter(
    (permission) => permission !== DEFAULT_PERMISSION && !sudoRoles.some(({ name }) => name === permission),
  );
