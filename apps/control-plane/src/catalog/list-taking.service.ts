import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ResourceId } from '#access/ids.js';
import { type Offer, withdrawnPermissions } from '#access/resource.js';
import { hostKeysOf, type KnownHosts } from '#ssh/known-hosts.js';
import type { Actor } from '../audit/audit.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import type { IntegrationEntity } from './integration.entity.js';
import { addressKey, listChanges, type ListChanges } from './list-changes.js';
import { ResourceSettling } from './resource-settling.js';
import type { ServerEntry } from './servers-list.js';
import { ServersStore } from './servers.store.js';
import { Withdrawals } from './withdrawals.js';

/** What taking a list changed, for the audit row. */
export interface ListTaken {
  added: number;
  moved: number;
  left: number;
}

export interface NewList {
  entries: ServerEntry[];
  /** Host keys in it count as confirmed. */
  knownHosts: KnownHosts | null;
  actor: Actor;
}

/** Brings an integration's servers to a new list: grants of what moves or leaves end first, everything else runs on. */
@Injectable()
export class ListTaking {
  constructor(
    private readonly servers: ServersStore,
    private readonly settling: ResourceSettling,
    private readonly withdrawals: Withdrawals,
    private readonly connectors: ConnectorsService,
  ) {}

  /** @throws Fault servers-list-invalid when another integration of the connector has one of the servers */
  async take(
    tx: Transaction,
    integration: IntegrationEntity,
    { entries, knownHosts, actor }: NewList,
  ): Promise<ListTaken> {
    const present = await this.servers.lockLiving(tx, integration.id);
    const changes = listChanges(present, entries);
    await this.withdraw(tx, integration, changes, actor);
    const generation = await this.connectors.raiseGeneration(tx, integration.connectorId);
    await this.refuseForeign(tx, integration, entries);
    await this.write(tx, changes, generation);
    const added = changes.added.map((entry) => ({ ...entry, confirmedFingerprint: confirmedBy(knownHosts, entry) }));
    await this.servers.add(tx, integration.id, generation, added);
    if (knownHosts) await this.confirm(tx, present, changes, knownHosts, generation);
    await this.settling.settle(tx, [...changes.left, ...changes.moved.map(({ id }) => id)]);
    return { added: changes.added.length, moved: changes.moved.length, left: changes.left.length };
  }

  /** Ends the grants with permissions that the integration does not offer any more, or not as they were, `Default` among them. */
  async withdrawPermissions(tx: Transaction, before: IntegrationEntity, after: Offer, actor: Actor): Promise<void> {
    const permissions = withdrawnPermissions(before, after);
    if (permissions.length === 0) return;
    const resourceIds = (await this.servers.lockLiving(tx, before.id)).map(({ id }) => id);
    const why = `The integration ${before.name} does not offer ${permissions.join(', ')} any more, or not as before.`;
    await this.withdrawals.announce(tx, { kind: 'resources-withdrawn', resourceIds, permissions, actor, why });
  }

  private async withdraw(
    tx: Transaction,
    { name }: IntegrationEntity,
    { left, moved }: ListChanges,
    actor: Actor,
  ): Promise<void> {
    const movedIds = moved.map(({ id }) => id);
    const announce = (resourceIds: ResourceId[], why: string): Promise<void> =>
      this.withdrawals.announce(tx, { kind: 'resources-withdrawn', resourceIds, actor, why });
    await announce(left, `The server was taken out of the integration ${name}.`);
    await announce(movedIds, `The address of the server was changed in the integration ${name}.`);
  }

  /** Two resources on one server would end each other's grants: the ledger there knows the connector, not the list. */
  private async refuseForeign(tx: Transaction, integration: IntegrationEntity, entries: ServerEntry[]): Promise<void> {
    const addresses = entries.map(addressKey);
    const others = await this.servers.atAddresses(tx, integration.connectorId, integration.id, addresses);
    if (others.length === 0) return;
    const taken = new Map(others.map((other) => [addressKey(other), other]));
    const fields = entries.flatMap((entry, index) => {
      const other = taken.get(addressKey(entry));
      const reason = `server ${entry.name}: is the server ${other?.name} of the integration ${other?.integrationName} already`;
      return other ? [{ path: `servers[${index}].host`, reason }] : [];
    });
    throw new Fault(
      'servers-list-invalid',
      `The list of servers was not taken: ${fields[0]?.path} ${fields[0]?.reason}.`,
      {
        hint: 'One connector can have a server in one integration only; take it out of one of the lists.',
        fields,
      },
    );
  }

  private async write(tx: Transaction, changes: ListChanges, generation: number): Promise<void> {
    await this.servers.change(tx, changes.left, { leaving: true, nextAddress: null });
    await this.servers.change(tx, changes.stayed, { leaving: false, nextAddress: null });
    for (const { id, nextAddress } of changes.moved) {
      await this.servers.change(tx, [id], { leaving: false, nextAddress, generation });
    }
    for (const { id, tags } of changes.retagged) await this.servers.change(tx, [id], { tags });
  }

  /** Servers that were there and that nobody has confirmed yet. */
  private async confirm(
    tx: Transaction,
    present: { id: ResourceId; host: string; port: number; confirmedFingerprint: string | null }[],
    { moved, left }: ListChanges,
    knownHosts: KnownHosts,
    generation: number,
  ): Promise<void> {
    const changing = new Set([...left, ...moved.map(({ id }) => id)]);
    for (const server of present) {
      const confirmedFingerprint = confirmedBy(knownHosts, server);
      if (server.confirmedFingerprint !== null || confirmedFingerprint === null || changing.has(server.id)) continue;
      await this.servers.change(tx, [server.id], { confirmedFingerprint, generation });
    }
  }
}

const PREFERRED = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa'];

/** The fingerprint that a known_hosts file gives for a server; of several keys the kind that OpenSSH prefers. */
function confirmedBy(knownHosts: KnownHosts | null, { host, port }: { host: string; port: number }): string | null {
  if (!knownHosts) return null;
  const { accepted } = hostKeysOf(knownHosts, host, port);
  const ranked = accepted.filter(({ type }) => PREFERRED.includes(type));
  ranked.sort((one, other) => PREFERRED.indexOf(one.type) - PREFERRED.indexOf(other.type));
  return ranked[0]?.fingerprint ?? null;
}
