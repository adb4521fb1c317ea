import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, Matches, MaxLength, ValidateIf, ValidateNested } from 'class-validator'; // prettier-ignore
import { ACCESS_REQUEST_STATES, type AccessRequestState } from '#access/access-request.js';
import { FLOW_LIMITS } from '#access/access-flow.js';
import { isRecord, isShortText } from '#access/condition-input.js';
import { CUSTOM_FIELD_LIMITS, CUSTOM_FIELD_NAME } from '#access/custom-field.js';
import { Fault } from '#access/fault.js';
import type { AccessFlowId, BundleId, IntegrationId, PersonId, ResourceId } from '#access/ids.js';
import { DEFAULT_PERMISSION } from '#access/resource.js';
import { IdField, IdListField, Line, Lines, Moment, OneOf, WholeNumber, YesNo } from '../http/fields.js';
import { PageQuery } from '../http/page.js';
import { Parts } from '../http/validation.js';
import { type Ask, type AskBatch, MOST_RESOURCES } from './ask.js';

const MOST_PERMISSIONS = 20;
const REASON = 1000;
/** Less would be over before a server is set up for it. (The web app offers whole minutes.) */
const SHORTEST_SECONDS = 5;

/** Names of Linux groups and sudo roles, or `Default`; each layer checks them by itself [I27]. */
const Permissions = ({ optional = false } = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], minItems: optional ? 0 : 1, maxItems: MOST_PERMISSIONS, required: !optional }),
    ...(optional
      ? [ValidateIf((_, value) => value !== undefined)]
      : [ArrayMinSize(1, { message: 'must name at least one permission' })]),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(MOST_PERMISSIONS, { message: `must have at most ${MOST_PERMISSIONS} entries` }),
    ArrayUnique({ message: 'must not name the same twice' }),
    IsString({ each: true, message: 'must be a list of texts' }),
    MaxLength(32, { each: true, message: 'must be a list of names of at most 32 characters' }),
    Matches(new RegExp(`^(${DEFAULT_PERMISSION}|[a-z_][a-z0-9_-]{0,31})$`), {
      each: true,
      message: 'must be a list of Linux groups and sudo roles, or Default',
    }),
  );

/** Values of the flow's custom fields; whether they are those that it asks for is for the decision to say. */
const FilledFields = (): PropertyDecorator =>
  Parts(
    { type: 'object', additionalProperties: { type: 'string' } },
    (value) => {
      if (!isRecord(value) || Object.keys(value).length > CUSTOM_FIELD_LIMITS.fields)
        return [{ path: '', reason: `must be at most ${CUSTOM_FIELD_LIMITS.fields} names and texts` }];
      return Object.entries(value).flatMap(([name, text]) =>
        CUSTOM_FIELD_NAME.test(name) && (text === '' || isShortText(text, CUSTOM_FIELD_LIMITS.valueLength))
          ? []
          : [{ path: `.${name}`, reason: `must be a text of at most ${CUSTOM_FIELD_LIMITS.valueLength} characters` }],
      );
    },
    { optional: true },
  );

/** What is said once of an ask, for however many resources. */
class AskTerms {
  @IdField({ optional: true, nullable: true, description: 'For whom; without it for oneself' })
  receiverId?: PersonId | null;
  @WholeNumber(SHORTEST_SECONDS, FLOW_LIMITS.longestSeconds, { optional: true, nullable: true, description: 'Without it as long as the flow gives to who does not say. The pages offer a minute at least; less is for trying ends out' })
  durationSeconds?: number | null; // prettier-ignore
  @FilledFields() fields?: Record<string, string>;
  @Lines(REASON, { optional: true, nullable: true, description: 'The justification' }) reason?: string | null;
  @IdField({ optional: true, nullable: true, description: 'Under which flow; without it any that permits it' })
  flowId?: AccessFlowId | null;
  @Moment({ optional: true, nullable: true, description: 'When it is to begin, where the flow lets one say so; without it, or where it has passed, as soon as it may. An emergency begins at once' })
  startAt?: string | null; // prettier-ignore
  @YesNo({ optional: true, description: 'An emergency: access at once where the flow allows it; an approver reviews it afterwards' })
  breakGlass?: boolean; // prettier-ignore
}

export class AskInput extends AskTerms {
  @IdField() resourceId: ResourceId;
  @Permissions() permissions: string[];
  @Moment({ optional: true, nullable: true, description: 'Where it asks for what runs: the end that was seen. Where it has moved meanwhile, or nothing runs any more, nothing is done' })
  fromUntilAt?: string | null; // prettier-ignore
}

export class AskedItemInput {
  @IdField() resourceId: ResourceId;
  @Permissions() permissions: string[];
  @FilledFields() fields?: Record<string, string>;
  @IdField({ optional: true, description: 'Under which flow this one' }) flowId?: AccessFlowId;
  @YesNo({ optional: true, description: 'Whether this one is an emergency' }) breakGlass?: boolean;
}

