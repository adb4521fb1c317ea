import { Injectable } from '@nestjs/common';
import type { FlowProposalId } from '#access/ids.js';
import { BlastRadiusService } from '../access-flows/blast-radius.service.js';
import { blastRadiusView } from '../access-flows/flow-trials.dto.js';
import { FlowProposalsReading } from './flow-proposals-reading.service.js';
import type { FlowProposal } from './flow-proposals.store.js';
import type { ProposalRadiusView, ProposedReach } from './flow-proposals.view.js';
import type { FlowEdit } from './proposed-edits.service.js';

/** Who could reach what by a proposal, as things are when somebody looks. */
@Injectable()
export class ProposalRadius {
  constructor(
    private readonly reading: FlowProposalsReading,
    private readonly radius: BlastRadiusService,
  ) {}

  /** Empty for what reaches nobody by itself: a bundle that no active flow names, and the setting. */
  async of(id: FlowProposalId): Promise<ProposalRadiusView> {
    return { flows: await this.reaches(await this.reading.find(id)) };
  }

  private async reaches({ edit, objectName }: FlowProposal): Promise<ProposedReach[]> {
    if (edit.kind === 'four-eyes') return [];
    if (edit.kind === 'access-flow') return [{ flow: objectName, radius: blastRadiusView(await this.ofFlow(edit)) }];
    const found = await this.radius.ofBundle(edit.objectId, edit.contents?.targets ?? []);
    return found.map(({ flow, radius }) => ({ flow, radius: blastRadiusView(radius) }));
  }

  private ofFlow({ action, objectId, contents }: FlowEdit): ReturnType<BlastRadiusService['ofContents']> {
    if (action === 'activate') return this.radius.ofActivating(objectId);
    return this.radius.ofContents(action === 'add' ? null : objectId, contents);
  }
}
