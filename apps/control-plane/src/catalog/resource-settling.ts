import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ConnectorId, ResourceId } from '#access/ids.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { Holdings } from './holdings.js';
import { IntegrationsStore } from './integrations.store.js';
import type { ListedResource } from './resource-rows.js';
import { settled } from './server-fields.js';
import { ServersStore } from './servers.store.js';

/** Clears, moves and forgets servers as soon as nothing of a grant is left on them. */
@Injectable()
export class ResourceSettling {
  constructor(
    private readonly servers: ServersStore,
    private readonly integrations: IntegrationsStore,
    private readonly holdings: Holdings,
    private readonly connectors: ConnectorsService,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Does what waited, for those of the servers that hold nothing. A wrong or early call changes nothing. */
  async settle(tx: Transaction, ids: ResourceId[]): Promise<void> {
    if (ids.length === 0) return;
    const waiting = await this.servers.lockWaiting(tx, ids);
    if (waiting.length === 0) return;
    const free = new Set(
      await this.holdings.free(
        tx,
        waiting.map(({ id }) => id),
      ),
    );
    const due = waiting.filter((server) => free.has(server.id) && settled(server) !== undefined);
    for (const [connectorId, servers] of byConnector(due)) await this.proceed(tx, connectorId, servers);
    if (due.length > 0) this.wakeUps.send(tx, 'servers', 'integrations', 'connectors');
  }

  private async proceed(tx: Transaction, connectorId: ConnectorId, servers: ListedResource[]): Promise<void> {
    const generation = await this.connectors.raiseGeneration(tx, connectorId);
    for (const alike of grouped(servers, (server) => JSON.stringify(settled(server))).values()) {
      await this.servers.change(
        tx,
        alike.map(({ id }) => id),
        { ...settled(alike[0]), generation },
      );
    }
    const integrationIds = new Set(servers.map(({ integrationId }) => integrationId));
    await this.integrations.forgetEmptied(tx, [...integrationIds], generation);
  }
}

/** In the order of the connectors' ids, so that two who settle at once lock them in the same order. */
function byConnector(servers: ListedResource[]): [ConnectorId, ListedResource[]][] {
  const groups = [...grouped(servers, ({ integration }) => integration.connectorId)];
  return groups.sort(([one], [other]) => one.localeCompare(other));
}

function grouped<K, T>(things: readonly T[], keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}

const POLL_MS = 10_000;
const MOST_AT_ONCE = 500;

/** Looks by itself from time to time, so that a lost call delays and loses nothing [I22]. */
@Injectable()
export class ResourceSettlingPoll implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(ResourceSettlingPoll.name);
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly settling: ResourceSettling,
    private readonly servers: ServersStore,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.look(), POLL_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    try {
      const ids = await this.servers.waiting(this.transactions.reader, MOST_AT_ONCE);
      if (ids.length > 0) await this.transactions.run((tx) => this.settling.settle(tx, ids));
    } catch (error) {
      this.log.warn(`settling servers failed, trying again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
