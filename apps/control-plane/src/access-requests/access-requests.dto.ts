import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, Matches, MaxLength } from 'class-validator';
import { ACCESS_REQUEST_STATES, type AccessRequestState } from '#access/access-request.js';
import { FLOW_LIMITS } from '#access/access-flow.js';
import { isRecord, isShortText } from '#access/condition-input.js';
import { CUSTOM_FIELD_LIMITS, CUSTOM_FIELD_NAME } from '#access/custom-field.js';
import type { AccessFlowId, IntegrationId, PersonId, ResourceId } from '#access/ids.js';
import { DEFAULT_PERMISSION } from '#access/resource.js';
import { IdField, Line, Lines, OneOf, WholeNumber } from '../http/fields.js';
import { PageQuery } from '../http/page.js';
import { Parts } from '../http/validation.js';

const MOST_PERMISSIONS = 20;
const REASON = 1000;
/** Less would be over before a server is set up for it. (The web app offers whole minutes.) */
const SHORTEST_SECONDS = 5;

/** Names of Linux groups and sudo roles, or `Default`; each layer checks them by itself [I27]. */
const Permissions = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], minItems: 1, maxItems: MOST_PERMISSIONS }),
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(1, { message: 'must name at least one permission' }),
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

export class AskInput {
  @IdField() resourceId: ResourceId;
  @Permissions() permissions: string[];
  @IdField({ optional: true, nullable: true, description: 'For whom; without it for oneself' })
  receiverId?: PersonId | null;
  @WholeNumber(SHORTEST_SECONDS, FLOW_LIMITS.longestSeconds, { optional: true, nullable: true, description: 'Without it as long as the flow gives to who does not say. The pages offer a minute at least; less is for trying ends out' })
  durationSeconds?: number | null; // prettier-ignore
  @FilledFields() fields?: Record<string, string>;
  @Lines(REASON, { optional: true, nullable: true, description: 'The justification' }) reason?: string | null;
  @IdField({ optional: true, nullable: true, description: 'Under which flow; without it any that permits it' })
  flowId?: AccessFlowId | null;
}

export class AnswerInput {
  @Lines(REASON, { optional: true, nullable: true }) reason?: string | null;
}

const SCOPES = ['mine', 'waiting-for-me', 'all'] as const;

export class AccessRequestsQuery extends PageQuery {
  @OneOf(SCOPES, 'AccessRequestsScope', { optional: true, description: '`all` is for administrators' })
  scope: (typeof SCOPES)[number] = 'mine';
  @OneOf(ACCESS_REQUEST_STATES, 'AccessRequestState', { optional: true }) state?: AccessRequestState;
}

export class CatalogQuery extends PageQuery {
  @Line(400, { optional: true, description: '`key` or `key=value`' }) tag?: string;
  @IdField({ optional: true }) integrationId?: IntegrationId;
}
