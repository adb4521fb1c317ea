import { Fault } from '#access/fault.js';
import type { IntegrationId, ResourceId } from '#access/ids.js';
import type { ServerRecord } from '../journal/journal-state.js';
import { backOffMs } from '../link/back-off.js';
import { type Core, sourcesOf } from './apply/core.js';
import type { FailedGrant } from './apply/outcome.js';
import { dueAtMs, hasPending, visitText, wantedText } from './apply/plan.js';
import { grantFault, serverReport } from './apply/reports.js';
import { newMemory, type ServerMemory } from './apply/server-memory.js';
import type { Visitor } from './apply/visit.js';
import { DueQueue } from './due-queue.js';
import { isProvedAsWanted, serverGrants } from './list/wanted-for.js';

/**
 * The fleet: keeps every server as the journal says, each by itself, so that a slow or dead one holds nobody [I17]. It asks
 * again and again what is due by comparing times; a timer only wakes it earlier, and losing one changes nothing [I21, I22].
 */

/** The longest sleep: bounds how late a clock that was set is noticed. */
const TICK_LONGEST_MS = 15_000;
/** The longest wait with something pending leaves room for the dial and the visit: a server that is back is done within the minute. */
const RETRY = { firstMs: 1_000, pendingLongestMs: 40_000, idleLongestMs: 10 * 60_000 };
/** A newer order that comes takes less, unless the link is down. */
const BEHIND_LONG_MS = 60_000;
/** Overdue ends go first after a start; the rest waits for their first try, but never longer than this. */
const HEAD_START_MS = 3_000;

