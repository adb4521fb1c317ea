import type { Fault } from '#access/fault.js';
import type { ResourceId } from '#access/ids.js';
import type { EndedGrant, TrustOption, WantedGrant, WantedServer } from '#host/wanted.js';
import { isLinuxName, RESERVED_NAMES } from '#access/linux-names.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { CertificateExtension, OrderedGrant } from '#protocol/order.js';
import { type Ceiling, cutToCeiling, finishUntilMs, grantRefusal, serverRefusal } from '../../ceiling/ceiling.js';
import type { ConnectorIdentity } from '../../enrol/enrol.js';
import {
  grantsOf,
  isProvedAbsent,
  siblingsOf,
  type GrantRecord,
  type JournalState,
  type ServerRecord,
} from '../../journal/journal-state.js';

/**
 * The list: what should be true on each server now, computed from journal, ceiling and clock alone. Nothing here is
 * remembered, so losing or doubling a message, or a restart, gives the same answer.
 */

export interface WantedSources {
  state: Readonly<JournalState>;
  identity: ConnectorIdentity;
  ceiling: Ceiling;
  userCaKeys: readonly string[];
}

export type GrantStanding =
  /** With a fault: it was extended beyond the ceiling, and goes on until there. */
  | { kind: 'wanted'; fault?: Fault | undefined }
  /** It begins later. */
  | { kind: 'early' }
  /** Ended, by order or by its deadline. */
  | { kind: 'ended' }
  /** Ended by its time, and its sessions may run on until then: only they. */
  | { kind: 'finishing'; untilMs: number }
  /** Above the ceiling: never added here. */
  | { kind: 'refused'; fault: Fault };

/** Where a grant stands at a time. `nowMs` is high-water time. */
export const standingOf = (
  grant: GrantRecord,
  server: ServerRecord | undefined,
  ceiling: Ceiling,
  nowMs: number,
): GrantStanding => {
  if (server === undefined || server.dropped || server.ordered.wanted === 'removed') return { kind: 'ended' };
  const cut = cutToCeiling(ceiling, grant.ordered);
  const fault = serverRefusal(ceiling, server.ordered) ?? grantRefusal(ceiling, cut);
  // Written so that a time that cannot be read (NaN) ends the grant.
  if (grant.over || !(nowMs < Date.parse(cut.untilIso))) {
    const untilMs = finishUntilMs(ceiling, grant.ordered);
    return fault === undefined && untilMs !== undefined && nowMs < untilMs
      ? { kind: 'finishing', untilMs }
      : { kind: 'ended' };
  }
  if (fault !== undefined) return { kind: 'refused', fault };
  if (nowMs < Date.parse(grant.ordered.fromIso)) return { kind: 'early' };
  return { kind: 'wanted', fault: cut === grant.ordered ? undefined : grantRefusal(ceiling, grant.ordered) };
};

/** What one server's grants come to at a time. */
export interface ServerGrants {
  wanted: GrantRecord[];
  /** Ended or refused, and not proved gone yet. */
  unproved: GrantRecord[];
  /** Of those that may finish: whose sessions were all that was left when the server was read last. Nothing waits to be done for them. */
  finishing: GrantRecord[];
  /** Not added, or not as long as it was ordered. */
  refused: { grant: GrantRecord; fault: Fault }[];
}

export const serverGrants = (sources: WantedSources, serverId: ResourceId, nowMs: number): ServerGrants => {
  const server = sources.state.servers.get(serverId);
  const found: ServerGrants = { wanted: [], unproved: [], finishing: [], refused: [] };
  for (const grant of grantsOf(sources.state, serverId)) {
    const standing = standingOf(grant, server, sources.ceiling, nowMs);
    if (standing.kind === 'wanted') found.wanted.push(grant);
    if ('fault' in standing && standing.fault) found.refused.push({ grant, fault: standing.fault });
    const isEnd = standing.kind !== 'wanted' && standing.kind !== 'early';
    if (!isEnd || isProvedAbsent(grant)) continue;
    const isAllowed = standing.kind === 'finishing' && grant.proved?.finishing === true;
    (isAllowed ? found.finishing : found.unproved).push(grant);
  }
  return found;
};

export interface WantedOptions {
  nowMs: number;
  /**
   * Nothing is added: the site's own rules stand in the way, or nobody has looked yet. What stands there goes on, whoever gave it:
   * another instance of this connector may have, or this one before it lost its state.
   */
  withholdNew: boolean;
}

/**
 * The request for one machine: what is wanted of this server, and unchanged what is wanted of its siblings, because what a
 * request does not name is ended.
 */
export const withSiblings = (
  sources: WantedSources,
  serverId: ResourceId,
  wanted: WantedServer,
  options: WantedOptions,
): WantedServer => {
  const siblings = siblingsOf(sources.state, serverId).map(({ ordered }) =>
    wantedFor(sources, ordered.serverId, options),
  );
  const grants = [...wanted.grants, ...siblings.flatMap((sibling) => sibling.grants)].sort(byGrantId);
  const finishing = siblings.flatMap(({ ended = [] }) => ended.filter(mayFinish));
  const ended = [...(wanted.ended ?? []), ...finishing];
  return { ...wanted, grants, ended, ...(siblings.some(({ hold }) => hold) && { hold: true }) };
};

