import type { ResourceEntity, ServerAddress } from './resource.entity.js';

type Fields = Partial<Omit<ResourceEntity, 'integration'>>;

/** What is known of a server that nobody has looked at. */
export const NOT_LOOKED_AT = {
  state: 'unknown',
  faults: [],
  warnings: [],
  hostKeys: [],
  missingGroups: [],
  wouldWrite: [],
  sshdVersion: null,
  scriptVersion: null,
  sudoMode: null,
  helperReady: false,
  clockSkewSeconds: null,
  lastLookedAt: null,
} satisfies Fields;

/** A server at another address is another server: nothing that was found out or confirmed counts for it. */
export const movedTo = ({ host, port, user }: ServerAddress): Fields => ({
  host,
  port,
  user,
  nextAddress: null,
  confirmedFingerprint: null,
  wanted: 'look',
  ...NOT_LOOKED_AT,
});

export const sameAddress = (one: ServerAddress, other: ServerAddress): boolean =>
  one.host === other.host && one.port === other.port && one.user === other.user;

/**
 * What happens next to a server that holds nothing of a grant (any more) but was to be cleared, moved or forgotten; in this
 * order, one at a time. undefined: nothing, or it waits for the connector to report that it is cleared.
 */
export function settled(server: ResourceEntity): Fields | undefined {
  if (server.clearing) return { clearing: false, wanted: 'removed' };
  if (server.wanted === 'removed' && server.state !== 'removed') return undefined;
  if (server.leaving) return { gone: true };
  if (server.nextAddress) return movedTo(server.nextAddress);
  return undefined;
}
