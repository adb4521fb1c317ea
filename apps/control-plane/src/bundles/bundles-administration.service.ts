import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Bundle } from '#access/bundle.js';
import { Fault } from '#access/fault.js';
import type { BundleId } from '#access/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { BundleUses } from './bundle-uses.js';
import { noSuchBundle } from './bundles.service.js';
import { BundlesStore } from './bundles.store.js';

export type BundleContents = Omit<Bundle, 'id'>;

/** What administrators do with bundles. */
@Injectable()
export class BundlesAdministration {
  constructor(
    private readonly store: BundlesStore,
    private readonly uses: BundleUses,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

  async add(me: SignedIn, contents: BundleContents): Promise<BundleId> {
    const bundle = { id: randomUUID() as BundleId, ...contents };
    await this.refuseUnknown(contents);
    await this.transactions.run(async (tx) => {
      await this.refuseTakenName(tx, bundle.name, null);
      await this.store.add(tx, bundle);
      await this.record(tx, me, 'bundle.added', bundle, { ...contents });
    });
    return bundle.id;
  }

  /** Says all of a bundle anew; without any difference nothing is written. */
  async edit(me: SignedIn, id: BundleId, contents: BundleContents): Promise<void> {
    await this.refuseUnknown(contents);
    await this.transactions.run(async (tx) => {
      const before = await this.lock(tx, id);
      const bundle = { id, ...contents };
      if (isDeepStrictEqual(before, bundle)) return;
      await this.refuseTakenName(tx, bundle.name, id);
      await this.store.change(tx, bundle);
      await this.record(tx, me, 'bundle.edited', bundle, { ...contents, before: { ...before } });
    });
  }

  /** Deletes a bundle that nothing names any more. @throws Fault conflict, not-found */
  async remove(me: SignedIn, id: BundleId): Promise<void> {
    await this.transactions.run(async (tx) => {
      const bundle = await this.lock(tx, id);
      const uses = await this.uses.of(tx, [id]);
      if (uses.length > 0) {
        throw new Fault('conflict', `The bundle ${bundle.name} is named by ${uses.map(({ name }) => name).join(', ')}.`, {
          hint: 'Take it out there first.',
        }); // prettier-ignore
      }
      await this.store.remove(tx, id);
      await this.record(tx, me, 'bundle.removed', bundle, {});
    });
  }

  private async lock(tx: Transaction, id: BundleId): Promise<Bundle> {
    const bundle = await this.store.lock(tx, id);
    if (!bundle) throw noSuchBundle();
    return bundle;
  }

  /** What a bundle names must exist when it is written. An integration that goes later simply has no servers any more. */
  private async refuseUnknown({ targets }: BundleContents): Promise<void> {
    const found = await this.store.integrations(targets.map(({ integrationId }) => integrationId));
    const unknown = targets.flatMap(({ integrationId }, at) => (found.get(integrationId)?.deleted === false ? [] : [at]));
    if (unknown.length === 0) return;
    throw new Fault('input-invalid', 'The bundle names an integration that does not exist.', {
      hint: 'Load the page again and choose anew.',
      fields: unknown.map((at) => ({ path: `targets[${at}].integrationId`, reason: 'is no integration' })),
    });
  } // prettier-ignore

  private async refuseTakenName(tx: Transaction, name: string, except: BundleId | null): Promise<void> {
    if (!(await this.store.nameTaken(tx, name, except))) return;
    throw new Fault('name-taken', `There is a bundle named ${name} already.`, {
      hint: 'Choose another name.',
      fields: [{ path: 'name', reason: 'is taken' }],
    });
  }

  private async record(
    tx: Transaction,
    me: SignedIn,
    action: `bundle.${string}`,
    { id, name }: Bundle,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(tx, actorOf(me), { action, object: { kind: 'bundle', id, name }, detail });
    this.wakeUps.send(tx, 'bundles');
  }
}
