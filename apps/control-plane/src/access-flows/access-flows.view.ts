import { ApiProperty, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { FLOW_TRIGGERS, type FlowTrigger } from '#access/access-flow.js';
import type { ApprovalPolicy } from '#access/approval-policy.js';
import type { ConditionTree } from '#access/condition.js';
import type { ResourceQuery, ServerScope } from '#access/flow-target.js';
import type { RequestFor } from '#access/requesters.js';
import type { Timeframe } from '#access/timeframe.js';
import { PageOf } from '../http/page.js';
import { PersonSummary, TeamSummary } from '../identity/person.view.js';
import {
  FlowApproval,
  FlowCustomField,
  FlowPartModels,
  FlowQuery,
  FlowRequestFor,
  PermissionsProperty,
  ScopeProperty,
} from './flow-parts.dto.js';
import { FlowBreakGlass, FlowClockStart, FlowExtensions } from './flow-rules.dto.js';
import { FlowTemplate } from './flow-templates.dto.js';
import { TIMEFRAME_SCHEMA } from './timeframe.dto.js'; // prettier-ignore

export class PeopleAndTeams {
  @ApiProperty({ type: [PersonSummary] }) people: PersonSummary[];
  @ApiProperty({ type: [TeamSummary] }) teams: TeamSummary[];
}

export class FlowTargetIntegration {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class FlowTargetBundle {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** Servers of an integration, what a bundle holds, or those that a query finds. */
export class FlowTargetView {
  @ApiProperty({ type: FlowTargetIntegration, nullable: true }) integration: FlowTargetIntegration | null;
  @ScopeProperty() servers: ServerScope;
  @ApiProperty({ type: FlowQuery, nullable: true, description: 'Instead of an integration and its servers' })
  query: ResourceQuery | null;
  @ApiProperty({ type: FlowTargetBundle, nullable: true, description: 'Instead of all of that' })
  bundle: FlowTargetBundle | null;
  @PermissionsProperty() permissions: string[] | 'all';
}

export class NamedThing {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

const TREE = ['AllOfConditions', 'AnyOfConditions', 'FlowCondition'].map((name) => ({ $ref: getSchemaPath(name) }));

@FlowPartModels()
export class AccessFlowView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() active: boolean;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({
    enum: [...FLOW_TRIGGERS],
    enumName: 'FlowTrigger',
    description: '`condition`: it gives access by itself',
  })
  trigger: FlowTrigger;
  @ApiProperty({ description: 'Lists of people, teams and servers say the whole of it' }) simple: boolean;
  @ApiProperty({ description: 'Who is named in the conditions, by name' }) requesters: PeopleAndTeams;
  @ApiProperty({ oneOf: TREE } as ApiPropertyOptions) conditions: ConditionTree;
  @ApiProperty({ description: 'The conditions in words' }) requestersInWords: string;
  @ApiProperty({ type: FlowRequestFor }) requestFor: RequestFor;
  @ApiProperty({ type: [FlowTargetView] }) targets: FlowTargetView[];
  @ApiProperty({ type: PeopleAndTeams, nullable: true, description: 'Who is named as approver; null: nobody is asked' })
  approvers: PeopleAndTeams | null;
  @ApiProperty({ type: FlowApproval, nullable: true }) approval: ApprovalPolicy | null;
  @ApiProperty({ type: String, nullable: true, description: 'The approval in words' }) approvalInWords: string | null;
  @ApiProperty({ type: 'integer' }) longestSeconds: number;
  @ApiProperty({ type: 'integer', nullable: true }) defaultSeconds: number | null;
  @ApiProperty() fixedDuration: boolean;
  @ApiProperty(TIMEFRAME_SCHEMA) timeframe: Timeframe | null;
  @ApiProperty({ type: FlowClockStart }) clockStart: FlowClockStart;
  @ApiProperty({ type: FlowExtensions, nullable: true }) extensions: FlowExtensions | null;
  @ApiProperty({ type: FlowBreakGlass, nullable: true }) breakGlass: FlowBreakGlass | null;
  @ApiProperty() justificationRequired: boolean;
  @ApiProperty({ type: [FlowCustomField] }) customFields: FlowCustomField[];
  @ApiProperty({ type: [FlowTemplate] }) templates: FlowTemplate[];
  @ApiProperty({ type: 'integer' }) requestTimeoutSeconds: number;
  @ApiProperty() allowsForwarding: boolean;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it',
  })
  finishWithinSeconds: number | null;
  @ApiProperty({ description: 'The whole of it in words' }) sentence: string;
  @ApiProperty({ type: [NamedThing], description: 'Names of all that it names by id, as far as it exists' })
  names: NamedThing[];
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class AccessFlowsPage extends PageOf(AccessFlowView) {}
