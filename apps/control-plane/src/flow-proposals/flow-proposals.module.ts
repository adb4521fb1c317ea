import { Module } from '@nestjs/common';
import { AccessFlowsModule } from '../access-flows/access-flows.module.js';
import { BundlesModule } from '../bundles/bundles.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { FlowProposalsController } from './flow-proposals.controller.js';
import { FlowProposalsReading } from './flow-proposals-reading.service.js';
import { FlowProposals } from './flow-proposals.service.js';
import { FlowProposalsStore } from './flow-proposals.store.js';
import { FourEyesController } from './four-eyes.controller.js';
import { FourEyesReading, FourEyesSetting } from './four-eyes-setting.service.js';
import { ProposalDrifts } from './proposal-drifts.service.js';
import { ProposalRadius } from './proposal-radius.service.js';
import { ProposalJournal, ProposalRecords } from './proposal-records.service.js';
import { BundleEdits, FlowEdits, ProposedEdits } from './proposed-edits.service.js';

@Module({
  imports: [IdentityModule, BundlesModule, AccessFlowsModule],
  controllers: [FlowProposalsController, FourEyesController],
  providers: [
    BundleEdits,
    FlowEdits,
    FlowProposals,
    FlowProposalsReading,
    FlowProposalsStore,
    FourEyesReading,
    FourEyesSetting,
    ProposalDrifts,
    ProposalJournal,
    ProposalRadius,
    ProposalRecords,
    ProposedEdits,
  ],
  exports: [FlowProposalsReading],
})
export class FlowProposalsModule {}
