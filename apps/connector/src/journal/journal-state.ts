import type { GrantId, IntegrationId, ReceiptId, ResourceId } from '#access/ids.js';
import type { OrderedGrant, OrderedIntegration, OrderedServer } from '#protocol/order.js';
import type { JournalEntry, OrderEntry, ProvedGrant, ReceiptEntry } from './entries.js';

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
  readonly proved?: ProvedGrant;
}

/** All that the journal holds, as plain maps. Changed by `applyEntry` only. */
export interface JournalState {
  /** null: no order was taken yet. */
  generation: number | null;
  highWaterMs: number;
  readonly integrations: Map<IntegrationId, OrderedIntegration>;
  readonly servers: Map<ResourceId, ServerRecord>;
  readonly grants: Map<GrantId, GrantRecord>;
  /** Which grants a server has; follows from `grants`. */
  readonly grantsByServer: Map<ResourceId, Set<GrantId>>;
  /** Bound public keys, by grant and then by number. */
  readonly keys: Map<GrantId, Map<number, string>>;
  /** Serial to grant. */
  readonly serials: Map<string, GrantId>;
  readonly receipts: Map<ReceiptId, ReceiptEntry>;
}

export const emptyState = (): JournalState => ({
  generation: null,
  highWaterMs: 0,
  integrations: new Map(),
  servers: new Map(),
  grants: new Map(),
  grantsByServer: new Map(),
  keys: new Map(),
  serials: new Map(),
  receipts: new Map(),
});

/** Brings one entry into the state. Applying an entry twice is the same as once. */
export const applyEntry = (state: JournalState, entry: JournalEntry): void => {
  switch (entry.kind) {
    case 'order':
      return applyOrder(state, entry);
    case 'receipt':
      return applyReceipt(state, entry);
    case 'receipts-stored':
      entry.receiptIds.forEach((id) => state.receipts.delete(id));
      return forgetProvedGrants(state);
    case 'key':
      return bindKey(state, entry.grantId, entry.keyNumber, entry.publicKey);
    case 'serial':
      state.serials.set(entry.serial, entry.grantId);
      return;
    case 'touched':
      return changeServer(state, entry.serverId, { touched: true });
    case 'host-key':
      return changeServer(state, entry.serverId, { hostKey: { fingerprint: entry.fingerprint, key: entry.key } });
    case 'server-forgotten':
      return forgetServer(state, entry.serverId);
    case 'clock':
      state.highWaterMs = Math.max(state.highWaterMs, entry.highWaterMs);
  }
};

const changeServer = (state: JournalState, serverId: ResourceId, change: Partial<ServerRecord>): void => {
  const server = state.servers.get(serverId);
  if (server !== undefined) state.servers.set(serverId, { ...server, ...change });
};

const applyOrder = (state: JournalState, order: OrderEntry): void => {
  state.generation = order.generation;
  order.integrations.forEach((integration) => state.integrations.set(integration.integrationId, integration));
  order.servers.forEach((server) => nameServer(state, server));
  order.grants.forEach((grant) => nameGrant(state, grant));
  if (order.since === null) dropUnnamed(state, order);
  forgetProvedGrants(state);
  forgetIdleIntegrations(state);
};

const nameServer = (state: JournalState, ordered: OrderedServer): void => {
  const known = state.servers.get(ordered.serverId);
  if (known === undefined && ordered.gone) return;
  state.servers.set(ordered.serverId, { touched: false, ...known, ordered, dropped: ordered.gone });
};

/** An end never moves later for a grant that is known, and one that is over stays over [I19]. */
const nameGrant = (state: JournalState, grant: OrderedGrant): void => {
  const known = state.grants.get(grant.grantId);
  const isLater = known !== undefined && Date.parse(known.ordered.untilIso) < Date.parse(grant.untilIso);
  const untilIso = isLater ? known.ordered.untilIso : grant.untilIso;
  const over = (known?.over ?? false) || grant.wanted === 'absent';
  if (known !== undefined) unindexGrant(state, known);
  setGrant(state, { proved: known?.proved, ordered: { ...grant, untilIso }, over });
};

