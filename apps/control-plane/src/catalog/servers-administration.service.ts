import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { IntegrationId, ResourceId } from '#access/ids.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { CatalogRecorder } from './catalog-recorder.js';
import { Clearing } from './clearing.js';
import { hostKeyToConfirm } from './host-key.js';
import type { ListedResource } from './resource-rows.js';
import { ServersStore } from './servers.store.js';

export const noSuchServer = (): Fault =>
  new Fault('not-found', 'There is no such server.', { hint: 'Look under Integrations.' });

/** A server, and the fingerprint of its host key as an administrator saw it. */
export interface SeenOnServer {
  id: ResourceId;
  fingerprint: string;
}

/** What administrators do with servers: confirm host keys, let them be written to, take Curfew off them again. */
@Injectable()
export class ServersAdministration {
  constructor(
    private readonly store: ServersStore,
    private readonly clearing: Clearing,
    private readonly connectors: ConnectorsService,
    private readonly transactions: Transactions,
    private readonly record: CatalogRecorder,
  ) {}

  /**
   * Says that a host key is the server's own.
   * @param replaces the fingerprint that counted so far, as the administrator saw it; null: none
   * @throws Fault conflict when another one counts meanwhile, or the server does not show that key
   */
  confirmHostKey(me: SignedIn, id: ResourceId, fingerprint: string, replaces: string | null): Promise<void> {
    return this.transactions.run(async (tx) => {
      const [server] = await this.store.lock(tx, [id]);
      if (!server) throw noSuchServer();
      await this.confirmOne(tx, me, server, fingerprint, replaces);
    });
  }

  /**
   * Says of several servers, whose host keys nobody confirmed so far, that these are theirs. All of them or none; what was
   * confirmed so before stays.
   * @throws Fault conflict when another one counts meanwhile, or a server does not show that key
   */
  confirmFirstHostKeys(me: SignedIn, integrationId: IntegrationId, seen: SeenOnServer[]): Promise<void> {
    return this.eachLocked(integrationId, seen, (tx, server, fingerprint) => {
      const replaces = server.confirmedFingerprint === fingerprint ? fingerprint : null;
      return this.confirmOne(tx, me, server, fingerprint, replaces);
    });
  }

  /** Confirms the host keys and says that these servers may be written to. All of them or none. */
  setUp(me: SignedIn, integrationId: IntegrationId, wanted: SeenOnServer[]): Promise<void> {
    return this.eachLocked(integrationId, wanted, (tx, server, fingerprint) =>
      this.setUpOne(tx, me, server, fingerprint),
    );
  }

  /** Ends the grants on the servers, then takes away all that Curfew wrote there. Those never set up stay as they are. */
  removeFromServers(me: SignedIn, integrationId: IntegrationId, ids: ResourceId[] | undefined): Promise<void> {
    return this.transactions.run(async (tx) => {
      const servers = ids
        ? await this.lockAll(tx, integrationId, ids)
        : await this.store.lock(
            tx,
            (await this.store.lockLiving(tx, integrationId)).map(({ id }) => id),
          );
      await this.clearing.clear(tx, servers, actorOf(me));
    });
  }

  /** @see Clearing.writeOff */
  writeOff(me: SignedIn, id: ResourceId, reason: string): Promise<number> {
    return this.transactions.run(async (tx) => {
      const [server] = await this.store.lock(tx, [id]);
      if (!server) throw noSuchServer();
      return this.clearing.writeOff(tx, server, actorOf(me), reason);
    });
  }

  private eachLocked(
    integrationId: IntegrationId,
    seen: SeenOnServer[],
    act: (tx: Transaction, server: ListedResource, fingerprint: string) => Promise<void>,
  ): Promise<void> {
    return this.transactions.run(async (tx) => {
      const ids = seen.map(({ id }) => id);
      const byId = new Map((await this.lockAll(tx, integrationId, ids)).map((server) => [server.id, server]));
      for (const { id, fingerprint } of seen) {
        const server = byId.get(id);
        if (!server) throw noSuchServer();
        await act(tx, server, fingerprint);
      }
    });
  }

  private async confirmOne(
    tx: Transaction,
    me: SignedIn,
    server: ListedResource,
    fingerprint: string,
    replaces: string | null,
  ): Promise<void> {
    const confirmedFingerprint = hostKeyToConfirm(server, fingerprint, replaces);
    if (confirmedFingerprint === server.confirmedFingerprint) return;
    const generation = await this.connectors.raiseGeneration(tx, server.integration.connectorId);
    await this.store.change(tx, [server.id], { confirmedFingerprint, generation });
    const detail = { fingerprint, replaced: server.confirmedFingerprint };
    await this.record.server(tx, actorOf(me), 'server.host-key-confirmed', server, detail);
  }

  private async setUpOne(tx: Transaction, me: SignedIn, server: ListedResource, fingerprint: string): Promise<void> {
    if (server.leaving || server.clearing || server.nextAddress) {
      throw new Fault('conflict', `The server ${server.name} is just being removed, moved or cleared.`, {
        hint: 'Wait until that is done; its page says what it waits for.',
      });
    }
    const confirmedFingerprint = hostKeyToConfirm(server, fingerprint, server.confirmedFingerprint);
    if (server.wanted === 'set-up' && server.confirmedFingerprint === confirmedFingerprint) return;
    const replaced = server.confirmedFingerprint;
    if (replaced !== null && replaced !== confirmedFingerprint) throw keyReplaced(server.name, replaced, fingerprint);
    const generation = await this.connectors.raiseGeneration(tx, server.integration.connectorId);
    await this.store.change(tx, [server.id], { confirmedFingerprint, wanted: 'set-up', generation });
    await this.record.server(tx, actorOf(me), 'server.set-up-wanted', server, { fingerprint });
  }

  private async lockAll(tx: Transaction, integrationId: IntegrationId, ids: ResourceId[]): Promise<ListedResource[]> {
    const servers = await this.store.lock(tx, ids);
    const ofThis = servers.filter((server) => server.integrationId === integrationId);
    if (ofThis.length < new Set(ids).size) throw noSuchServer();
    return ofThis;
  }
}

const keyReplaced = (name: string, confirmed: string, shown: string): Fault =>
  new Fault('conflict', `The confirmed host key of ${name} is ${confirmed}, not ${shown}.`, {
    hint: 'If the server really has a new host key, confirm it on the page of the server first.',
  });
