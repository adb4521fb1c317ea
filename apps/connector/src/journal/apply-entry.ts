import type { GrantId, ResourceId } from '#access/ids.js';
import type { OrderedGrant, OrderedServer } from '#protocol/order.js';
import type { JournalEntry, OrderEntry, ReceiptEntry } from './entries.js';
import {
  dropReceipt,
  forgetIdleIntegrations,
  forgetIfProved,
  forgetServer,
  isProvedAbsent,
  type GrantRecord,
  type JournalState,
  type ServerRecord,
  setGrant,
  setReceipt,
  setSerial,
  setServer,
} from './journal-state.js';

/** Brings one entry into the state. Applying an entry twice is the same as once. */
export const applyEntry = (state: JournalState, entry: JournalEntry): void => {
  switch (entry.kind) {
    case 'order':
      return applyOrder(state, entry);
    case 'receipt':
      return applyReceipt(state, entry);
    case 'receipts-stored':
      return entry.receiptIds.forEach((id) => dropReceipt(state, id));
    case 'key':
      return bindKey(state, entry.grantId, entry.keyNumber, entry.publicKey);
    case 'serial':
      return setSerial(state, entry.serial, entry.grantId);
    case 'touched':
      return changeServer(state, entry.serverId, { touched: true });
    case 'host-key':
      return changeServer(state, entry.serverId, { hostKey: { fingerprint: entry.fingerprint, key: entry.key } });
    case 'server-forgotten':
      return forgetServer(state, entry.serverId);
    case 'user-ca':
      state.userCaKeys = entry.keys;
      return state.servers.forEach((_, serverId) => state.changed.add(serverId));
    case 'clock':
      state.highWaterMs = Math.max(state.highWaterMs, entry.highWaterMs);
  }
};

const changeServer = (state: JournalState, serverId: ResourceId, change: Partial<ServerRecord>): void => {
  const server = state.servers.get(serverId);
  if (server !== undefined) setServer(state, { ...server, ...change });
};

const applyOrder = (state: JournalState, order: OrderEntry): void => {
  state.generation = order.generation;
  order.integrations.forEach((integration) => state.integrations.set(integration.integrationId, integration));
  order.servers.forEach((server) => nameServer(state, server));
  order.grants.forEach((grant) => nameGrant(state, grant));
  if (order.since === null) dropUnnamed(state, order);
  const ended = order.since === null ? [...state.grants.keys()] : order.grants.map((grant) => grant.grantId);
  ended.forEach((id) => forgetIfProved(state, id));
  forgetIdleIntegrations(state);
};

const nameServer = (state: JournalState, ordered: OrderedServer): void => {
  const known = state.servers.get(ordered.serverId);
  if (known === undefined && ordered.gone) return;
  setServer(state, { touched: false, ...known, ordered, dropped: ordered.gone });
};

/**
 * For a grant that is known only one more extension moves the end later, and one that is over stays over [I19]; nor may its
 * sessions finish later.
 */
const nameGrant = (state: JournalState, { finishUntilIso, ...grant }: OrderedGrant): void => {
  const known = state.grants.get(grant.grantId);
  const isExtended = (grant.extended ?? 0) > (known?.ordered.extended ?? 0);
  const untilIso = isExtended ? grant.untilIso : earlier(known?.ordered.untilIso ?? grant.untilIso, grant.untilIso);
  const over = (known?.over ?? false) || grant.wanted === 'absent';
  const mayHaveFinished = known === undefined ? finishUntilIso : known.ordered.finishUntilIso;
  const finish = finishUntilIso && mayHaveFinished && { finishUntilIso: earlier(mayHaveFinished, finishUntilIso) };
  const proved = isExtended && known !== undefined && isProvedAbsent(known) ? undefined : known?.proved;
  const endGeneration = known?.endGeneration ?? (grant.wanted === 'absent' ? state.generation : null);
  setGrant(state, withoutSpentProof({ proved, ordered: { ...grant, untilIso, ...finish }, over, endGeneration }));
};

/**
 * Absence that was read back before its end was ordered proves that end to the control plane only at or after the deadline. Of a
 * grant above the ceiling before it, or of one that was extended meanwhile, it proves nothing there and is read back anew.
 */
const withoutSpentProof = (grant: GrantRecord): GrantRecord => {
  const { proved, endGeneration, ordered } = grant;
  if (proved?.read === undefined || endGeneration == null || !isProvedAbsent(grant)) return grant;
  const isByTime = (ordered.extended ?? 0) === 0 && proved.read.atMs >= Date.parse(ordered.untilIso);
  return isByTime || proved.read.generation >= endGeneration ? grant : { ...grant, proved: undefined };
};

const earlier = (known: string, told: string): string => (Date.parse(known) < Date.parse(told) ? known : told);

/** Left out of a complete order: it is over, and its sessions with it. */
const endUnnamed = ({ ordered: { finishUntilIso: _, ...ordered }, ...grant }: GrantRecord): GrantRecord => ({
  ...grant,
  ordered,
  over: true,
});

const dropUnnamed = (state: JournalState, order: OrderEntry): void => {
  const integrations = new Set(order.integrations.map((integration) => integration.integrationId));
  const servers = new Set(order.servers.map((server) => server.serverId));
  const grants = new Set(order.grants.map((grant) => grant.grantId));
  for (const [id, integration] of state.integrations) {
    if (!integrations.has(id)) state.integrations.set(id, { ...integration, gone: true });
  }
  for (const [id, server] of state.servers) {
    if (!servers.has(id)) setServer(state, { ...server, dropped: true });
  }
  for (const [id, grant] of state.grants) {
    if (!grants.has(id)) setGrant(state, endUnnamed(grant));
  }
};

const applyReceipt = (state: JournalState, receipt: ReceiptEntry): void => {
  setReceipt(state, receipt);
  for (const proved of receipt.proved) {
    const grant = state.grants.get(proved.grantId);
    if (grant !== undefined) setGrant(state, withoutSpentProof({ ...grant, proved }));
  }
  if (receipt.serverCleared) changeServer(state, receipt.serverId, { touched: false });
};

const bindKey = (state: JournalState, grantId: GrantId, keyNumber: number, publicKey: string): void => {
  const keys = state.keys.get(grantId) ?? new Map<number, string>();
  if (!keys.has(keyNumber)) state.keys.set(grantId, keys.set(keyNumber, publicKey));
};
