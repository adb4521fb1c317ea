import { ApiProperty } from '@nestjs/swagger';
import type { ServerScope } from '#access/access-flow.js';
import { PageOf } from '../http/page.js';
import { PersonSummary, TeamSummary } from '../identity/person.view.js';
import { PermissionsProperty, ScopeProperty } from './access-flows.dto.js';

export class PeopleAndTeams {
  @ApiProperty({ type: [PersonSummary] }) people: PersonSummary[];
  @ApiProperty({ type: [TeamSummary] }) teams: TeamSummary[];
}

export class FlowTargetIntegration {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class FlowTargetView {
  @ApiProperty() integration: FlowTargetIntegration;
  @ScopeProperty() servers: ServerScope;
  @PermissionsProperty() permissions: string[] | 'all';
}

export class AccessFlowView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() active: boolean;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty() requesters: PeopleAndTeams;
  @ApiProperty({ type: [FlowTargetView] }) targets: FlowTargetView[];
  @ApiProperty({ type: PeopleAndTeams, nullable: true, description: 'Any one of them suffices; null: automatic' })
  approvers: PeopleAndTeams | null;
  @ApiProperty({ type: 'integer' }) longestSeconds: number;
  @ApiProperty() justificationRequired: boolean;
  @ApiProperty({ type: 'integer' }) requestTimeoutSeconds: number;
  @ApiProperty() allowsForwarding: boolean;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it',
  })
  finishWithinSeconds: number | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class AccessFlowsPage extends PageOf(AccessFlowView) {}
