import { ApiProperty } from '@nestjs/swagger';
import { PROPOSAL_ACTIONS, PROPOSAL_KINDS, PROPOSAL_STATES, type ProposalAction, type ProposalKind, type ProposalState } from '#access/proposal.js'; // prettier-ignore
import { PageOf } from '../http/page.js';
import { PersonSummary } from '../identity/person.view.js';

export class FourEyesView {
  @ApiProperty({
    description: 'Edits of access flows and bundles count only when a second administrator approved them',
  })
  required: boolean;
  @ApiProperty({ type: 'integer', description: 'Enabled administrators, as human beings; two are needed' })
  administrators: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The proposal to switch it off, if one waits' }) // prettier-ignore
  switchOffProposal: string | null;
}

/** One field that would say something else, both as JSON. */
export class ProposedDifference {
  @ApiProperty() field: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: there is nothing yet' }) before: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null: it is taken away' }) after: string | null;
}

export class FlowProposalView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: [...PROPOSAL_KINDS], enumName: 'ProposalKind' }) kind: ProposalKind;
  @ApiProperty({ enum: [...PROPOSAL_ACTIONS], enumName: 'ProposalAction' }) action: ProposalAction;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The flow or bundle' })
  objectId: string | null;
  @ApiProperty({ description: 'Its name when this was proposed' }) objectName: string;
  @ApiProperty({ enum: [...PROPOSAL_STATES], enumName: 'ProposalState' }) state: ProposalState;
  @ApiProperty({ description: 'It waits, but things changed since: it cannot be approved as they are' })
  outOfDate: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why it is out of date; null: it is not' })
  outOfDateBecause: string | null;
  @ApiProperty({ type: [String], description: 'People whom it names and who are disabled now' })
  disabledPeople: string[];
  @ApiProperty({ type: PersonSummary }) proposedBy: PersonSummary;
  @ApiProperty({ format: 'date-time' }) proposedAt: string;
  @ApiProperty({ description: 'The reader proposed it, from whatever account: he cannot approve it' }) own: boolean;
  @ApiProperty({ type: PersonSummary, nullable: true }) decidedBy: PersonSummary | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was refused' }) reason: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'In words, as it was when this was proposed; null: it is new' }) // prettier-ignore
  before: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'In words, as it would be; null: it is taken away' })
  after: string | null;
  @ApiProperty({ type: [ProposedDifference], description: 'Each field that would say something else' })
  differences: ProposedDifference[];
}

export class FlowProposalsPage extends PageOf(FlowProposalView) {}
