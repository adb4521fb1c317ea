/** What one may try of flows before it counts: the simulator, and the blast radius of an edit of flow, bundle or team. */
import { ApiProperty, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsDefined, IsString, MaxLength, ValidateIf, ValidateNested } from 'class-validator'; // prettier-ignore
import type { BlastRadius } from '#access/blast-radius.js';
import type { Told } from '#access/simulate.js';
import { BundleInput } from '../bundles/bundles.dto.js';
import { IdField, IdListField, Line, Moment } from '../http/fields.js';
import { MOST_MEMBERS } from '../identity/teams.dto.js';
import { AccessFlowInput } from './access-flows.dto.js';
import { FlowPartModels } from './flow-parts.dto.js';
import type { FlowReach } from './flow-reaches.service.js';
import type { SimulatedAsk } from './simulator.service.js';

const MOST_PERMISSIONS = 200;
/** Of the flows that do not apply, so many are told. */
const MOST_OTHERS = 100;

export class DraftInput {
  @IdField({ optional: true, nullable: true, description: 'The flow that would be edited; null: a new one' })
  flowId?: string | null;
  @ApiProperty({ type: AccessFlowInput })
  @IsDefined({ message: 'must be given' })
  @ValidateNested()
  @Type(() => AccessFlowInput)
  flow: AccessFlowInput;
}

@FlowPartModels()
export class SimulateInput {
  @IdField() personId: string;
  @IdField() resourceId: string;
  @ApiProperty({ type: [String], required: false, description: 'Unless said: what the first flow that applies gives' })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must not be empty' })
  @ArrayMaxSize(MOST_PERMISSIONS, { message: `must have at most ${MOST_PERMISSIONS} entries` })
  @ArrayUnique({ message: 'must not name the same twice' })
  @IsString({ each: true, message: 'must be a list of permissions' })
  @MaxLength(64, { each: true, message: 'must be a list of permissions' })
  permissions?: string[];
  @Moment({ optional: true, description: 'Now, unless it is said' }) atIso?: string;
  @ApiProperty({ type: DraftInput, required: false, description: 'An edit to be tried without saving it' })
  @ValidateIf((_, value) => value !== undefined)
  @ValidateNested()
  @Type(() => DraftInput)
  draft?: DraftInput;
}

export class ToldView {
  @ApiProperty({ description: 'What is looked at' }) about: string;
  @ApiProperty() holds: boolean;
  @ApiProperty() text: string;
  @ApiProperty({ type: 'array', items: { $ref: getSchemaPath('ToldView') } } as ApiPropertyOptions) parts: ToldView[];
}

export class SimulatedFlowView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: it is not saved yet' })
  id: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'It lets this person ask for this at this hour, or gives it by itself' })
  applies: boolean;
  @ApiProperty({ description: 'As edited, and not saved' }) draft: boolean;
  @ApiProperty({ type: [ToldView] }) why: ToldView[];
}

export class OutcomeView {
  @ApiProperty({ enum: ['start', 'later', 'wait', 'refuse'], enumName: 'SimulatedOutcome' })
  would: 'start' | 'later' | 'wait' | 'refuse';
  @ApiProperty({ description: 'One sentence' }) text: string;
  @ApiProperty({ type: String, required: false, description: 'What would help' }) help?: string | undefined;
  @ApiProperty({ type: String, nullable: true, description: 'The flow that answers' }) flow: string | null;
  @ApiProperty({ type: [String], description: 'Who would be asked first' }) asked: string[];
}

export class SimulationView {
  @ApiProperty() person: string;
  @ApiProperty() resource: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({ type: OutcomeView }) outcome: OutcomeView;
  @ApiProperty({ type: [SimulatedFlowView], description: 'Those that apply first; of the others at most 100' })
  flows: SimulatedFlowView[];
  @ApiProperty({ type: 'integer', description: 'Of all flows' }) total: number;
}

export class BlastRadiusInput {
  @ApiProperty({ type: AccessFlowInput, nullable: true, description: 'null: the flow is taken away' })
  @ValidateIf((_, value) => value !== null)
  @IsDefined({ message: 'must be given' })
  @ValidateNested()
  @Type(() => AccessFlowInput)
  flow: AccessFlowInput | null;
}

