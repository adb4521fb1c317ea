import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { FlowTargetInput } from '../access-flows/access-flows.dto.js';
import { Line } from '../http/fields.js';
import type { BundleContents } from './bundles-administration.service.js';

const MOST_TARGETS = 50;

export class BundleInput {
  @Line(100) name: string;
  @Line(500, { optional: true, min: 0 }) description?: string;
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must have at least one entry' })
  @ArrayMaxSize(MOST_TARGETS, { message: `must have at most ${MOST_TARGETS} entries` })
  @ValidateNested({ each: true })
  @Type(() => FlowTargetInput)
  @ApiProperty({ type: [FlowTargetInput], minItems: 1, maxItems: MOST_TARGETS })
  targets: FlowTargetInput[];
}

/** What the input says, as it is stored. */
export const contentsOfInput = ({ name, description, targets }: BundleInput): BundleContents => ({
  name: name.trim(),
  description: description?.trim() ?? '',
  targets: targets.map(({ integrationId, servers, permissions }) => ({
    integrationId,
    servers: { ...servers },
    permissions,
  })),
});