export class Fleet {
  private readonly memories = new Map<ResourceId, ServerMemory>();
  private readonly due = new DueQueue<ResourceId>();
  private readonly running = new Map<ResourceId, Promise<void>>();
  /** Servers that wait for a newer order, or for the link. */
  private readonly waiting = new Set<ResourceId>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly core: Core,
    private readonly visitor: Visitor,
  ) {}

  /** Starts the work: servers with overdue ends at once, the others after these had their first try [I18]. */
  async start(): Promise<void> {
    const nowMs = this.core.clock.nowMs();
    const overdue = [...this.core.journal.state.servers.values()].filter(
      (server) =>
        server.touched && serverGrants(sourcesOf(this.core), server.ordered.serverId, nowMs).unproved.length > 0,
    );
    const first = overdue.map((server) => this.begin(server.ordered.serverId));
    let headStart: NodeJS.Timeout | undefined;
    const passed = new Promise<void>((resolve) => (headStart = setTimeout(resolve, HEAD_START_MS)));
    await Promise.race([Promise.all(first), passed]);
    clearTimeout(headStart);
    this.wake();
  }

  /** Something changed in the journal: the servers that it concerns are compared with it again. */
  wake(): void {
    for (const serverId of this.waiting) this.waitNoLonger(this.memory(serverId));
    for (const serverId of [...this.core.journal.takeChanged(), ...this.waiting]) this.reconsider(serverId);
    this.tick();
  }

  /** Looks at the servers of an integration now. */
  look(integrationId: IntegrationId): void {
    for (const { ordered } of this.core.journal.state.servers.values()) {
      if (ordered.integrationId !== integrationId) continue;
      this.memory(ordered.serverId).lookAsked = true;
      this.reconsider(ordered.serverId);
    }
    this.wake();
  }

  /** Starts nothing more and waits for what runs, as long as its connections live. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.allSettled(this.running.values());
  }

  private memory(serverId: ResourceId): ServerMemory {
    const known = this.memories.get(serverId) ?? newMemory();
    this.memories.set(serverId, known);
    return known;
  }

  private reconsider(serverId: ResourceId): void {
    if (!this.core.journal.state.servers.has(serverId)) return this.drop(serverId);
    // Who is visited just now is compared again when the visit has come to its end.
    if (this.running.has(serverId)) return;
    const nowMs = this.core.clock.nowMs();
    this.due.set(serverId, dueAtMs(sourcesOf(this.core), serverId, this.memory(serverId), nowMs));
  }

  private tick(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    const nowMs = this.core.clock.nowMs();
    for (let first = this.due.first(); first !== undefined && first.dueMs <= nowMs; first = this.due.first()) {
      void this.begin(first.key);
    }
    const nextMs = this.due.first()?.dueMs ?? Infinity;
    this.timer = setTimeout(() => this.tick(), Math.min(Math.max(1, Math.ceil(nextMs - nowMs)), TICK_LONGEST_MS));
  }

  /** One worker per server: a second call waits for the first. */
  private begin(serverId: ResourceId): Promise<void> {
    this.due.remove(serverId);
    const work = this.running.get(serverId) ?? Promise.resolve().then(() => this.work(serverId));
    this.running.set(serverId, work);
    return work;
  }

  private async work(serverId: ResourceId): Promise<void> {
    const server = this.core.journal.state.servers.get(serverId);
    const memory = this.memory(serverId);
    if (server !== undefined)
      await this.visit(server, memory).catch((error: unknown) => this.unexpected(serverId, error));
    this.running.delete(serverId);
    this.reconsider(serverId);
    if (!this.stopped) setImmediate(() => this.tick());
  }

  private drop(serverId: ResourceId): void {
    this.memories.delete(serverId);
    this.waiting.delete(serverId);
    this.due.remove(serverId);
  }

  private async visit(server: ServerRecord, memory: ServerMemory): Promise<void> {
    const { serverId } = server.ordered;
    memory.visitedAs = visitText(server);
    const before = this.wantedText(serverId, memory);
    this.tellRefused(serverId);
    try {
      const { fault, failed } = await this.visitor.visit(server, memory);
      this.caughtUp(serverId, memory);
      const isStuck = this.wantedText(serverId, memory) === before && this.isStillDue(serverId, memory);
      if (isStuck || failed.some((one) => !one.final)) this.failed(serverId, memory);
      else memory.failure = undefined;
      this.tell(serverId, memory, fault, failed);
    } catch (error) {
      if (this.stopped) return;
      const fault =
        error instanceof Fault
          ? error
          : new Fault('internal-error', 'The connector itself failed.', { detail: String(error) });
      this.core.log.warn(
        { serverId, server: server.ordered.name, code: fault.code, detail: fault.detail },
        fault.message,
      );
      if (fault.code === 'order-older-than-ledger') return this.fellBehind(serverId, memory, fault);
      this.caughtUp(serverId, memory);
      if (fault.code === 'not-set-up') memory.isSetUp = false;
      memory.found.state = 'failing';
      memory.lookAsked = false;
      this.failed(serverId, memory);
      this.tell(serverId, memory, fault, []);
    }
  }

  /**
   * Another instance of this connector was there with a newer order, which comes here too: until then nothing is wrong, and no
   * grant has failed. Only when none comes for long it is told, of the server alone: the orders are of before a restore.
   */
  private fellBehind(serverId: ResourceId, memory: ServerMemory, fault: Fault): void {
    const generation = this.core.journal.state.generation ?? 0;
    const nowMs = this.core.clock.nowMs();
    if (memory.behind?.generation !== generation) memory.behind = { generation, sinceMs: nowMs };
    this.waiting.add(serverId);
    if (memory.lookAsked) memory.lookFailed = true;
    memory.lookAsked = false;
    const isLong = nowMs - memory.behind.sinceMs >= BEHIND_LONG_MS;
    if (isLong) memory.found.state = 'failing';
    this.failed(serverId, memory);
    if (isLong) this.core.reporter.serverReport(serverReport(serverId, memory, fault, nowMs));
  }

  private waitNoLonger(memory: ServerMemory): void {
    if (!memory.waitsForLink || !this.core.isCurrent()) return;
    memory.waitsForLink = false;
    memory.failure = undefined;
    memory.visitedAs = undefined;
  }

  private caughtUp(serverId: ResourceId, memory: ServerMemory): void {
    memory.behind = undefined;
    if (memory.waitsForLink) this.waiting.add(serverId);
    else this.waiting.delete(serverId);
  }

  private wantedText(serverId: ResourceId, memory: ServerMemory): string {
    return wantedText(sourcesOf(this.core), serverId, memory, this.core.clock.nowMs());
  }

  /** Due again right after a visit, with nothing changed: it is no use to go there at once. */
  private isStillDue(serverId: ResourceId, memory: ServerMemory): boolean {
    const nowMs = this.core.clock.nowMs();
    return dueAtMs(sourcesOf(this.core), serverId, { ...memory, failure: undefined }, nowMs) <= nowMs;
  }

  private failed(serverId: ResourceId, memory: ServerMemory): void {
    const sources = sourcesOf(this.core);
    const nowMs = this.core.clock.nowMs();
    const count = (memory.failure?.count ?? 0) + 1;
    const longestMs = hasPending(sources, serverId, nowMs) ? RETRY.pendingLongestMs : RETRY.idleLongestMs;
    const waitMs = Math.max(250, backOffMs(count, { firstMs: RETRY.firstMs, longestMs, random: this.core.random }));
    memory.failure = { count, retryAtMs: nowMs + waitMs, wanted: this.wantedText(serverId, memory) };
  }

  /** Reports the server, and for each grant that is not as wanted the reason. */
  private tell(serverId: ResourceId, memory: ServerMemory, fault: Fault | undefined, failed: FailedGrant[]): void {
    const { core } = this;
    const nowMs = core.clock.nowMs();
    core.reporter.serverReport(serverReport(serverId, memory, fault, nowMs));
    const { wanted, unproved, refused } = serverGrants(sourcesOf(core), serverId, nowMs);
    const retryAtMs = memory.failure?.retryAtMs;
    const said = new Set([...failed.map((one) => one.grantId), ...refused.map((one) => one.grant.ordered.grantId)]);
    for (const one of failed) this.tellGrant(one, retryAtMs);
    const reason = fault ?? memory.found.obstacles[0];
    if (reason === undefined) return;
    for (const grant of [...unproved, ...wanted.filter((one) => !isProvedAsWanted(one, core.ceiling))]) {
      const { grantId } = grant.ordered;
      if (!said.has(grantId)) this.tellGrant({ grantId, fault: reason, final: false }, retryAtMs);
    }
  }

  /** Before anything else, so that the reason is known when the proof comes that nothing was added. */
  private tellRefused(serverId: ResourceId): void {
    for (const { grant, fault } of serverGrants(sourcesOf(this.core), serverId, this.core.clock.nowMs()).refused) {
      this.tellGrant({ grantId: grant.ordered.grantId, fault, final: true });
    }
  }

  private tellGrant({ grantId, fault, final }: FailedGrant, retryAtMs?: number): void {
    const grant = this.core.journal.state.grants.get(grantId);
    if (grant !== undefined)
      this.core.reporter.grantFault(grantFault(grant, { fault, final, retryAtMs: final ? undefined : retryAtMs }));
  }

  private unexpected(serverId: ResourceId, error: unknown): void {
    this.core.log.error({ serverId, err: error }, 'A visit failed in a way that nobody foresaw.');
  }
}
