import type { ApiPropertyOptions } from '@nestjs/swagger';
import { hasOnly, isRecord } from '#access/condition-input.js';
import type { WrongField } from '#access/fault.js';
import { type Timeframe, wrongInTimeframe } from '#access/timeframe.js';

/** The hours of the week, as they stand in the OpenAPI document. */
export const TIMEFRAME_SCHEMA = {
  type: 'object',
  nullable: true,
  description: 'When the flow may be used; null: always',
  required: ['timeZone', 'windows'],
  properties: {
    timeZone: { type: 'string', description: 'IANA name, such as Europe/Berlin' },
    windows: {
      type: 'array',
      items: {
        type: 'object',
        required: ['days', 'from', 'until'],
        properties: {
          days: { type: 'array', items: { type: 'string' }, description: 'monday to sunday' },
          from: { type: 'string', description: 'HH:MM' },
          until: { type: 'string', description: 'HH:MM, to 24:00; earlier than from: on the next day' },
        },
      },
    },
  },
} as unknown as ApiPropertyOptions;

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= 7 && value.every((one) => typeof one === 'string');

const isWindow = (value: unknown): boolean =>
  isRecord(value) &&
  hasOnly(value, 'days', 'from', 'until') &&
  isTexts(value['days']) &&
  typeof value['from'] === 'string' &&
  typeof value['until'] === 'string';

/** The wrong parts of what came as a timeframe, with paths from the field on. */
export const wrongTimeframe = (value: unknown): WrongField[] => {
  if (value === null) return [];
  const right =
    isRecord(value) &&
    hasOnly(value, 'timeZone', 'windows') &&
    typeof value['timeZone'] === 'string' &&
    Array.isArray(value['windows']) &&
    value['windows'].every(isWindow);
  if (!right) return [{ path: '', reason: 'must have timeZone and windows, each with days, from and until' }];
  return wrongInTimeframe(value as unknown as Timeframe).map(({ path, reason }) => ({ path: `.${path}`, reason }));
};
