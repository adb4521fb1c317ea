import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { Bundle } from '#access/bundle.js';
import { Fault } from '#access/fault.js';
import type { BundleId } from '#access/ids.js';
import { AuditService, type Author } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { editedMeanwhile, type SavedVersion } from '../http/edited-version.js';
import { BundleUses } from './bundle-uses.js';
import { noSuchBundle } from './bundles.service.js';
import { BundlesStore } from './bundles.store.js';

export type BundleContents = Omit<Bundle, 'id'>;

/** What changes in bundles. Each runs in the caller's transaction. */
@Injectable()
export class BundleChanges {
  constructor(
    private readonly store: BundlesStore,
    private readonly uses: BundleUses,
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  async add(tx: Transaction, author: Author, id: BundleId, contents: BundleContents): Promise<void> {
    const bundle = { id, ...contents };
    await this.refuseUnknown(tx, contents);
    await this.refuseTakenName(tx, bundle.name, null);
    await this.store.add(tx, bundle, { version: 1, changedAt: this.clock.now(), changedById: author.personId });
    await this.record(tx, author, 'bundle.added', bundle, { ...contents });
  }

  /**
   * Says all of a bundle anew. Gives whether there was any difference; without one nothing is written.
   * @param edited the version from which the edit was made; undefined: whatever there is
   * @throws Fault conflict where somebody edited it meanwhile
   */
  async edit(
    tx: Transaction,
    author: Author,
    id: BundleId,
    contents: BundleContents,
    edited?: number,
  ): Promise<boolean> {
    await this.refuseUnknown(tx, contents);
    const before = await this.lock(tx, id);
    const bundle = { id, ...contents };
    if (isDeepStrictEqual(before, bundle)) return false;
    const saved = await this.store.saved(tx, id);
    if (edited !== undefined && edited !== saved.version)
      throw editedMeanwhile(`the bundle ${before.name}`, edited, saved);
    await this.refuseTakenName(tx, bundle.name, id);
    await this.store.change(tx, bundle, {
      version: saved.version + 1,
      changedAt: this.clock.now(),
      changedById: author.personId,
    });
    await this.record(tx, author, 'bundle.edited', bundle, { ...contents, before: { ...before } });
    return true;
  }

  /** Deletes a bundle that nothing names any more. @throws Fault conflict, not-found */
  async remove(tx: Transaction, author: Author, id: BundleId): Promise<void> {
    const bundle = await this.lock(tx, id);
    const uses = await this.namedBy(tx, id);
    if (uses.length > 0) {
      throw new Fault('conflict', `The bundle ${bundle.name} is named by ${uses.join(', ')}.`, {
        hint: 'Take it out there first.',
      }); // prettier-ignore
    }
    await this.store.remove(tx, id);
    await this.record(tx, author, 'bundle.removed', bundle, {});
  }

  /** A bundle as it is now, and to the transaction's end; null: there is none. */
  async held(tx: Transaction, id: BundleId): Promise<BundleContents | null> {
    return contentsOf(await this.store.lock(tx, id));
  }

  /** The same without keeping it so. */
  async now(id: BundleId): Promise<BundleContents | null> {
    return contentsOf((await this.store.find([id]))[0]);
  }

  /** Who saved what the bundle holds now, and when; null: there is none. */
  async savedBy(tx: Transaction, id: BundleId): Promise<SavedVersion | null> {
    return (await this.store.saved(tx, id)) ?? null;
  }

  /** Whether another bundle than this one bears the name. */
  isNameTaken(tx: Transaction, name: string, id: BundleId): Promise<boolean> {
    return this.store.nameTaken(tx, name, id);
  }

  /** By name what names the bundle: it cannot be deleted meanwhile. */
  async namedBy(tx: Transaction, id: BundleId): Promise<string[]> {
    return (await this.uses.of(tx, [id])).map(({ name }) => name);
  }

  private async lock(tx: Transaction, id: BundleId): Promise<Bundle> {
    const bundle = await this.store.lock(tx, id);
    if (!bundle) throw noSuchBundle();
    return bundle;
  }

  /** What a bundle names must exist when it is written. An integration that goes later simply has no servers any more. */
  private async refuseUnknown(tx: Transaction, { targets }: BundleContents): Promise<void> {
    const found = await this.store.integrations(targets.map(({ integrationId }) => integrationId), tx);
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
    { actor, approval }: Author,
    action: `bundle.${string}`,
    { id, name }: Bundle,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const told = { ...detail, ...approval };
    await this.audit.record(tx, actor, { action, object: { kind: 'bundle', id, name }, detail: told });
    this.wakeUps.send(tx, 'bundles');
  }
}

const contentsOf = (bundle: Bundle | undefined): BundleContents | null =>
  bundle ? { name: bundle.name, description: bundle.description, targets: bundle.targets } : null;
