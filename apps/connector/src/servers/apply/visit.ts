import { Fault } from '#access/fault.js';
import type { ResourceId } from '#access/ids.js';
import { serverGrants } from '../list/wanted-for.js';
import { serverRefusal } from '../../ceiling/ceiling.js';
import { nothingIsLeft } from '#host/sudo-rights.js';
import { siblingsOf, type ServerRecord } from '../../journal/journal-state.js';
import type { LoginKeys } from '../../secrets/login-keys.js';
import { hostKeyUnconfirmed } from '../pool/connect-faults.js';
import { scanHostKeys } from '../pool/dial.js';
import type { Connection, ConnectionPool } from '../pool/pool.js';
import { targetOf } from '../pool/target.js';
import { bring, provedNothing, writeReceipt } from './bring.js';
import { sudoRights } from './by-sudo.js';
import { type Core, sourcesOf } from './core.js';
import { look } from './look.js';
import type { FailedGrant } from './outcome.js';
import { lookEveryMs, mayWrite, needsRun } from './plan.js';
import type { ServerMemory } from './server-memory.js';
import { cleared, installScript, isAlreadyGone, mayInstall, setUp, uninstall } from './set-up.js';

/** One visit to one server: ends what is overdue, looks when it is time, sets up, brings it to what is wanted. */

/** What is still wrong after a visit that came to its end. */
export interface VisitResult {
  /** Concerns the whole server. */
  fault?: Fault;
  failed: FailedGrant[];
}

export class Visitor {
  constructor(
    private readonly core: Core,
    private readonly pool: ConnectionPool,
    private readonly loginKeys: LoginKeys,
  ) {}

  /** @throws Fault of whatever kept the visit from its end; everything may be repeated */
  async visit(server: ServerRecord, memory: ServerMemory): Promise<VisitResult> {
    const { serverId } = server.ordered;
    if (!server.touched && server.dropped && !this.mayHold(server)) return this.forget(server);
    const refusal = serverRefusal(this.core.ceiling, server.ordered);
    if (refusal !== undefined && !server.touched) return this.refuse(server, memory, refusal);
    const target = targetOf(server.ordered);
    if (target.confirmedFingerprint === null) return this.scan(server, memory);
    const integration = this.core.journal.state.integrations.get(server.ordered.integrationId);
    if (integration === undefined)
      throw new Fault('internal-error', `The integration of ${server.ordered.name} is not in the journal.`);
    if (memory.lookAsked) this.loginKeys.forget(integration.integrationId);
    const key = await this.loginKeys.get(integration);
    const isUrgent = serverGrants(sourcesOf(this.core), serverId, this.core.clock.nowMs()).unproved.length > 0;
    try {
      return await this.pool.use(target, key, isUrgent, (connection) => this.atServer(serverId, memory, connection));
    } catch (error) {
      if (error instanceof Fault && error.code === 'login-refused') this.loginKeys.forget(integration.integrationId);
      throw error;
    }
  }

  /** Before a host key was confirmed: the key exchange only, and what was offered in it. */
  private async scan({ ordered }: ServerRecord, memory: ServerMemory): Promise<VisitResult> {
    const target = targetOf(ordered);
    memory.found.hostKeys = await scanHostKeys(target);
    memory.found.state = 'unconfirmed';
    this.looked(memory);
    const fault = hostKeyUnconfirmed(
      target,
      memory.found.hostKeys.map((key) => key.fingerprint),
    );
    return { fault, failed: [] };
  }

  /**
   * Above the ceiling and never written to: nothing is sent there. Where a set-up was ordered, this instance with another ceiling or
   * before it lost its state, or another one, may have been there: then nothing is said of what is left.
   */
  private async refuse(server: ServerRecord, memory: ServerMemory, fault: Fault): Promise<VisitResult> {
    if (server.ordered.wanted === 'look') await this.proveUntouched(server);
    memory.found.state = 'failing';
    this.looked(memory);
    return { fault, failed: [] };
  }

  private async forget(server: ServerRecord): Promise<VisitResult> {
    await this.proveUntouched(server);
    await this.core.journal.commit({ kind: 'server-forgotten', serverId: server.ordered.serverId });
    return { failed: [] };
  }

  /** The state folder may have been lost: of grants on a server that was to be set up, only the server itself says that they are gone. */
  private mayHold({ ordered: { serverId, wanted } }: ServerRecord): boolean {
    return wanted !== 'look' && this.hasOverdue(serverId);
  }

  private looked(memory: ServerMemory): void {
    memory.lookedAtMs = this.core.clock.nowMs();
    memory.lookAsked = false;
  }

  private async atServer(serverId: ResourceId, memory: ServerMemory, connection: Connection): Promise<VisitResult> {
    const { core } = this;
    await this.pinHostKey(serverId, connection);
    // A scan of host keys is no look: before the first login nothing is known of the server but its keys.
    const isFirst = memory.lookedAtMs === undefined || memory.found.sshdVersion === null;
    if (this.record(serverId)?.touched === true && this.hasOverdue(serverId)) {
      await this.end(serverId, memory, connection, memory.amber || isFirst);
    }
    const server = this.record(serverId);
    if (server === undefined) return { failed: [] };
    if (server.dropped) return this.leave(serverId, memory, connection);
    const lookIfDue = async (): Promise<void> => {
      if (isFirst || memory.lookAsked || memory.lookFailed === true || this.isLookDue(memory))
        await look(core, server, memory, connection);
    };
    if (server.ordered.wanted === 'removed') return this.remove(serverId, memory, connection, lookIfDue);
    await lookIfDue();
    return this.keep(server, memory, connection);
  }

