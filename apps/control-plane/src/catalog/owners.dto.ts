import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateIf, ValidateNested } from 'class-validator';
import { Fault } from '#access/fault.js';
import type { PersonId, TeamId } from '#access/ids.js';
import { OWNER_LIMITS, OWNER_TAG_NAMES, type OwnerTag } from '#access/owners.js';
import { IdListField, Line, OneOf } from '../http/fields.js';
import { PersonSummary, TeamSummary } from '../identity/person.view.js';

const given = (_: unknown, value: unknown): boolean => value !== undefined;

/** Those who own something: any of these people, and whoever is in one of these teams. */
export class OwnersInput {
  @IdListField(OWNER_LIMITS.named) personIds: PersonId[];
  @IdListField(OWNER_LIMITS.named) teamIds: TeamId[];
}

export class OwnerTagInput {
  @Line(OWNER_LIMITS.tagLength, { description: 'Key of the tag' }) tag: string;
  @OneOf(OWNER_TAG_NAMES, 'OwnerTagNames', { description: 'Its value is the name of a team, or the address of a person' })
  names: OwnerTag['names']; // prettier-ignore
}

/** The field of an integration. */
export const OwnersField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: OwnersInput, required: false, description: 'Who owns the integration' }),
    ValidateIf(given),
    IsObject({ message: 'must be an object' }),
    ValidateNested(),
    Type(() => OwnersInput),
  );

/** The field of an integration; see readOwnerTags. */
export const OwnerTagsField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: [OwnerTagInput],
      required: false,
      maxItems: OWNER_LIMITS.tags,
      description: 'Tags whose values name the owners of a server, compared exactly',
    }),
    ValidateIf(given),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(OWNER_LIMITS.tags, { message: `must have at most ${OWNER_LIMITS.tags} entries` }),
    ValidateNested({ each: true }),
    Type(() => OwnerTagInput),
  );

/** Takes the tags as they were sent and gives them as they are stored. @throws Fault input-invalid where two are one */
export function readOwnerTags(tags: readonly OwnerTag[]): OwnerTag[] {
  const keys = tags.map(({ tag, names }) => JSON.stringify([tag, names]));
  const fields = keys.flatMap((key, at) =>
    keys.indexOf(key) < at ? [{ path: `ownerTags[${at}].tag`, reason: 'is named a second time' }] : [],
  );
  if (fields.length === 0) return tags.map(({ tag, names }) => ({ tag, names }));
  throw new Fault('input-invalid', 'The tags that name owners have a bad entry.', {
    hint: 'Mend the named entries; nothing was changed.',
    fields,
  });
}

export class OwnersView {
  @ApiProperty({ type: [PersonSummary] }) people: PersonSummary[];
  @ApiProperty({ type: [TeamSummary] }) teams: TeamSummary[];
}

export class OwnerTagView {
  @ApiProperty() tag: string;
  @ApiProperty({ enum: [...OWNER_TAG_NAMES], enumName: 'OwnerTagNames' }) names: OwnerTag['names'];
}

/** A value that stands on servers, and whom it names now. */
export class OwnerValueView extends OwnerTagView {
  @ApiProperty() value: string;
  @ApiProperty({ type: TeamSummary, nullable: true }) team: TeamSummary | null;
  @ApiProperty({ type: PersonSummary, nullable: true, description: 'With team null too: it names nobody' })
  person: PersonSummary | null;
}

export class IntegrationOwnerValue extends OwnerValueView {
  @ApiProperty({ type: 'integer', description: 'How many servers bear it' }) servers: number;
}

export class IntegrationOwnersView {
  @ApiProperty({ type: [IntegrationOwnerValue], description: 'Those that name nobody first; at most 1,000' })
  values: IntegrationOwnerValue[];
}

export class ServerOwnersView {
  @ApiProperty({ type: OwnersView, description: 'Those named on this server' }) named: OwnersView;
  @ApiProperty({ type: [OwnerValueView], description: 'What its tags say' }) byTag: OwnerValueView[];
  @ApiProperty({ type: OwnersView, description: 'Those of its integration' }) integration: OwnersView;
}
