/** The parts of a flow that are trees or lists of several kinds: how they stand in the OpenAPI document, and their checks. */
import { ApiExtraModels, ApiProperty, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { wrongInApproval } from '#access/approval-input.js';
import { APPROVER_KINDS, TIER_MODES } from '#access/approval-policy.js';
import { CONDITION_OPERATORS, CONDITION_SUBJECTS } from '#access/condition.js';
import { hasOnly, isId, isRecord, isShortText, wrongInConditions } from '#access/condition-input.js';
import { CUSTOM_FIELD_LIMITS, CUSTOM_FIELD_NAME, isFieldPattern, withoutAnchors } from '#access/custom-field.js';
import type { WrongField } from '#access/fault.js';
import type { PersonId, TeamId } from '#access/ids.js';
import { areTargetPermissions, isResourceQuery, isServerScope } from '#access/target-input.js';
import { Parts } from '../http/validation.js';

const MOST = { people: 500, targets: 50 } as const;
// Decorated classes are known only when the module is: a property that names a later one is given by name.
const ref = (name: string): { $ref: string } => ({ $ref: getSchemaPath(name) });
const oneOf = (...names: string[]): ApiPropertyOptions => ({ oneOf: names.map(ref) }) as ApiPropertyOptions;
const listOf = (...names: string[]): ApiPropertyOptions =>
  ({ type: 'array', items: { oneOf: names.map(ref) } }) as ApiPropertyOptions;
const TREE = ['AllOfConditions', 'AnyOfConditions', 'FlowCondition'];

export class PeopleOrTeamsInput {
  @ApiProperty({ type: [String], format: 'uuid', maxItems: MOST.people }) personIds: PersonId[];
  @ApiProperty({ type: [String], format: 'uuid', maxItems: MOST.people }) teamIds: TeamId[];
}

export class FlowCondition {
  @ApiProperty({ enum: [...CONDITION_SUBJECTS], enumName: 'ConditionSubject' }) subject: string;
  @ApiProperty({ required: false, description: 'The name of the attribute; there for the subject attribute alone' })
  attribute?: string;
  @ApiProperty({ enum: [...CONDITION_OPERATORS], enumName: 'ConditionOperator' }) operator: string;
  @ApiProperty({ type: [String], description: 'Ids for is and is-not of people, teams and shifts; else texts' })
  values: string[];
}

export class AllOfConditions {
  @ApiProperty(listOf(...TREE)) all: unknown[];
}
export class AnyOfConditions {
  @ApiProperty(listOf(...TREE)) any: unknown[];
}

export class FlowApprover {
  @ApiProperty({ enum: [...APPROVER_KINDS], enumName: 'ApproverKind' }) kind: string;
  @ApiProperty({ required: false, format: 'uuid', description: 'Of the person, team or shift' }) id?: string;
}
export class AnyOfApprovers {
  @ApiProperty({ type: [FlowApprover] }) any: FlowApprover[];
  @ApiProperty({ type: 'integer', description: 'So many people must say yes' }) needed: number;
}
export class AllOfApprovers {
  @ApiProperty({ type: [FlowApprover], description: 'One person for each must say yes' }) all: FlowApprover[];
}
export class FlowApprovalTier {
  @ApiProperty({ enum: [...TIER_MODES], enumName: 'ApprovalMode' }) mode: string;
  @ApiProperty(listOf('AnyOfApprovers', 'AllOfApprovers')) sets: unknown[];
}
export class FlowApproval {
  @ApiProperty({ type: [FlowApprovalTier], minItems: 1, maxItems: 5 }) tiers: FlowApprovalTier[];
  @ApiProperty({ type: 'integer', nullable: true, description: 'From one tier to the next; null where there is one' })
  escalateAfterSeconds: number | null;
  @ApiProperty({ type: 'integer', description: 'So many people must say no to end a request' }) noesNeeded: number;
  @ApiProperty() requesterMayApprove: boolean;
  @ApiProperty() approverReasonRequired: boolean;
}

export class FlowRequestFor {
  @ApiProperty() self: boolean;
  @ApiProperty() directReports: boolean;
  @ApiProperty({ ...oneOf(...TREE), nullable: true } as ApiPropertyOptions) others: unknown;
}

export class FlowCustomField {
  @ApiProperty({ pattern: CUSTOM_FIELD_NAME.source }) name: string;
  @ApiProperty() label: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'A regular expression without groups and alternatives. The whole value is compared; ^ and $ around it are left out',
  })
  pattern: string | null;
  @ApiProperty() required: boolean;
}