const mayFinish = ({ finishUntilSeconds }: EndedGrant): boolean => finishUntilSeconds !== undefined;

/** The full state that one server should have now. */
export const wantedFor = (
  sources: WantedSources,
  serverId: ResourceId,
  { nowMs, withholdNew }: WantedOptions,
): WantedServer => {
  const { wanted, unproved, finishing } = serverGrants(sources, serverId, nowMs);
  const server = sources.state.servers.get(serverId);
  const ended = (grant: GrantRecord): EndedGrant => {
    const standing = standingOf(grant, server, sources.ceiling, nowMs);
    return endedGrant(grant.ordered, standing.kind === 'finishing' ? standing.untilMs : undefined);
  };
  return {
    installationId: sources.identity.installationId,
    connectorId: sources.identity.connectorId,
    generation: sources.state.generation ?? 0,
    nowSeconds: Math.floor(nowMs / 1000),
    userCaKeys: [...sources.userCaKeys],
    grants: wanted
      .map(({ ordered }) => wantedGrant(cutToCeiling(sources.ceiling, ordered), sources.ceiling))
      .sort(byGrantId),
    ...(withholdNew && wanted.some(isNew) && { hold: true }),
    ...(wanted.some(({ ordered }) => ordered.tellEnd) && { ends: true }),
    // First those that may finish: whoever is not named does not.
    ended: [...finishing, ...unproved]
      .filter((grant) => canBeNamed(grant.ordered))
      .map(ended)
      .sort((one, other) => Number(mayFinish(other)) - Number(mayFinish(one)) || byGrantId(one, other)),
  };
};

/**
 * Whether the server was read back to have the grant until the end that it is to have; what nobody told of its end counts as that.
 * A request names whole seconds.
 */
export const isProvedAsWanted = ({ proved, ordered }: GrantRecord, ceiling: Ceiling): boolean =>
  proved?.state === 'present' &&
  (proved.untilIso === undefined ||
    Date.parse(proved.untilIso) === untilSeconds(cutToCeiling(ceiling, ordered)) * 1000);

const untilSeconds = ({ untilIso }: OrderedGrant): number => Math.floor(Date.parse(untilIso) / 1000);

const isNew = ({ proved }: GrantRecord): boolean => proved?.state !== 'present';

/** A reserved name never went to a server, so there is nothing to ask about. */
export const canBeNamed = (grant: OrderedGrant): boolean =>
  isLinuxName(grant.account) && !RESERVED_NAMES.has(grant.account);

const byGrantId = (one: { grantId: string }, other: { grantId: string }): number =>
  one.grantId < other.grantId ? -1 : Number(one.grantId > other.grantId);

const endedGrant = ({ grantId, account }: OrderedGrant, finishMs: number | undefined): EndedGrant => ({
  grantId,
  account,
  ...finishUntil(finishMs),
});

const finishUntil = (finishMs: number | undefined): { finishUntilSeconds?: number } =>
  finishMs === undefined ? {} : { finishUntilSeconds: Math.floor(finishMs / 1000) };

const wantedGrant = (grant: OrderedGrant, ceiling: Ceiling): WantedGrant => ({
  grantId: grant.grantId,
  keyNumber: grant.keyNumber,
  account: grant.account,
  accountKind: grant.accountKind,
  adopt: grant.adopt,
  groups: [...grant.groups].sort(),
  ...(grant.sudoRoles?.length ? { sudoRoles: rolesOf(grant.sudoRoles) } : {}),
  untilSeconds: untilSeconds(grant),
  ...finishUntil(finishUntilMs(ceiling, grant)),
  allows: grant.extensions.map(trustOption).sort(),
});

const rolesOf = (roles: readonly SudoRole[]): SudoRole[] =>
  roles.map(({ name, commands }) => ({ name, commands: [...commands].sort() })).sort(byName);

const byName = (one: SudoRole, other: SudoRole): number => (one.name < other.name ? -1 : 1);

const TRUST_OPTION_OF: Record<CertificateExtension, TrustOption> = {
  'permit-pty': 'pty',
  'permit-port-forwarding': 'port-forwarding',
  'permit-agent-forwarding': 'agent-forwarding',
  'permit-X11-forwarding': 'X11-forwarding',
  'permit-user-rc': 'user-rc',
};

const trustOption = (extension: CertificateExtension): TrustOption => TRUST_OPTION_OF[extension];

/** When the state of the server changes next by the clock alone; undefined: never. Unix milliseconds. */
export const nextDeadlineMs = (sources: WantedSources, serverId: ResourceId, nowMs: number): number | undefined => {
  const times = grantsOf(sources.state, serverId)
    .map(({ over, ordered }) => ({ over, ordered: cutToCeiling(sources.ceiling, ordered) }))
    .flatMap(({ over, ordered }) => [
      ...(over ? [] : [Date.parse(ordered.fromIso), Date.parse(ordered.untilIso)]),
      finishUntilMs(sources.ceiling, ordered) ?? 0,
    ])
    .filter((timeMs) => timeMs > nowMs);
  return times.length === 0 ? undefined : Math.min(...times);
};

/** What is to be present, as text: two states with the same text need only one run. */
export const presentDigest = ({ userCaKeys, grants, hold = false }: WantedServer): string =>
  JSON.stringify([userCaKeys, grants, hold]);
