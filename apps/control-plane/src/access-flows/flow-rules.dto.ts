/** When the time begins, how it is made longer, and what an emergency may: as they come in, and in the OpenAPI document. */
import { ApiProperty } from '@nestjs/swagger';
import { FLOW_LIMITS } from '#access/access-flow.js';
import { hasOnly, isRecord } from '#access/condition-input.js';
import type { WrongField } from '#access/fault.js';
import { Parts } from '../http/validation.js';

const STARTS = ['approval', 'first-use', 'scheduled'] as const;

export class FlowClockStart {
  @ApiProperty({
    enum: [...STARTS],
    enumName: 'ClockStartAt',
    description: '`first-use`: of whoever received it; `scheduled`: at the approval, or at a later time that one names',
  })
  at: (typeof STARTS)[number];
  @ApiProperty({
    type: 'integer',
    required: false,
    description:
      'The first use must come so soon after the approval; a later time may be so far ahead. Not at `approval`',
  })
  withinSeconds?: number;
}
export class FlowExtensions {
  @ApiProperty({ type: 'integer', description: 'How often' }) most: number;
  @ApiProperty({ type: 'integer', description: 'Each time by at most' }) longestSeconds: number;
  @ApiProperty({ description: 'Each is approved as the request was' }) approvalAgain: boolean;
}
export class FlowBreakGlass {
  @ApiProperty({ type: 'integer' }) reviewWithinSeconds: number;
}

const whole = (value: unknown, path: string, least: number, most: number): WrongField[] =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
    ? []
    : [{ path, reason: `must be a whole number of ${least} to ${most}` }];
const shape = (...names: string[]): WrongField[] => [{ path: '', reason: `must have exactly ${names.join(', ')}` }];

const wrongInClockStart = (value: unknown): WrongField[] => {
  if (!isRecord(value) || !STARTS.includes(value['at'] as never))
    return [{ path: '.at', reason: `must be one of ${STARTS.join(', ')}` }];
  if (value['at'] === 'approval') return hasOnly(value, 'at') ? [] : shape('at');
  if (!hasOnly(value, 'at', 'withinSeconds')) return shape('at', 'withinSeconds');
  return whole(value['withinSeconds'], '.withinSeconds', FLOW_LIMITS.aheadSeconds.least, FLOW_LIMITS.aheadSeconds.most);
};

const wrongInExtensions = (value: unknown): WrongField[] => {
  if (value === null) return [];
  const names = ['most', 'longestSeconds', 'approvalAgain'];
  if (!isRecord(value) || !hasOnly(value, ...names)) return shape(...names);
  return [
    ...whole(value['most'], '.most', 1, FLOW_LIMITS.extensions),
    ...whole(value['longestSeconds'], '.longestSeconds', FLOW_LIMITS.shortestSeconds, FLOW_LIMITS.longestSeconds),
    ...(typeof value['approvalAgain'] === 'boolean' ? [] : [{ path: '.approvalAgain', reason: 'must be true or false' }]),
  ];
}; // prettier-ignore

const wrongInBreakGlass = (value: unknown): WrongField[] => {
  if (value === null) return [];
  if (!isRecord(value) || !hasOnly(value, 'reviewWithinSeconds')) return shape('reviewWithinSeconds');
  const { least, most } = FLOW_LIMITS.reviewWithinSeconds;
  return whole(value['reviewWithinSeconds'], '.reviewWithinSeconds', least, most);
};

export const ClockStartField = (): PropertyDecorator =>
  Parts({ type: FlowClockStart, description: 'Unless said: at the approval' }, wrongInClockStart, { optional: true });

export const ExtensionsField = (): PropertyDecorator =>
  Parts({ type: FlowExtensions, nullable: true, description: 'null: never' }, wrongInExtensions, { optional: true });

export const BreakGlassField = (): PropertyDecorator =>
  Parts({ type: FlowBreakGlass, nullable: true, description: 'null: none' }, wrongInBreakGlass, { optional: true });