/** Puts a grant into the state and the index. */
export const setGrant = (state: JournalState, grant: GrantRecord): void => {
  const { grantId, serverId } = grant.ordered;
  state.grants.set(grantId, grant);
  state.grantsByServer.set(serverId, (state.grantsByServer.get(serverId) ?? new Set()).add(grantId));
};

const unindexGrant = (state: JournalState, { ordered: { grantId, serverId } }: GrantRecord): void => {
  const ids = state.grantsByServer.get(serverId);
  ids?.delete(grantId);
  if (ids?.size === 0) state.grantsByServer.delete(serverId);
};

/** The grants of one server that are not forgotten yet. */
export const grantsOf = (state: Readonly<JournalState>, serverId: ResourceId): GrantRecord[] =>
  [...(state.grantsByServer.get(serverId) ?? [])].flatMap((id) => state.grants.get(id) ?? []);

const dropUnnamed = (state: JournalState, order: OrderEntry): void => {
  const integrations = new Set(order.integrations.map((integration) => integration.integrationId));
  const servers = new Set(order.servers.map((server) => server.serverId));
  const grants = new Set(order.grants.map((grant) => grant.grantId));
  for (const [id, integration] of state.integrations) {
    if (!integrations.has(id)) state.integrations.set(id, { ...integration, gone: true });
  }
  for (const [id, server] of state.servers) {
    if (!servers.has(id)) state.servers.set(id, { ...server, dropped: true });
  }
  for (const [id, grant] of state.grants) {
    if (!grants.has(id)) state.grants.set(id, { ...grant, over: true });
  }
};

const applyReceipt = (state: JournalState, receipt: ReceiptEntry): void => {
  state.receipts.set(receipt.receiptId, receipt);
  for (const proved of receipt.proved) {
    const grant = state.grants.get(proved.grantId);
    if (grant !== undefined) state.grants.set(proved.grantId, { ...grant, proved });
  }
  if (receipt.serverCleared) changeServer(state, receipt.serverId, { touched: false });
};

/** A grant is forgotten once it is over, proved gone, and no receipt about it waits to be stored. */
const forgetProvedGrants = (state: JournalState): void => {
  const waiting = new Set(
    [...state.receipts.values()].flatMap((receipt) => receipt.proved.map((grant) => grant.grantId)),
  );
  for (const [id, grant] of state.grants) {
    if (grant.over && isProvedAbsent(grant) && !waiting.has(id)) forgetGrant(state, id);
  }
};

/** Whether the last read-back showed nothing left of the grant. */
export const isProvedAbsent = (grant: GrantRecord): boolean =>
  grant.proved?.state === 'absent' && grant.proved.remaining.length === 0;

const forgetGrant = (state: JournalState, grantId: GrantId): void => {
  const grant = state.grants.get(grantId);
  if (grant !== undefined) unindexGrant(state, grant);
  state.grants.delete(grantId);
  state.keys.delete(grantId);
  for (const [serial, owner] of state.serials) {
    if (owner === grantId) state.serials.delete(serial);
  }
};

const forgetServer = (state: JournalState, serverId: ResourceId): void => {
  state.servers.delete(serverId);
  for (const grant of grantsOf(state, serverId)) {
    if (grant.over) forgetGrant(state, grant.ordered.grantId);
  }
  forgetIdleIntegrations(state);
};

const forgetIdleIntegrations = (state: JournalState): void => {
  const used = new Set([...state.servers.values()].map((server) => server.ordered.integrationId));
  for (const [id, integration] of state.integrations) {
    if (integration.gone && !used.has(id)) state.integrations.delete(id);
  }
};

const bindKey = (state: JournalState, grantId: GrantId, keyNumber: number, publicKey: string): void => {
  const keys = state.keys.get(grantId) ?? new Map<number, string>();
  if (!keys.has(keyNumber)) state.keys.set(grantId, keys.set(keyNumber, publicKey));
};
