import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDateString, Matches, ValidateIf } from 'class-validator';

/** A moment with its offset: without one it would be read by the clock of whichever machine reads it. */
export const Moment = (options: { optional?: boolean; description?: string } = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'date-time', required: !options.optional, description: options.description }),
    ...(options.optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    IsDateString({ strict: true }, { message: 'must be a time such as 2026-11-22T17:00:00Z' }),
    Matches(/T.*(Z|[+-]\d\d:\d\d)$/, { message: 'must say its offset, as in 2026-11-22T17:00:00Z' }),
  );