  /** The server stays: set up if wanted, then as wanted. */
  private async keep(server: ServerRecord, memory: ServerMemory, connection: Connection): Promise<VisitResult> {
    const { serverId, wanted } = server.ordered;
    if (!mayWrite(server)) {
      await this.proveUntouched(server);
      memory.found.state = memory.amber ? 'amber' : 'ready-for-set-up';
      return { failed: [] };
    }
    if (wanted === 'set-up' && !memory.isSetUp && !(memory.amber && !server.touched)) {
      memory.waitsForLink = !mayInstall(this.core, memory);
      if (!memory.waitsForLink) await setUp(this.core, serverId, memory, connection);
    }
    memory.found.state = memory.amber ? 'amber' : memory.isSetUp ? 'active' : 'ready-for-set-up';
    const nowMs = this.core.clock.nowMs();
    if (!memory.isSetUp || !needsRun(sourcesOf(this.core), serverId, memory, nowMs)) return { failed: [] };
    // What a forgotten state or a sibling set up is found in force, so that nothing of it was done here.
    if (!this.record(serverId)?.touched) await this.core.journal.commit({ kind: 'touched', serverId });
    return bring(this.core, serverId, memory, connection, memory.amber);
  }

  /** Brings it to what is wanted; where somebody took the script away, it is put there again, for there is no proof without it. */
  private async end(
    serverId: ResourceId,
    memory: ServerMemory,
    connection: Connection,
    withholdNew: boolean,
  ): Promise<VisitResult> {
    try {
      return await bring(this.core, serverId, memory, connection, withholdNew);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'not-set-up' || !this.core.isCurrent()) throw error;
    }
    memory.isSetUp = false;
    await installScript(this.core, serverId, connection);
    return bring(this.core, serverId, memory, connection, true);
  }

  /** No longer in the orders: everything ended, then forgotten. */
  private async leave(serverId: ResourceId, memory: ServerMemory, connection: Connection): Promise<VisitResult> {
    const server = this.record(serverId);
    if (server?.touched === false) {
      await look(this.core, server, memory, connection);
      if (memory.found.scriptVersion === null) return this.forget(server);
    }
    const run = await this.end(serverId, memory, connection, memory.amber);
    if (!this.hasOverdue(serverId)) await this.core.journal.commit({ kind: 'server-forgotten', serverId });
    return run;
  }

  /**
   * In helper mode the right to come back goes with the script: when the answer of an uninstall got lost, or somebody uninstalled
   * at the console, it counts that nothing of Curfew can be seen there, if all grants were proved gone before.
   */
  private async remove(
    serverId: ResourceId,
    memory: ServerMemory,
    connection: Connection,
    lookIfDue: () => Promise<void>,
  ): Promise<VisitResult> {
    try {
      await lookIfDue();
      return await this.takeAway(serverId, memory, connection);
    } catch (error) {
      const isRefused = error instanceof Fault && error.code === 'sudo-asks-password';
      if (!isRefused || this.hasOverdue(serverId) || !nothingIsLeft(await sudoRights(connection))) throw error;
      await cleared(this.core, serverId, memory);
    }
    memory.lookAsked = false;
    memory.found.state = 'removed';
    return { failed: [] };
  }

  /** Uninstalled only when it is proved that all its grants are gone. */
  private async takeAway(serverId: ResourceId, memory: ServerMemory, connection: Connection): Promise<VisitResult> {
    const server = this.record(serverId);
    const isTouched = server?.touched === true;
    if (isTouched && !this.hasOverdue(serverId) && (await isAlreadyGone(this.core, server, memory, connection)))
      await cleared(this.core, serverId, memory);
    else if (isTouched || memory.found.scriptVersion !== null) {
      const run = await this.end(serverId, memory, connection, memory.amber);
      if (run.failed.length > 0) return run;
      const isShared = siblingsOf(this.core.journal.state, serverId).some(({ ordered }) => ordered.wanted === 'set-up');
      await (isShared ? this.clear(serverId) : uninstall(this.core, serverId, memory, connection));
    }
    memory.found.state = 'removed';
    return { failed: [] };
  }

  /** Another server of the orders is the same machine: it keeps curfew-host, and of this one nothing is left all the same. */
  private clear(serverId: ResourceId): Promise<void> {
    const wanted = { generation: this.core.journal.state.generation ?? 0 };
    return writeReceipt(this.core, { serverId, wanted, proved: [], standing: [], serverCleared: true });
  }

  private record(serverId: ResourceId): ServerRecord | undefined {
    return this.core.journal.state.servers.get(serverId);
  }

  private hasOverdue(serverId: ResourceId): boolean {
    return serverGrants(sourcesOf(this.core), serverId, this.core.clock.nowMs()).unproved.length > 0;
  }

  private isLookDue(memory: ServerMemory): boolean {
    return this.core.clock.nowMs() - (memory.lookedAtMs ?? 0) >= lookEveryMs(memory);
  }

  private async pinHostKey(serverId: ResourceId, { hostKey }: Connection): Promise<void> {
    const known = this.record(serverId)?.hostKey;
    if (known?.fingerprint === hostKey.fingerprint) return;
    await this.core.journal.commit({ kind: 'host-key', serverId, fingerprint: hostKey.fingerprint, key: hostKey.key });
  }

  /** This connector never wrote to that server, so of its ended grants nothing can be there. */
  private async proveUntouched({ ordered: { serverId } }: ServerRecord): Promise<void> {
    const { unproved } = serverGrants(sourcesOf(this.core), serverId, this.core.clock.nowMs());
    if (unproved.length === 0) return;
    const proved = unproved.map(provedNothing);
    const wanted = { generation: this.core.journal.state.generation ?? 0 };
    await writeReceipt(this.core, { serverId, wanted, proved, standing: [] });
  }
}
