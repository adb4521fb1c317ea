import type { GrantId, IntegrationId, ReceiptId, ResourceId } from '#access/ids.js';
import type { OrderedGrant, OrderedIntegration, OrderedServer } from '#protocol/order.js';
import { IndexMap } from './index-map.js';
import type { ProvedGrant, ReceiptEntry } from './entries.js';

/** A server that an order named once and that is not cleared up yet. */
export interface ServerRecord {
  readonly ordered: OrderedServer;
  /** No longer in the orders: its grants are ended, then it is forgotten. */
  readonly dropped: boolean;
  /** Something of ours may be on it. */
  readonly touched: boolean;
  /** The host key that a login was made to. */
  readonly hostKey?: { readonly fingerprint: string; readonly key: string };
}

/** A grant that an order named once and whose absence is not both proved and told yet. */
export interface GrantRecord {
  readonly ordered: OrderedGrant;
  /** Ended for good, by order or because a complete order left it out. Never goes back. */
  readonly over: boolean;
  readonly proved?: ProvedGrant | undefined;
  /** The order by which it first was to be absent. null, or absent in the journal of an older connector: none. */
  readonly endGeneration?: number | null;
}

/** All that the journal holds, as plain maps. Changed by `applyEntry` only. */
export interface JournalState {
  /** null: no order was taken yet. */
  generation: number | null;
  highWaterMs: number;
  /** With which this instance was let in last; null: it never was, or that was before this was kept. */
  userCaKeys: readonly string[] | null;
  readonly integrations: Map<IntegrationId, OrderedIntegration>;
  readonly servers: Map<ResourceId, ServerRecord>;
  readonly grants: Map<GrantId, GrantRecord>;
  /** Bound public keys, by grant and then by number. */
  readonly keys: Map<GrantId, Map<number, string>>;
  /** Serial to grant. */
  readonly serials: Map<string, GrantId>;
  readonly receipts: Map<ReceiptId, ReceiptEntry>;
  readonly indexes: Indexes;
  /** Servers for which something else may be wanted than before, since `Journal.takeChanged`. */
  readonly changed: Set<ResourceId>;
}

/** What follows from the maps. */
interface Indexes {
  grantsOfServer: IndexMap<ResourceId, GrantId>;
  receiptsOfGrant: IndexMap<GrantId, ReceiptId>;
  serialsOfGrant: IndexMap<GrantId, string>;
  /** Servers of the orders at the same address are the same machine. */
  serversAtAddress: IndexMap<string, ResourceId>;
}

export const emptyState = (): JournalState => ({
  generation: null,
  highWaterMs: 0,
  userCaKeys: null,
  integrations: new Map(),
  servers: new Map(),
  grants: new Map(),
  keys: new Map(),
  serials: new Map(),
  receipts: new Map(),
  indexes: {
    grantsOfServer: new IndexMap(),
    receiptsOfGrant: new IndexMap(),
    serialsOfGrant: new IndexMap(),
    serversAtAddress: new IndexMap(),
  },
  changed: new Set(),
});

/** Puts a server into the state and the indexes. */
export const setServer = (state: JournalState, server: ServerRecord): void => {
  const { serverId } = server.ordered;
  unindexServer(state, serverId);
  state.servers.set(serverId, server);
  state.indexes.serversAtAddress.add(addressOf(server), serverId);
  state.changed.add(serverId);
};

const unindexServer = (state: JournalState, serverId: ResourceId): void => {
  const known = state.servers.get(serverId);
  if (known !== undefined) state.indexes.serversAtAddress.remove(addressOf(known), serverId);
};

const addressOf = ({ ordered: { host, port } }: ServerRecord): string =>
  `${host.toLowerCase().replace(/\.$/, '')}:${port}`;

/** The other servers of the orders at the same address: the same machine, whose ledger does not tell them apart. */
export const siblingsOf = (state: Readonly<JournalState>, serverId: ResourceId): ServerRecord[] => {
  const server = state.servers.get(serverId);
  if (server === undefined) return [];
  return [...state.indexes.serversAtAddress.of(addressOf(server))]
    .filter((id) => id !== serverId)
    .flatMap((id) => state.servers.get(id) ?? [])
    .filter(({ dropped }) => !dropped);
};

