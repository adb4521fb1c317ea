/**
 * Grants as the link to the connectors sees them: what is ordered, and what connectors tell of it. How grants start and end
 * stands in grant-starts, grant-ends, grant-deadlines, grant-departures and grant-withdrawals; what proves it in receipts.
 */
import { Injectable } from '@nestjs/common';
import { type GrantState, isWanted } from '#access/grant.js';
import type { AccessRequestId, ConnectorId, GrantId } from '#access/ids.js';
import type { GrantFault, Receipt } from '#protocol/from-connector.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { OrderedGrant } from '#protocol/order.js';
import type { OrderedSudoRole } from '#protocol/sudo-role.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { GrantFaults } from './grant-faults.service.js';
import { type GrantExtensionRow, type GrantRow, GrantsStore } from './grants.store.js';
import { Receipts } from './receipts.service.js';

export type { GrantExtensionRow, GrantRow };

@Injectable()
export class GrantsService {
  constructor(
    private readonly store: GrantsStore,
    private readonly receipts: Receipts,
    private readonly faults: GrantFaults,
    private readonly transactions: Transactions,
  ) {}

  /** What the connector is ordered of grants: what changed above `since`, or with null all that may be on its servers. */
  async orderedSince(
    connectorId: ConnectorId,
    since: number | null,
    tx: Transaction = this.transactions.reader,
  ): Promise<OrderedGrant[]> {
    return (await this.store.orderedSince(tx, connectorId, since)).map(orderedGrant);
  }

  /** Checks, stores and draws on a receipt; doing it twice does nothing twice. @throws Fault input-invalid: refuse it */
  takeReceipt(tx: Transaction, connectorId: ConnectorId, receipt: Receipt): Promise<void> {
    return this.receipts.take(tx, connectorId, receipt);
  }

  /** Notes why a grant could not be added or removed; one that is final for a grant not yet in force makes it `failed`. */
  takeFault(tx: Transaction, connectorId: ConnectorId, fault: GrantFault): Promise<void> {
    return this.faults.take(tx, connectorId, fault);
  }

  async find(ids: readonly GrantId[]): Promise<Map<GrantId, GrantRow>> {
    const rows = await this.store.find(this.transactions.reader, ids);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What came of these requests to make a grant longer. */
  async extensionsOf(requestIds: readonly AccessRequestId[]): Promise<Map<AccessRequestId, GrantExtensionRow>> {
    const rows = await this.store.extensionsOf(this.transactions.reader, requestIds);
    return new Map(rows.map((row) => [row.requestId, row]));
  }

  /** The grants of these requests, for showing. */
  async ofRequests(
    requestIds: readonly AccessRequestId[],
  ): Promise<Map<AccessRequestId, { id: GrantId; state: GrantState; untilAt: Date }>> {
    const rows = await this.store.ofRequests(this.transactions.reader, requestIds);
    return new Map(rows.map(({ requestId, id, state, untilAt }) => [requestId, { id, state, untilAt }]));
  }
}

const orderedRole = ({ name, commands }: SudoRole): OrderedSudoRole => ({ name, commands: [...commands] });

/** Before its end, and after an end by its time: see grant-ends. */
const mayFinish = ({ state, finishUntil }: GrantRow): boolean =>
  finishUntil !== null && (isWanted(state) || state === 'ending');

const orderedGrant = (grant: GrantRow): OrderedGrant => ({
  grantId: grant.id,
  serverId: grant.resourceId,
  wanted: isWanted(grant.state) ? 'present' : 'absent',
  account: grant.account,
  accountKind: 'person',
  adopt: grant.adopt,
  groups: grant.groups,
  ...(grant.sudoRoles.length > 0 && { sudoRoles: grant.sudoRoles.map(orderedRole) }),
  fromIso: grant.fromAt.toISOString(),
  untilIso: grant.untilAt.toISOString(),
  ...(mayFinish(grant) && { finishUntilIso: grant.finishUntil?.toISOString() }),
  ...(grant.extended > 0 && isWanted(grant.state) && { extended: grant.extended }),
  tellEnd: true,
  keyNumber: grant.keyNumber,
  extensions: grant.extensions,
});
