import { Injectable } from '@nestjs/common';
import type { FlowProposalId } from '#access/ids.js';
import { BlastRadiusService } from '../access-flows/blast-radius.service.js';
import { type FlowReach, FlowReaches } from '../access-flows/flow-reaches.service.js';
import { type ReachView, reachView } from '../access-flows/flow-trials.dto.js';
import { FlowProposalsReading } from './flow-proposals-reading.service.js';
import type { FlowProposal } from './flow-proposals.store.js';
import type { FlowEdit } from './proposed-edits.service.js';

/** Who could reach what by a proposal, as things are when somebody looks. */
@Injectable()
export class ProposalRadius {
  constructor(
    private readonly reading: FlowProposalsReading,
    private readonly radius: BlastRadiusService,
    private readonly reaches: FlowReaches,
  ) {}

  /** Empty for what reaches nobody by itself: a bundle that no active flow names, and the setting. */
  async of(id: FlowProposalId): Promise<ReachView> {
    return reachView(await this.reachesOf(await this.reading.find(id)));
  }

  private async reachesOf({ edit, objectName }: FlowProposal): Promise<FlowReach[]> {
    if (edit.kind === 'four-eyes') return [];
    if (edit.kind === 'access-flow') return [{ flow: objectName, radius: await this.ofFlow(edit) }];
    return this.reaches.ofContents(edit.objectId, edit.contents?.targets ?? []);
  }

  private ofFlow({ action, objectId, contents }: FlowEdit): ReturnType<BlastRadiusService['ofContents']> {
    if (action === 'activate') return this.radius.ofActivating(objectId);
    return this.radius.ofContents(action === 'add' ? null : objectId, contents);
  }
}