/** Puts a grant into the state and the indexes. */
export const setGrant = (state: JournalState, grant: GrantRecord): void => {
  const { grantId, serverId } = grant.ordered;
  unindexGrant(state, grantId);
  state.grants.set(grantId, grant);
  state.indexes.grantsOfServer.add(serverId, grantId);
  state.changed.add(serverId);
};

const unindexGrant = (state: JournalState, grantId: GrantId): void => {
  const known = state.grants.get(grantId);
  if (known === undefined) return;
  state.indexes.grantsOfServer.remove(known.ordered.serverId, grantId);
  state.changed.add(known.ordered.serverId);
};

/** The grants of one server that are not forgotten yet. */
export const grantsOf = (state: Readonly<JournalState>, serverId: ResourceId): GrantRecord[] =>
  [...state.indexes.grantsOfServer.of(serverId)].flatMap((id) => state.grants.get(id) ?? []);

/** Puts a receipt that waits to be stored into the state and the indexes. */
export const setReceipt = (state: JournalState, receipt: ReceiptEntry): void => {
  state.receipts.set(receipt.receiptId, receipt);
  for (const { grantId } of receipt.proved) state.indexes.receiptsOfGrant.add(grantId, receipt.receiptId);
};

/** Takes a receipt out that was stored; a grant that only waited for it is forgotten. */
export const dropReceipt = (state: JournalState, receiptId: ReceiptId): void => {
  const receipt = state.receipts.get(receiptId);
  state.receipts.delete(receiptId);
  for (const { grantId } of receipt?.proved ?? []) {
    state.indexes.receiptsOfGrant.remove(grantId, receiptId);
    forgetIfProved(state, grantId);
  }
};

/** Puts a used serial into the state and the indexes. */
export const setSerial = (state: JournalState, serial: string, grantId: GrantId): void => {
  state.serials.set(serial, grantId);
  state.indexes.serialsOfGrant.add(grantId, serial);
};

/** A grant is forgotten once it is over, proved gone, and no receipt about it waits to be stored. */
export const forgetIfProved = (state: JournalState, grantId: GrantId): void => {
  const grant = state.grants.get(grantId);
  if (grant === undefined || !grant.over || !isProvedAbsent(grant)) return;
  if (!state.indexes.receiptsOfGrant.has(grantId)) forgetGrant(state, grantId);
};

/** Whether the last read-back showed nothing left of the grant. */
export const isProvedAbsent = (grant: GrantRecord): boolean =>
  grant.proved?.state === 'absent' && grant.proved.remaining.length === 0;

const forgetGrant = (state: JournalState, grantId: GrantId): void => {
  unindexGrant(state, grantId);
  state.grants.delete(grantId);
  state.keys.delete(grantId);
  for (const serial of [...state.indexes.serialsOfGrant.of(grantId)]) {
    state.serials.delete(serial);
    state.indexes.serialsOfGrant.remove(grantId, serial);
  }
};

/** Takes a server out, with its grants that are over. */
export const forgetServer = (state: JournalState, serverId: ResourceId): void => {
  unindexServer(state, serverId);
  state.servers.delete(serverId);
  state.changed.add(serverId);
  for (const grant of grantsOf(state, serverId)) {
    if (grant.over) forgetGrant(state, grant.ordered.grantId);
  }
  forgetIdleIntegrations(state);
};

/** Takes integrations out that are no longer in the orders and have no server left. */
export const forgetIdleIntegrations = (state: JournalState): void => {
  if (![...state.integrations.values()].some(({ gone }) => gone)) return;
  const used = new Set([...state.servers.values()].map((server) => server.ordered.integrationId));
  for (const [id, integration] of state.integrations) {
    if (integration.gone && !used.has(id)) state.integrations.delete(id);
  }
};
