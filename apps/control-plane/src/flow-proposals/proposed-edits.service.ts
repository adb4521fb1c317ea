/** The edits that can be proposed, and what carries each out: the same that carries it out where no second pair of eyes is needed. */
import { Injectable } from '@nestjs/common';
import type { AccessFlowId, BundleId } from '#access/ids.js';
import type { ProposalDrift } from '#access/proposal-drift.js';
import { refuseContradictions } from '../access-flows/access-flows.dto.js';
import { FlowChanges, type FlowContents, type FlowNow } from '../access-flows/flow-changes.service.js';
import { AuditService, type Author } from '../audit/audit.service.js';
import { BundleChanges, type BundleContents } from '../bundles/bundle-changes.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { SavedVersion } from '../http/edited-version.js';
import { FourEyes } from '../identity/four-eyes.service.js';

export type FlowEdit =
  | { readonly kind: 'access-flow'; readonly action: 'add' | 'edit'; readonly objectId: AccessFlowId; readonly contents: FlowContents }
  | { readonly kind: 'access-flow'; readonly action: 'activate' | 'remove'; readonly objectId: AccessFlowId; readonly contents: null }; // prettier-ignore
export type BundleEdit =
  | { readonly kind: 'bundle'; readonly action: 'add' | 'edit'; readonly objectId: BundleId; readonly contents: BundleContents }
  | { readonly kind: 'bundle'; readonly action: 'remove'; readonly objectId: BundleId; readonly contents: null }; // prettier-ignore
export type SettingEdit = {
  readonly kind: 'four-eyes';
  readonly action: 'switch-off';
  readonly objectId: null;
  readonly contents: null;
};
export type ProposedEdit = FlowEdit | BundleEdit | SettingEdit;

/** What an edit starts from. null: there is nothing yet, or no more. */
export type EditBasis = FlowNow | BundleContents | null;

/** What stands in the way of an edit besides what it starts from and what it names; and who last saved what it edits. */
export interface Hindrances extends Pick<ProposalDrift, 'nameTaken' | 'namedBy'> {
  readonly saved: SavedVersion | null;
}

const NONE: Hindrances = { nameTaken: false, namedBy: [], saved: null };

@Injectable()
export class FlowEdits {
  constructor(private readonly changes: FlowChanges) {}

  async carryOut(tx: Transaction, author: Author, edit: FlowEdit, edited?: number): Promise<boolean> {
    if (edit.contents) refuseContradictions(edit.contents); // what the checks of the input see of a direct edit
    const { objectId: id } = edit;
    if (edit.action === 'edit') return this.changes.edit(tx, author, id, edit.contents, edited);
    if (edit.action === 'activate') return this.changes.setActive(tx, author, id, true);
    if (edit.action === 'add') await this.changes.add(tx, author, id, edit.contents);
    else await this.changes.remove(tx, author, id);
    return true;
  }

  /** What the flow is now. With `hold` it stays so until the transaction ends. */
  basis(tx: Transaction, { objectId }: FlowEdit, hold: boolean): Promise<FlowNow | null> {
    return hold ? this.changes.held(tx, objectId) : this.changes.now(tx, objectId);
  }

  async hindrances(tx: Transaction, { contents, objectId }: FlowEdit): Promise<Hindrances> {
    const nameTaken = contents !== null && (await this.changes.isNameTaken(tx, contents.name, objectId));
    return { nameTaken, namedBy: [], saved: await this.changes.savedBy(tx, objectId) };
  }
}

@Injectable()
export class BundleEdits {
  constructor(private readonly changes: BundleChanges) {}

  async carryOut(tx: Transaction, author: Author, edit: BundleEdit, edited?: number): Promise<boolean> {
    if (edit.action === 'edit') return this.changes.edit(tx, author, edit.objectId, edit.contents, edited);
    if (edit.action === 'add') await this.changes.add(tx, author, edit.objectId, edit.contents);
    else await this.changes.remove(tx, author, edit.objectId);
    return true;
  }

  basis(tx: Transaction, { objectId }: BundleEdit, hold: boolean): Promise<BundleContents | null> {
    return hold ? this.changes.held(tx, objectId) : this.changes.now(objectId);
  }

  async hindrances(tx: Transaction, { action, contents, objectId }: BundleEdit): Promise<Hindrances> {
    const nameTaken = contents !== null && (await this.changes.isNameTaken(tx, contents.name, objectId));
    const namedBy = action === 'remove' ? await this.changes.namedBy(tx, objectId) : [];
    return { nameTaken, namedBy, saved: await this.changes.savedBy(tx, objectId) };
  }
}

@Injectable()
export class ProposedEdits {
  constructor(
    private readonly flows: FlowEdits,
    private readonly bundles: BundleEdits,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Gives whether that changed anything.
   * @param edited the version from which the edit was made; undefined: whatever there is
   * @throws Fault as the direct edit does
   */
  async carryOut(tx: Transaction, author: Author, edit: ProposedEdit, edited?: number): Promise<boolean> {
    if (edit.kind === 'access-flow') return this.flows.carryOut(tx, author, edit, edited);
    if (edit.kind === 'bundle') return this.bundles.carryOut(tx, author, edit, edited);
    if (!(await this.fourEyes.held(tx))) return false;
    await this.fourEyes.set(tx, false);
    const object = { kind: 'installation', id: null, name: 'Four eyes' };
    await this.audit.record(tx, author.actor, { action: 'four-eyes.switched-off', object, detail: { ...author.approval } }); // prettier-ignore
    return true;
  }

  /** What the edit starts from, kept so until the transaction ends. null for what is new. */
  held(tx: Transaction, edit: ProposedEdit): Promise<EditBasis> {
    return this.basis(tx, edit, true);
  }

  /** The same as it is now, for looking only. */
  now(edit: ProposedEdit): Promise<EditBasis> {
    return this.basis(this.transactions.reader, edit, false);
  }

  /** What stands in the way of the edit now, for looking only. */
  async hindrances(edit: ProposedEdit): Promise<Hindrances> {
    const { reader } = this.transactions;
    if (edit.kind === 'four-eyes') return NONE;
    return edit.kind === 'access-flow' ? this.flows.hindrances(reader, edit) : this.bundles.hindrances(reader, edit);
  }

  private async basis(tx: Transaction, edit: ProposedEdit, hold: boolean): Promise<EditBasis> {
    if (edit.action === 'add' || edit.kind === 'four-eyes') return null;
    return edit.kind === 'access-flow' ? this.flows.basis(tx, edit, hold) : this.bundles.basis(tx, edit, hold);
  }
}