export class SampleView {
  @ApiProperty({ type: 'integer' }) count: number;
  @ApiProperty({ type: [String], description: 'The first by name, at most 10' }) first: string[];
}

export class BlastChangeView {
  @ApiProperty({ type: SampleView }) people: SampleView;
  @ApiProperty({ type: SampleView }) resources: SampleView;
  @ApiProperty({ type: 'integer', description: 'Pairs of a person and a server between them' }) pairs: number;
}

export class BlastRadiusView {
  @ApiProperty({ type: BlastChangeView, description: 'Who could newly reach what, somebody being able to approve it' })
  gained: BlastChangeView;
  @ApiProperty({ type: BlastChangeView, description: 'What needs no approval and did before, or is new' })
  gainedWithoutApproval: BlastChangeView;
  @ApiProperty({
    type: BlastChangeView,
    description: 'What needs no yes but the own of who receives it, and did before, or is new',
  })
  gainedOnOwnYes: BlastChangeView;
  @ApiProperty({ type: BlastChangeView }) lost: BlastChangeView;
  @ApiProperty({
    type: BlastChangeView,
    description: 'What could newly be asked for, or could be reached before, and nobody can ever approve as things are',
  })
  unapprovable: BlastChangeView;
  @ApiProperty({ type: BlastChangeView, description: 'Who gets what at once, because the flow gives it by itself' })
  givenAtOnce: BlastChangeView;
}

const toldView = ({ about, holds, text, parts = [] }: Told): ToldView => ({
  about,
  holds,
  text,
  parts: parts.map(toldView),
});

export const simulationView = (simulated: SimulatedAsk, atMs: number): SimulationView => {
  const { flows, outcome, person, resource, permissions, draft } = simulated;
  const applying = flows.filter(({ applies }) => applies);
  const others = flows.slice(applying.length, applying.length + MOST_OTHERS);
  return {
    person: person.displayName,
    resource: resource.name,
    at: new Date(atMs).toISOString(),
    permissions: [...permissions],
    outcome:
      outcome.would === 'refuse'
        ? { would: outcome.would, text: outcome.text, help: outcome.help, flow: null, asked: [] }
        : { would: outcome.would, text: outcome.text, flow: outcome.permit.terms.flow.name, asked: [...outcome.asked] },
    flows: [...applying, ...others].map(({ flow, applies, why }) => ({
      id: flow === draft ? null : flow.flowId,
      name: flow.name,
      applies,
      draft: flow === draft,
      why: why.map(toldView),
    })),
    total: flows.length,
  };
};

export class BundleReachInput {
  @ApiProperty({ type: BundleInput, nullable: true, description: 'null: the bundle is deleted' })
  @ValidateIf((_, value) => value !== null)
  @IsDefined({ message: 'must be given' })
  @ValidateNested()
  @Type(() => BundleInput)
  bundle: BundleInput | null;
}

export class EditedTeam {
  @Line(100) name: string;
  @IdListField(MOST_MEMBERS) memberIds: string[];
}

export class TeamReachInput {
  @ApiProperty({ type: EditedTeam, nullable: true, description: 'null: the team is deleted' })
  @ValidateIf((_, value) => value !== null)
  @IsDefined({ message: 'must be given' })
  @ValidateNested()
  @Type(() => EditedTeam)
  team: EditedTeam | null;
}

export class FlowReachView {
  @ApiProperty({ description: 'Name of the flow by which' }) flow: string;
  @ApiProperty() radius: BlastRadiusView;
}

export class ReachView {
  @ApiProperty({ type: [FlowReachView], description: 'As things are now; for a bundle by each active flow that names it, for a team by each by which anybody gains or loses' }) // prettier-ignore
  flows: FlowReachView[];
}

export const blastRadiusView = (radius: BlastRadius): BlastRadiusView => structuredClone(radius) as BlastRadiusView;

export const reachView = (reaches: readonly FlowReach[]): ReachView => ({
  flows: reaches.map(({ flow, radius }) => ({ flow, radius: blastRadiusView(radius) })),
});