const tagsSchema = { type: 'object', additionalProperties: { type: 'string' } };
const textsSchema = { type: 'array', items: { type: 'string' } };
const selector = (name: string, schema: object) => ({
  type: 'object',
  required: [name],
  properties: { [name]: schema },
});
const SELECTORS = [
  selector('all', { type: 'boolean', enum: [true] }), selector('names', textsSchema), selector('ids', textsSchema), selector('patterns', textsSchema),
  selector('tags', tagsSchema), selector('tagPatterns', tagsSchema),
]; // prettier-ignore
const selectors = { type: 'array', items: { oneOf: SELECTORS } };
const SCOPE = {
  oneOf: [...SELECTORS, { type: 'object', required: ['include', 'exclude'], properties: { include: selectors, exclude: selectors } }],
} as ApiPropertyOptions; // prettier-ignore
const PERMISSIONS = { oneOf: [{ type: 'string', enum: ['all'] }, textsSchema] } as ApiPropertyOptions;

/** The field of a scope and of permissions, as they stand in the OpenAPI document. */
export const ScopeProperty = (): PropertyDecorator => ApiProperty(SCOPE);
export const PermissionsProperty = (): PropertyDecorator => ApiProperty(PERMISSIONS);

export class FlowQuery {
  @ApiProperty({ type: String, nullable: true, description: 'Part of the name of a server' }) text: string | null;
  @ApiProperty(tagsSchema as ApiPropertyOptions) tags: Record<string, string>;
  @ApiProperty({ type: [String], nullable: true, description: 'null: of any integration' })
  integrationIds: string[] | null;
}
export class IntegrationTargetInput {
  @ApiProperty({ format: 'uuid' }) integrationId: string;
  @ScopeProperty() servers: unknown;
  @PermissionsProperty() permissions: unknown;
}
export class BundleTargetInput {
  @ApiProperty({ format: 'uuid' }) bundleId: string;
}
export class QueryTargetInput {
  @ApiProperty() query: FlowQuery;
  @PermissionsProperty() permissions: unknown;
}

/** The classes above that are named by name only. */
export const FlowPartModels = (): ClassDecorator & MethodDecorator =>
  ApiExtraModels(PeopleOrTeamsInput, FlowCondition, AllOfConditions, AnyOfConditions, AnyOfApprovers, AllOfApprovers, FlowApproval, IntegrationTargetInput, BundleTargetInput, QueryTargetInput); // prettier-ignore

const wrong = (reason: string, path = ''): WrongField[] => [{ path, reason }];

/** The short way to say who: lists of people and teams. */
const isPeople = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && (Object.hasOwn(value, 'personIds') || Object.hasOwn(value, 'teamIds'));

const wrongInPeople = (value: Record<string, unknown>): WrongField[] => {
  if (!hasOnly(value, 'personIds', 'teamIds')) return wrong('must have exactly personIds, teamIds');
  const lists = Object.entries(value).flatMap(([name, ids]) =>
    Array.isArray(ids) && ids.length <= MOST.people && new Set(ids).size === ids.length && ids.every(isId)
      ? []
      : wrong(`must be a list of at most ${MOST.people} ids, each once`, `.${name}`),
  );
  if (lists.length > 0) return lists;
  return Object.values(value).every((ids) => (ids as unknown[]).length === 0) ? wrong('must name somebody') : [];
};

const wrongInTarget = (value: unknown, path: string): WrongField[] => {
  if (isRecord(value) && Object.hasOwn(value, 'bundleId')) {
    return hasOnly(value, 'bundleId') && isId(value['bundleId']) ? [] : wrong('must be an id and nothing else', `${path}.bundleId`);
  }
  if (!isRecord(value) || !Object.hasOwn(value, 'query')) return wrongInServers(value, path);
  if (!hasOnly(value, 'query', 'permissions')) return wrong('must have exactly query, permissions', path);
  return [
    ...(isResourceQuery(value['query']) ? [] : wrong('must have text, tags and integrationIds, and ask for something', `${path}.query`)),
    ...wrongInPermissions(value['permissions'], path),
  ];
}; // prettier-ignore

const wrongInServers = (value: unknown, path: string): WrongField[] => {
  const names = ['integrationId', 'servers', 'permissions'];
  if (!isRecord(value) || !hasOnly(value, ...names)) return wrong(`must have exactly ${names.join(', ')}`, path);
  return [
    ...(isId(value['integrationId']) ? [] : wrong('must be an id', `${path}.integrationId`)),
    ...(isServerScope(value['servers']) ? [] : wrong('must be {"all": true}, names, ids, patterns, tags or tagPatterns with at least one entry, or include and exclude of those', `${path}.servers`)),
    ...wrongInPermissions(value['permissions'], path),
  ];
}; // prettier-ignore

