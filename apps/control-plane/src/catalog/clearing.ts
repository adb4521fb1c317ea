import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import { CatalogRecorder } from './catalog-recorder.js';
import { Forgetting } from './forgetting.js';
import { ResourceSettling } from './resource-settling.js';
import type { ListedResource } from './resource-rows.js';
import { ServersStore } from './servers.store.js';
import { Withdrawals } from './withdrawals.js';

/** Taking Curfew off servers, and giving up those that cannot be reached any more. */
@Injectable()
export class Clearing {
  constructor(
    private readonly servers: ServersStore,
    private readonly settling: ResourceSettling,
    private readonly forgetting: Forgetting,
    private readonly withdrawals: Withdrawals,
    private readonly record: CatalogRecorder,
  ) {}

  async clear(tx: Transaction, servers: ListedResource[], actor: Actor): Promise<void> {
    const due = servers.filter(({ wanted, clearing }) => wanted === 'set-up' && !clearing);
    const ids = due.map(({ id }) => id);
    const why = 'An administrator took Curfew off the server.';
    await this.withdrawals.announce(tx, { kind: 'resources-withdrawn', resourceIds: ids, actor, why });
    await this.servers.change(tx, ids, { clearing: true });
    for (const server of due) await this.record.server(tx, actor, 'server.removal-wanted', server);
    await this.settling.settle(tx, ids);
  }

  /**
   * Gives up what could not be proved gone on a server. A server that was to be cleared first, to leave or to move, does so
   * now without being reached.
   * @returns how many grants were written off
   */
  async writeOff(tx: Transaction, server: ListedResource, actor: Actor, reason: string): Promise<number> {
    const written = await this.forgetting.writeOff(tx, server, actor, reason);
    const forgotten = await this.forgetting.forget(tx, server);
    if (written === 0 && !forgotten) {
      throw new Fault('conflict', `There is nothing to write off on ${server.name}.`, {
        hint: 'Only ended grants whose removal is not proved can be written off.',
      });
    }
    await this.record.server(tx, actor, 'server.written-off', server, { reason, grants: written });
    await this.settling.settle(tx, [server.id]);
    return written;
  }
}
