import type { ConnectorId, IntegrationId, ResourceId } from '#access/ids.js';
import type { ClockOff } from '#access/resource.js';
import type { PeopleOrTeams } from '#access/person.js';
import type { IntegrationTarget, QueryTarget } from '#access/flow-target.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { IntegrationEntity } from './integration.entity.js';
import type { OfferedHostKey, ServerState } from '#protocol/from-connector.js';

/** One resource that is or was in the catalog, as the other folders see it. */
export interface Resource {
  id: ResourceId;
  kind: 'ssh-server';
  name: string;
  integrationId: IntegrationId;
  integrationName: string;
  /** What its integration says to whoever has access. */
  customAccessDetails: string | null;
  connectorId: ConnectorId;
  /** Linux groups that may be asked for; empty: only the permission `Default`. */
  userGroups: string[];
  /** Sudo roles that may be asked for. */
  sudoRoles: SudoRole[];
  host: string;
  port: number;
  tags: Record<string, string>;
  /** Whom the server was given to, and whom its tags name now. */
  owners: PeopleOrTeams;
  integrationOwners: PeopleOrTeams;
  state: ServerState;
  /** New grants are possible now. */
  available: boolean;
  /** A sentence for the person; there when `available` is false. */
  unavailableReason?: string;
  /** Whose clock is off, where that is the reason. */
  clockOff?: ClockOff;
  /** Of the host key that an administrator confirmed. */
  confirmedFingerprint: string | null;
  /** The host keys that the server last showed. */
  hostKeys: OfferedHostKey[];
  /** Groups of the integration that this server lacks. */
  missingGroups: string[];
  /** It has left the list for good. */
  gone: boolean;
}

/** What decides whether a flow reaches a resource; and, where that was asked for, who owns it. */
export type ResourceOutline = Pick<Resource, 'id' | 'integrationId' | 'name' | 'tags' | 'userGroups' | 'sudoRoles'> &
  Partial<Pick<Resource, 'owners' | 'integrationOwners'>>;

/** What says who owns a resource. */
export interface OwnedRow {
  /** Those who were named on it. */
  owners: PeopleOrTeams;
  tags: Record<string, string>;
  integration: Pick<IntegrationEntity, 'ownerTags'>;
}

/** Names resources as the target of an access flow does. */
export type ResourceSelector = Omit<IntegrationTarget, 'permissions'> | Omit<QueryTarget, 'permissions'>;

export interface ResourceSearch {
  /** Part of the name or of the integration's name, in any case. */
  search?: string;
  /** `key` or `key=value`. */
  tag?: string;
  integrationId?: IntegrationId;
  /** Only these. */
  among?: readonly ResourceId[];
  limit: number;
  offset: number;
}

export interface ResourcePage {
  items: Resource[];
  total: number;
  /** Every `key=value` (or bare `key`) among all living resources that the selectors name, sorted; at most 500. */
  tags: string[];
}