const wrongInPermissions = (value: unknown, path: string): WrongField[] =>
  areTargetPermissions(value)
    ? []
    : wrong('must be "all" or a list of Linux groups and sudo roles, or Default', `${path}.permissions`);

const wrongInCustomField = (value: unknown, path: string): WrongField[] => {
  const names = ['name', 'label', 'pattern', 'required'];
  if (!isRecord(value) || !hasOnly(value, ...names)) return wrong(`must have exactly ${names.join(', ')}`, path);
  const { name, label, pattern, required } = value;
  return [
    ...(typeof name === 'string' && CUSTOM_FIELD_NAME.test(name) ? [] : wrong('must be lower-case letters, digits and -', `${path}.name`)),
    ...(isShortText(label, 100) ? [] : wrong('must be a short text', `${path}.label`)),
    ...(pattern === null || (typeof pattern === 'string' && isFieldPattern(withoutAnchors(pattern))) ? [] : wrong('must be a regular expression without groups, alternatives and anchors (the whole value is compared), with at most three quantifiers, or null', `${path}.pattern`)),
    ...(typeof required === 'boolean' ? [] : wrong('must be true or false', `${path}.required`)),
  ];
}; // prettier-ignore

const isList = (value: unknown, least: number, most: number): value is unknown[] =>
  Array.isArray(value) && value.length >= least && value.length <= most;

export const RequestersField = (): PropertyDecorator =>
  Parts(oneOf('PeopleOrTeamsInput', ...TREE), (value) =>
    isPeople(value) ? wrongInPeople(value) : wrongInConditions(value, ''),
  );

export const ApproversField = (): PropertyDecorator => {
  const description = 'null: nobody is asked';
  const schema = { ...oneOf('PeopleOrTeamsInput', 'FlowApproval'), nullable: true, description } as ApiPropertyOptions;
  return Parts(schema, (value) => {
    if (value === null) return [];
    return isPeople(value) ? wrongInPeople(value) : wrongInApproval(value, '');
  });
};

const targetsOf = (wrongIn: typeof wrongInTarget, ...kinds: string[]): PropertyDecorator => {
  const schema = { ...listOf(...kinds), minItems: 1, maxItems: MOST.targets } as ApiPropertyOptions;
  return Parts(schema, (value) =>
    isList(value, 1, MOST.targets)
      ? value.flatMap((target, at) => wrongIn(target, `[${at}]`))
      : wrong(`must be a list of 1 to ${MOST.targets} entries`),
  );
};

export const TargetsField = (): PropertyDecorator =>
  targetsOf(wrongInTarget, 'IntegrationTargetInput', 'BundleTargetInput', 'QueryTargetInput');

/** What a bundle holds: servers of integrations. */
export const BundledTargetsField = (): PropertyDecorator => targetsOf(wrongInServers, 'IntegrationTargetInput');

export const RequestForField = (): PropertyDecorator =>
  Parts({ type: FlowRequestFor }, wrongInRequestFor, { optional: true });

const wrongInRequestFor = (value: unknown): WrongField[] => {
  if (!isRecord(value) || !hasOnly(value, 'self', 'directReports', 'others'))
    return wrong('must have exactly self, directReports, others');
  const { self, directReports, others } = value;
  if (typeof self !== 'boolean' || typeof directReports !== 'boolean') return wrong('self and directReports must be true or false'); // prettier-ignore
  if (!self && !directReports && others === null) return wrong('must allow something');
  return others === null ? [] : wrongInConditions(others, '.others');
};

export const CustomFieldsField = (): PropertyDecorator =>
  Parts(
    { type: [FlowCustomField], maxItems: CUSTOM_FIELD_LIMITS.fields },
    (value) => {
      if (!isList(value, 0, CUSTOM_FIELD_LIMITS.fields)) return wrong(`must be a list of at most ${CUSTOM_FIELD_LIMITS.fields}`);
      const names = value.map((field) => (isRecord(field) ? field['name'] : undefined));
      if (new Set(names).size < names.length) return wrong('must not name the same twice');
      return value.flatMap((field, at) => wrongInCustomField(field, `[${at}]`));
    },
    { optional: true },
  ); // prettier-ignore
