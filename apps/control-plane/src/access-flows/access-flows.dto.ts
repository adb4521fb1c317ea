import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { FLOW_LIMITS, type ServerScope } from '#access/access-flow.js';
import type { IntegrationId, PersonId, TeamId } from '#access/ids.js';
import { isLinuxName } from '#access/linux-names.js';
import { DEFAULT_PERMISSION } from '#access/resource.js';
import { IdField, IdListField, Line, WholeNumber, YesNo } from '../http/fields.js';
import type { FlowContents } from './access-flows.service.js';

const MOST = { people: 500, targets: 50, names: 1000, tags: 20, permissions: 200 } as const;

/** A checked value with its own shape in the OpenAPI document. */
const Checked = (
  schema: ApiPropertyOptions,
  message: string,
  validate: (value: unknown) => boolean,
): PropertyDecorator =>
  applyDecorators(
    ApiProperty(schema),
    ValidateBy({ name: 'shape', validator: { validate, defaultMessage: () => message } }),
  );

const isShortText = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= 200 &&
  !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(value);
const isList = (value: unknown, most: number, each: (one: unknown) => boolean): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= most &&
  new Set(value).size === value.length &&
  value.every(each);

const isScope = (value: unknown): boolean => {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length !== 1)
    return false;
  if ('all' in value) return value.all === true;
  if ('names' in value) return isList(value.names, MOST.names, (name) => isShortText(name) && name !== '');
  return 'tags' in value && areTags(value.tags);
};

const areTags = (value: unknown): boolean => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const tags = Object.entries(value);
  return (
    tags.length > 0 &&
    tags.length <= MOST.tags &&
    tags.every(([tag, text]) => isShortText(tag) && tag !== '' && isShortText(text))
  );
};

const isPermission = (value: unknown): boolean =>
  typeof value === 'string' && (value === DEFAULT_PERMISSION || isLinuxName(value));
const arePermissions = (value: unknown): boolean => value === 'all' || isList(value, MOST.permissions, isPermission);

const SCOPE: ApiPropertyOptions = {
  oneOf: [
    { type: 'object', required: ['all'], properties: { all: { type: 'boolean', enum: [true] } } },
    { type: 'object', required: ['names'], properties: { names: { type: 'array', items: { type: 'string' } } } },
    {
      type: 'object',
      required: ['tags'],
      properties: { tags: { type: 'object', additionalProperties: { type: 'string' } } },
    },
  ],
};
const PERMISSIONS: ApiPropertyOptions = {
  oneOf: [
    { type: 'string', enum: ['all'] },
    { type: 'array', items: { type: 'string' } },
  ],
};

/** The field of a scope and of permissions, as they stand in the OpenAPI document; used by the view too. */
export const ScopeProperty = (): PropertyDecorator => ApiProperty(SCOPE);
export const PermissionsProperty = (): PropertyDecorator => ApiProperty(PERMISSIONS);

export class PeopleOrTeamsInput {
  @IdListField(MOST.people) personIds: PersonId[];
  @IdListField(MOST.people) teamIds: TeamId[];
}

export class FlowTargetInput {
  @IdField() integrationId: IntegrationId;
  @Checked(SCOPE, 'must be {"all": true}, {"names": […]} or {"tags": {…}} with at least one entry', isScope)
  servers: ServerScope;
  @Checked(PERMISSIONS, 'must be "all" or a list of Linux groups and sudo roles, or Default', arePermissions)
  permissions: string[] | 'all';
}

@ApiExtraModels(PeopleOrTeamsInput)
export class AccessFlowInput {
  @Line(100) name: string;
  @IsDefined({ message: 'must be given' })
  @ValidateNested()
  @Type(() => PeopleOrTeamsInput)
  @ApiProperty()
  requesters: PeopleOrTeamsInput;
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must have at least one entry' })
  @ArrayMaxSize(MOST.targets, { message: `must have at most ${MOST.targets} entries` })
  @ValidateNested({ each: true })
  @Type(() => FlowTargetInput)
  @ApiProperty({ type: [FlowTargetInput], minItems: 1, maxItems: MOST.targets })
  targets: FlowTargetInput[];
  @ValidateIf((_, value) => value !== null)
  @IsDefined({ message: 'must be people and teams, or null for an automatic flow' })
  @ValidateNested()
  @Type(() => PeopleOrTeamsInput)
  @ApiProperty({ allOf: [{ $ref: getSchemaPath(PeopleOrTeamsInput) }], nullable: true, description: 'null: automatic' })
  approvers: PeopleOrTeamsInput | null;
  @WholeNumber(FLOW_LIMITS.shortestSeconds, FLOW_LIMITS.longestSeconds) longestSeconds: number;
  @YesNo() justificationRequired: boolean;
  @WholeNumber(FLOW_LIMITS.requestTimeoutSeconds.least, FLOW_LIMITS.requestTimeoutSeconds.most, { optional: true })
  requestTimeoutSeconds?: number;
  @YesNo() allowsForwarding: boolean;
  @WholeNumber(FLOW_LIMITS.finishWithinSeconds.least, FLOW_LIMITS.finishWithinSeconds.most, {
    optional: true,
    nullable: true,
    description:
      'Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it',
  })
  finishWithinSeconds?: number | null;
}

const plain = ({ personIds, teamIds }: PeopleOrTeamsInput): FlowContents['requesters'] => ({ personIds, teamIds });

/** What the input says, as it is stored. */
export const contentsOfInput = (input: AccessFlowInput): FlowContents => ({
  name: input.name.trim(),
  requesters: plain(input.requesters),
  targets: input.targets.map(({ integrationId, servers, permissions }) => ({
    integrationId,
    servers: { ...servers },
    permissions,
  })),
  approvers: input.approvers && plain(input.approvers),
  longestSeconds: input.longestSeconds,
  justificationRequired: input.justificationRequired,
  requestTimeoutSeconds: input.requestTimeoutSeconds ?? FLOW_LIMITS.requestTimeoutSeconds.unlessSaid,
  allowsForwarding: input.allowsForwarding,
  finishWithinSeconds: input.finishWithinSeconds ?? null,
});
