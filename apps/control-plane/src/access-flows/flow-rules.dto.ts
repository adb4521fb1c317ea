/** How the time is made longer: as it comes in, and in the OpenAPI document. */
import { ApiProperty } from '@nestjs/swagger';
import { FLOW_LIMITS } from '#access/access-flow.js';
import { hasOnly, isRecord } from '#access/condition-input.js';
import type { WrongField } from '#access/fault.js';
import { Parts } from '../http/validation.js';

export class FlowExtensions {
  @ApiProperty({ type: 'integer', description: 'How often' }) most: number;
  @ApiProperty({ type: 'integer', description: 'Each time by at most' }) longestSeconds: number;
  @ApiProperty({ description: 'Each is approved as the request was' }) approvalAgain: boolean;
}
const whole = (value: unknown, path: string, least: number, most: number): WrongField[] =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
    ? []
    : [{ path, reason: `must be a whole number of ${least} to ${most}` }];
const shape = (...names: string[]): WrongField[] => [{ path: '', reason: `must have exactly ${names.join(', ')}` }];

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

export const ExtensionsField = (): PropertyDecorator =>
  Parts({ type: FlowExtensions, nullable: true, description: 'null: never' }, wrongInExtensions, { optional: true });
