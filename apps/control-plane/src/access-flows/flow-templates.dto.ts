/** The templates of a flow as they come in, and in the OpenAPI document. Whether the flow takes their values: libs/access. */
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { FLOW_LIMITS } from '#access/access-flow.js';
import { hasOnly, isRecord, isShortLines, isShortText } from '#access/condition-input.js';
import { CUSTOM_FIELD_LIMITS } from '#access/custom-field.js';
import type { WrongField } from '#access/fault.js';
import { TEMPLATE_LIMITS } from '#access/request-template.js';
import { Parts } from '../http/validation.js';

export class FlowTemplate {
  @ApiProperty({ maxLength: TEMPLATE_LIMITS.nameLength }) name: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'null: as long as is usual' })
  durationSeconds: number | null;
  @ApiProperty({ type: String, nullable: true, maxLength: TEMPLATE_LIMITS.reasonLength }) reason: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'Of custom fields, by name' } as ApiPropertyOptions)
  fields: Record<string, string>; // prettier-ignore
}

const wrong = (path: string, reason: string): WrongField[] => [{ path, reason }];

const isTime = (value: unknown): boolean =>
  value === null || (Number.isSafeInteger(value) && (value as number) >= FLOW_LIMITS.shortestSeconds);

const areFields = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length <= CUSTOM_FIELD_LIMITS.fields &&
  Object.values(value).every((text) => isShortText(text, CUSTOM_FIELD_LIMITS.valueLength));

const wrongInTemplate = (value: unknown, path: string): WrongField[] => {
  const names = ['name', 'durationSeconds', 'reason', 'fields'];
  if (!isRecord(value) || !hasOnly(value, ...names)) return wrong(path, `must have exactly ${names.join(', ')}`);
  const { nameLength, reasonLength } = TEMPLATE_LIMITS;
  const { name, durationSeconds, reason, fields } = value;
  return [
    ...(isShortText(name, nameLength) ? [] : wrong(`${path}.name`, `must be a text of at most ${nameLength} characters`)),
    ...(isTime(durationSeconds) ? [] : wrong(`${path}.durationSeconds`, 'must be a whole number of at least 60, or null')),
    ...(reason === null || isShortLines(reason, reasonLength) ? [] : wrong(`${path}.reason`, `must be a text of at most ${reasonLength} characters, or null`)),
    ...(areFields(fields) ? [] : wrong(`${path}.fields`, 'must be names of fields with texts')),
  ];
}; // prettier-ignore

export const TemplatesField = (): PropertyDecorator =>
  Parts(
    { type: [FlowTemplate], maxItems: TEMPLATE_LIMITS.templates, description: 'What the request form offers to fill in' },
    (value) =>
      Array.isArray(value) && value.length <= TEMPLATE_LIMITS.templates
        ? value.flatMap((template, at) => wrongInTemplate(template, `[${at}]`))
        : wrong('', `must be a list of at most ${TEMPLATE_LIMITS.templates}`),
    { optional: true },
  ); // prettier-ignore
