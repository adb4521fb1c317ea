/** Access flows: the rules by which people may ask. An edit writes a new version; requests keep the version of their time. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Fault } from '#access/fault.js';
import type { AccessFlowId, AccessFlowVersionId, PersonId } from '#access/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import type { AccessFlowEntity } from './access-flow.entity.js';
import { AccessFlowsStore, type FlowVersionRow } from './access-flows.store.js';

/** What a version says, less its numbers. */
export type FlowContents = Omit<FlowVersionRow, 'id' | 'flowId' | 'version' | 'at' | 'byId'>;

export const noSuchFlow = (): Fault =>
  new Fault('not-found', 'There is no such access flow.', { hint: 'Look it up under Access flows.' });

/** Names are compared without case and Unicode form. */
const keyOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

@Injectable()
export class AccessFlowsService {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  async add(me: SignedIn, contents: FlowContents): Promise<AccessFlowId> {
    const id = randomUUID() as AccessFlowId;
    await this.transactions.run(async (tx) => {
      await this.refuseTakenName(tx, contents.name, null);
      const now = this.clock.now();
      const flow = { id, name: contents.name, nameKey: keyOf(contents.name), active: true, version: 1 };
      await this.store.add(tx, { ...flow, changedAt: now, deletedAt: null });
      await this.addVersion(tx, me, { flowId: id, version: 1, ...contents });
      await this.record(tx, me, 'added', { id, name: contents.name }, { version: 1, ...contents });
    });
    return id;
  }

  /** Writes a new version; without any difference nothing. Requests that are there keep theirs. */
  async edit(me: SignedIn, id: AccessFlowId, contents: FlowContents): Promise<void> {
    await this.transactions.run(async (tx) => {
      const flow = await this.lock(tx, id);
      const [current] = await this.store.currentOf(tx, [flow]);
      if (current && isDeepStrictEqual(contentsOf(current), contentsOf(contents))) return;
      await this.refuseTakenName(tx, contents.name, flow);
      const version = flow.version + 1;
      await this.addVersion(tx, me, { flowId: id, version, ...contents });
      const changed = { name: contents.name, nameKey: keyOf(contents.name), version, changedAt: this.clock.now() };
      await this.store.change(tx, id, changed);
      await this.record(tx, me, 'edited', { id, name: contents.name }, { version, ...contents });
    });
  }

  /** Switches a flow on or off. Off: nobody can ask under it, and what waits under it cannot be approved. Grants run on. */
  async setActive(me: SignedIn, id: AccessFlowId, active: boolean): Promise<void> {
    await this.transactions.run(async (tx) => {
      const flow = await this.lock(tx, id);
      if (flow.active === active) return;
      await this.store.change(tx, id, { active, changedAt: this.clock.now() });
      await this.record(tx, me, active ? 'activated' : 'deactivated', flow, { version: flow.version });
    });
  }

  /** Takes a flow away for good; what holds for a flow that is off holds for it too. */
  async remove(me: SignedIn, id: AccessFlowId): Promise<void> {
    await this.transactions.run(async (tx) => {
      const flow = await this.lock(tx, id);
      const now = this.clock.now();
      await this.store.change(tx, id, { active: false, deletedAt: now, changedAt: now });
      await this.record(tx, me, 'removed', flow, { version: flow.version });
    });
  }

  private async lock(tx: Transaction, id: AccessFlowId): Promise<AccessFlowEntity> {
    const flow = await this.store.lock(tx, id);
    if (!flow) throw noSuchFlow();
    return flow;
  }

  private async refuseTakenName(tx: Transaction, name: string, except: AccessFlowEntity | null): Promise<void> {
    if (keyOf(name) === except?.nameKey || !(await this.store.nameTaken(tx, keyOf(name)))) return;
    throw new Fault('name-taken', `There is an access flow named “${name}” already.`, {
      hint: 'Choose another name.',
      fields: [{ path: 'name', reason: 'is taken' }],
    });
  }

  private async addVersion(
    tx: Transaction,
    me: SignedIn,
    row: FlowContents & { flowId: AccessFlowId; version: number },
  ): Promise<void> {
    const id = randomUUID() as AccessFlowVersionId;
    await this.store.addVersion(tx, { ...row, id, at: this.clock.now(), byId: me.personId as PersonId });
  }

  private async record(
    tx: Transaction,
    me: SignedIn,
    what: string,
    { id, name }: { id: AccessFlowId; name: string },
    detail: Record<string, unknown>,
  ): Promise<void> {
    const action = `access-flow.${what}`;
    await this.audit.record(tx, actorOf(me), { action, object: { kind: 'access-flow', id, name }, detail });
    this.wakeUps.send(tx, 'flows');
  }
}

const contentsOf = (row: FlowContents): FlowContents => ({
  name: row.name,
  trigger: row.trigger,
  requesters: row.requesters,
  requestFor: row.requestFor,
  targets: row.targets,
  approval: row.approval,
  longestSeconds: row.longestSeconds,
  defaultSeconds: row.defaultSeconds,
  fixedDuration: row.fixedDuration,
  timeframe: row.timeframe,
  clockStart: row.clockStart,
  extensions: row.extensions,
  breakGlass: row.breakGlass,
  justificationRequired: row.justificationRequired,
  customFields: row.customFields,
  templates: row.templates,
  requestTimeoutSeconds: row.requestTimeoutSeconds,
  allowsForwarding: row.allowsForwarding,
  finishWithinSeconds: row.finishWithinSeconds,
});