/** Either resources or a bundle. What is said for one resource counts there instead of what is said for all. */
export class AskBatchInput extends AskTerms {
  @ApiProperty({ type: [AskedItemInput], required: false, maxItems: MOST_RESOURCES, description: 'Each resource once' })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(MOST_RESOURCES, { message: `must have at most ${MOST_RESOURCES} entries` })
  @ArrayUnique((item: unknown) => (isRecord(item) ? item['resourceId'] : item), { message: 'must not name the same resource twice' })
  @ValidateNested({ each: true, message: 'must be a list of resources with permissions' })
  @Type(() => AskedItemInput)
  items?: AskedItemInput[]; // prettier-ignore
  @IdField({ optional: true, nullable: true, description: 'All that this bundle holds, instead of `items`' })
  bundleId?: BundleId | null;
}

/** The terms as the decision takes them. */
const termsOf = ({ receiverId = null, durationSeconds = null, fields = {}, reason = null, flowId = null, startAt = null, breakGlass = false }: AskTerms) => ({
  receiverId, durationSeconds, fields: { ...fields }, reason, flowId, startAtMs: startAt === null ? null : Date.parse(startAt), breakGlass,
}); // prettier-ignore

export const askOf = ({ resourceId, permissions, fromUntilAt = null, ...terms }: AskInput): Ask => ({
  ...termsOf(terms),
  resourceId,
  permissions,
  seenUntilMs: fromUntilAt === null ? null : Date.parse(fromUntilAt),
});

/** @throws Fault input-invalid unless it names either resources or a bundle */
export const batchOf = (input: AskBatchInput): AskBatch => {
  const { items = [], bundleId = null } = input;
  if (items.length > 0 === (bundleId !== null)) {
    throw new Fault('input-invalid', 'A batch names either resources or a bundle.', {
      hint: 'Send items, or bundleId.',
      fields: [{ path: 'items', reason: 'must name resources where no bundle is named, and none where one is' }],
    });
  }
  const named = items.map(({ resourceId, permissions, fields, flowId, breakGlass }) => ({
    resourceId,
    permissions,
    ...(fields && { fields: { ...fields } }),
    ...(flowId !== undefined && { flowId }),
    ...(breakGlass !== undefined && { breakGlass }),
  }));
  return { terms: termsOf(input), what: bundleId === null ? { items: named } : { bundleId } };
};

export class ReviewInput {
  @Lines(REASON, { description: 'What the reviewer found' }) comment: string;
}

export class ExtendInput {
  @WholeNumber(SHORTEST_SECONDS, FLOW_LIMITS.longestSeconds, { description: 'How much longer than its end now' })
  durationSeconds: number;
  @Moment({ description: 'The end that was seen. Where it has moved meanwhile nothing is done: pressing twice counts once' })
  fromUntilAt: string; // prettier-ignore
  @Lines(REASON, { optional: true, nullable: true, description: 'The justification' }) reason?: string | null;
}

export class AnswerInput {
  @Lines(REASON, { optional: true, nullable: true }) reason?: string | null;
}

const SCOPES = ['mine', 'waiting-for-me', 'to-review', 'to-start', 'all'] as const;
const REVIEWS = ['open', 'overdue'] as const;

export class AccessRequestsQuery extends PageQuery {
  @OneOf(SCOPES, 'AccessRequestsScope', {
    optional: true,
    description: '`to-start`: approved and not begun, for its approvers; `all` is for administrators',
  })
  scope: (typeof SCOPES)[number] = 'mine';
  @OneOf(ACCESS_REQUEST_STATES, 'AccessRequestState', { optional: true }) state?: AccessRequestState;
  @IdField({ optional: true, description: 'Only those that were asked for together' }) batchId?: string;
  @OneOf(REVIEWS, 'ReviewFilter', { optional: true, description: 'Only those that were taken in an emergency and are not reviewed' })
  review?: (typeof REVIEWS)[number]; // prettier-ignore
}

/** As many as stand on one page. */
const MOST_AT_ONCE = 50;

export class BackgroundsQuery {
  @IdListField(MOST_AT_ONCE)
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  id: string[];
}

export class CatalogQuery extends PageQuery {
  @Line(400, { optional: true, description: '`key` or `key=value`' }) tag?: string;
  @IdField({ optional: true }) integrationId?: IntegrationId;
  @IdField({ optional: true, description: 'Only this server, where the person may ask for it' })
  resourceId?: ResourceId;
  @OneOf(['favourites'], 'CatalogOnly', { optional: true, description: 'Those that the person marked' })
  only?: 'favourites';
}

export class FavouriteInput {
  @Permissions({ optional: true }) permissions?: string[];
}

export class ReceiversQuery {
  @IdField() flowId: AccessFlowId;
  @Line(200, { optional: true, min: 0, description: 'Only names that have this text in them' }) search?: string;
}
