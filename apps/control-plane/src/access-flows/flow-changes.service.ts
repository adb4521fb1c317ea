/** What changes in access flows, each in the caller's transaction. An edit writes a new version; requests keep the version of their time. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Fault } from '#access/fault.js';
import type { AccessFlowId, AccessFlowVersionId } from '#access/ids.js';
import { AuditService, type Author } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { editedMeanwhile, type SavedVersion } from '../http/edited-version.js';
import type { AccessFlowEntity } from './access-flow.entity.js';
import { AccessFlowsStore, contentsOf, type FlowContents } from './access-flows.store.js';
import { FlowReferences } from './flow-references.service.js';

export type { FlowContents };

/** A flow at one moment: what an edit of it starts from. */
export interface FlowNow {
  readonly version: number;
  readonly active: boolean;
  readonly contents: FlowContents;
}

export const noSuchFlow = (): Fault =>
  new Fault('not-found', 'There is no such access flow.', { hint: 'Look it up under Access flows.' });

/** Names are compared without case and Unicode form. */
const keyOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

@Injectable()
export class FlowChanges {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
    private readonly references: FlowReferences,
  ) {}

  /** @throws Fault input-invalid where it names what does not exist, name-taken */
  async add(tx: Transaction, author: Author, id: AccessFlowId, contents: FlowContents): Promise<void> {
    await this.holdNamed(tx, contents);
    await this.refuseTakenName(tx, contents.name, null);
    const now = this.clock.now();
    const flow = { id, name: contents.name, nameKey: keyOf(contents.name), active: true, version: 1 };
    await this.store.add(tx, { ...flow, changedAt: now, deletedAt: null });
    await this.addVersion(tx, author, { flowId: id, version: 1, ...contents });
    await this.record(tx, author, 'added', { id, name: contents.name }, { version: 1, ...contents });
  }

  /**
   * Writes a new version. Gives whether there was any difference; without one nothing is written. Requests that are there keep theirs.
   * @param edited the version from which the edit was made; undefined: whatever there is
   * @throws Fault conflict where somebody edited it meanwhile
   */
  async edit(
    tx: Transaction,
    author: Author,
    id: AccessFlowId,
    contents: FlowContents,
    edited?: number,
  ): Promise<boolean> {
    const flow = await this.lock(tx, id);
    const [current] = await this.store.currentOf(tx, [flow]);
    if (current && isDeepStrictEqual(contentsOf(current), contentsOf(contents))) return false;
    if (edited !== undefined && edited !== flow.version) {
      throw editedMeanwhile(`the access flow ${flow.name}`, edited, await this.store.saved(tx, flow));
    }
    await this.holdNamed(tx, contents);
    await this.refuseTakenName(tx, contents.name, flow);
    const version = flow.version + 1;
    await this.addVersion(tx, author, { flowId: id, version, ...contents });
    const changed = { name: contents.name, nameKey: keyOf(contents.name), version, changedAt: this.clock.now() };
    await this.store.change(tx, id, changed);
    await this.record(tx, author, 'edited', { id, name: contents.name }, { version, ...contents });
    return true;
  }

  /** Gives whether that was a change. Off: nobody can ask under it, and what waits under it cannot be approved. Grants run on. */
  async setActive(tx: Transaction, author: Author, id: AccessFlowId, active: boolean): Promise<boolean> {
    const flow = await this.lock(tx, id);
    if (flow.active === active) return false;
    await this.store.change(tx, id, { active, changedAt: this.clock.now() });
    await this.record(tx, author, active ? 'activated' : 'deactivated', flow, { version: flow.version });
    return true;
  }

  /** Takes a flow away for good; what holds for a flow that is off holds for it too. */
  async remove(tx: Transaction, author: Author, id: AccessFlowId): Promise<void> {
    const flow = await this.lock(tx, id);
    const now = this.clock.now();
    await this.store.change(tx, id, { active: false, deletedAt: now, changedAt: now });
    await this.record(tx, author, 'removed', flow, { version: flow.version });
  }

  /** A flow as it is now, and to the transaction's end; null: there is none. */
  async held(tx: Transaction, id: AccessFlowId): Promise<FlowNow | null> {
    return this.nowOf(tx, await this.store.lock(tx, id));
  }

  /** The same without keeping it so. */
  async now(tx: Transaction, id: AccessFlowId): Promise<FlowNow | null> {
    return this.nowOf(tx, await this.store.find(tx, id));
  }

  /** Who saved what the flow says now, and when; null: there is none. */
  async savedBy(tx: Transaction, id: AccessFlowId): Promise<SavedVersion | null> {
    const flow = await this.store.find(tx, id);
    return flow && this.store.saved(tx, flow);
  }

  /** Whether another flow than this one bears the name. */
  async isNameTaken(tx: Transaction, name: string, id: AccessFlowId): Promise<boolean> {
    const flow = await this.store.find(tx, id);
    return keyOf(name) !== flow?.nameKey && this.store.nameTaken(tx, keyOf(name));
  }

  private async nowOf(tx: Transaction, flow: AccessFlowEntity | null): Promise<FlowNow | null> {
    if (!flow) return null;
    const [current] = await this.store.currentOf(tx, [flow]);
    return { version: flow.version, active: flow.active, contents: contentsOf(current) };
  }

  private async lock(tx: Transaction, id: AccessFlowId): Promise<AccessFlowEntity> {
    const flow = await this.store.lock(tx, id);
    if (!flow) throw noSuchFlow();
    return flow;
  }

  /** What the flow names exists, and nobody deletes it before the flow is written. */
  private holdNamed(tx: Transaction, contents: FlowContents): Promise<void> {
    return this.references.refuseUnknown({ ...contents, approvers: contents.approval }, tx);
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
    { personId: byId }: Author,
    row: FlowContents & { flowId: AccessFlowId; version: number },
  ): Promise<void> {
    const id = randomUUID() as AccessFlowVersionId;
    await this.store.addVersion(tx, { ...row, id, at: this.clock.now(), byId });
  }

  private async record(
    tx: Transaction,
    { actor, approval }: Author,
    what: string,
    { id, name }: { id: AccessFlowId; name: string },
    detail: Record<string, unknown>,
  ): Promise<void> {
    const action = `access-flow.${what}`;
    const told = { ...detail, ...approval };
    await this.audit.record(tx, actor, { action, object: { kind: 'access-flow', id, name }, detail: told });
    this.wakeUps.send(tx, 'flows');
  }
}
