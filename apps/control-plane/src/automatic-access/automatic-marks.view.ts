import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { FaultView } from '../http/fault.view.js';
import { IdField } from '../http/fields.js';
import { PageOf } from '../http/page.js';

export class MarkNamed {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class MarkHeld {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'Who ended it' }) by: string;
  @ApiProperty({ description: 'The person whose access it was' }) bySelf: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'For administrators; in what is one’s own always null' })
  reason: string | null;
}

export class MarkFailed {
  @ApiProperty({ type: 'integer', description: 'How often in a row' }) failures: number;
  @ApiProperty() fault: FaultView;
  @ApiProperty({ format: 'date-time' }) retryAt: string;
}

export class AutomaticMarkView {
  @ApiProperty() flow: MarkNamed;
  @ApiProperty() person: MarkNamed;
  @ApiProperty() resource: MarkNamed;
  @ApiProperty({
    type: MarkHeld,
    nullable: true,
    description: 'Somebody ended it by hand: it does not come back while the condition goes on holding',
  })
  held: MarkHeld | null;
  @ApiProperty({ type: MarkFailed, nullable: true, description: 'It could not be given, and is tried again' })
  failed: MarkFailed | null;
}

export class AutomaticMarksPage extends PageOf(AutomaticMarkView) {}

export class LiftInput {
  @IdField() flowId: string;
  @IdField() personId: string;
  @IdField() resourceId: string;
}

const MOST_LIFTED = 200;

export class LiftManyInput {
  @ApiProperty({ type: [LiftInput], minItems: 1, maxItems: MOST_LIFTED })
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must not be empty' })
  @ArrayMaxSize(MOST_LIFTED, { message: `must have at most ${MOST_LIFTED} entries` })
  @ValidateNested({ each: true })
  @Type(() => LiftInput)
  places: LiftInput[];
}

export class LiftedView {
  @ApiProperty({ type: 'integer', description: 'Fewer than were named where some were kept back no more' })
  lifted: number;
}

export class WaitingPeople {
  @ApiProperty({ type: 'integer' }) count: number;
  @ApiProperty({ type: [String], description: 'The first by name, at most 10' }) first: string[];
}

export class AutomaticWaitingView {
  @ApiProperty() flow: MarkNamed;
  @ApiProperty() resource: MarkNamed;
  @ApiProperty({ description: 'Who gets it as soon as the server takes new access' }) people: WaitingPeople;
  @ApiProperty({ description: 'Why the server takes none now' }) reason: string;
}

export class AutomaticWaitingPage extends PageOf(AutomaticWaitingView) {}
