import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { FlowProposalId, PersonId } from '#access/ids.js';
import { type GoneThing, type ObjectChange, whyOutOfDate } from '#access/proposal-drift.js';
import { FlowReferences, type Missing } from '../access-flows/flow-references.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { SavedVersion } from '../http/edited-version.js';
import type { Person } from '../identity/person.js';
import type { FlowProposal } from './flow-proposals.store.js';
import type { FlowProposalView } from './flow-proposals.view.js';
import { type EditBasis, ProposedEdits } from './proposed-edits.service.js';

export type SaidDrift = Pick<FlowProposalView, 'outOfDateBecause' | 'disabledPeople'>;

/** Of one that was decided. */
export const NO_DRIFT: SaidDrift = { outOfDateBecause: null, disabledPeople: [] };

/** What came between proposals that wait and their approval, told before anybody tries to approve one. */
@Injectable()
export class ProposalDrifts {
  constructor(
    private readonly edits: ProposedEdits,
    private readonly references: FlowReferences,
    private readonly audit: AuditService,
  ) {}

  /** @param people with those who proposed them. Gives it of those that wait. */
  async of(
    proposals: readonly FlowProposal[],
    people: ReadonlyMap<PersonId, Person>,
  ): Promise<Map<FlowProposalId, SaidDrift>> {
    const waiting = proposals.filter(({ state }) => state === 'pending');
    const missing = await this.references.missing(waiting.map(namedBy));
    const nameless = missing.flatMap(({ gone }) => gone.flatMap(({ id, name }) => (name === null ? id : [])));
    const names = await this.audit.lastNames(nameless);
    const told = waiting.map(async (proposal, at) => {
      const said = await this.said(proposal, people.get(proposal.proposedById), missing[at], names);
      return [proposal.id, said] as const;
    });
    return new Map(await Promise.all(told));
  }

  private async said(
    { edit, basedOn, objectName }: FlowProposal,
    proposer: Person | undefined,
    { gone, disabled }: Missing,
    names: ReadonlyMap<string, string>,
  ): Promise<SaidDrift> {
    const [now, { saved, ...hindrances }] = await Promise.all([this.edits.now(edit), this.edits.hindrances(edit)]);
    const outOfDateBecause = whyOutOfDate({
      kind: edit.kind,
      objectName,
      newName: edit.contents?.name ?? null,
      object: isDeepStrictEqual(now, basedOn) ? null : changeOf(basedOn as EditBasis, now, saved),
      gone: gone.map(({ kind, id, name }): GoneThing => ({ kind, name: name ?? names.get(id) ?? null })),
      ...hindrances,
      proposer: {
        displayName: proposer?.displayName ?? 'Somebody',
        administers: proposer?.role === 'administrator' && !proposer.disabled,
      },
    });
    return { outOfDateBecause, disabledPeople: [...disabled] };
  }
}

/** What an edit would have its object name. */
const namedBy = ({ edit }: FlowProposal): Parameters<FlowReferences['missing']>[0][number] => {
  if (edit.contents === null) return {};
  const { contents } = edit;
  return 'requesters' in contents ? { ...contents, approvers: contents.approval } : { targets: [...contents.targets] };
};

/** Whatever else differs, somebody saved it. */
const changeOf = (was: EditBasis, now: EditBasis, saved: SavedVersion | null): ObjectChange => {
  if (now === null || saved === null) return { what: 'deleted' };
  if (was !== null && 'active' in was && 'active' in now && was.version === now.version && was.active !== now.active) {
    return { what: now.active ? 'switched-on' : 'switched-off' };
  }
  return { what: 'edited', by: saved.by, atMs: saved.at.getTime() };
};
