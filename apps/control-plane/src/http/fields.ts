/**
 * The kinds of fields that inputs are made of. Each is checked and stands in the OpenAPI document by one decorator, so that
 * the two cannot differ, and each text has a size [I50].
 */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsDateString, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength, ValidateIf } from 'class-validator'; // prettier-ignore

interface Presence {
  /** May be left out. */
  optional?: boolean;
  /** May be null, which says: none. */
  nullable?: boolean;
  description?: string;
}

/** Control characters, and those that turn the direction of text: they make one text look like another. */

const TRICKY = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/u;

const TRICKY_LINES = /^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/u;

const api = (options: ApiPropertyOptions, { optional, nullable, description }: Presence): PropertyDecorator =>
  ApiProperty({
    ...options,
    ...(description !== undefined && { description }),
    ...(optional && { required: false }),
    ...(nullable && { nullable: true }),
  } as ApiPropertyOptions);

const presence = ({ optional, nullable }: Presence): PropertyDecorator[] => {
  if (optional && nullable) return [IsOptional()];
  if (optional) return [ValidateIf((_, value) => value !== undefined)];
  if (nullable) return [ValidateIf((_, value) => value !== null)];
  return [];
};

/** One line of text of `min` (default 1) to `max` characters, without control characters. */
export const Line = (max: number, options: Presence & { min?: number } = {}): PropertyDecorator => {
  const min = options.min ?? 1;
  return applyDecorators(
    api({ type: String, minLength: min, maxLength: max }, options),
    ...presence(options),
    IsString({ message: 'must be text' }),
    MinLength(min, { message: min === 1 ? 'must not be empty' : `must have at least ${min} characters` }),
    MaxLength(max, { message: `must have at most ${max} characters` }),
    Matches(TRICKY, { message: 'must not hold control characters' }),
    ...(min > 0 ? [Matches(/\S/u, { message: 'must not be blank' })] : []),
  );
};

/** Text of up to `max` characters that may hold line breaks. */
export const Lines = (max: number, options: Presence = {}): PropertyDecorator =>
  applyDecorators(
    api({ type: String, maxLength: max }, options),
    ...presence(options),
    IsString({ message: 'must be text' }),
    MaxLength(max, { message: `must have at most ${max} characters` }),
    Matches(TRICKY_LINES, { message: 'must not hold control characters' }),
  );

/** The id of something. */
export const IdField = (options: Presence = {}): PropertyDecorator =>
  applyDecorators(
    api({ type: String, format: 'uuid' }, options),
    ...presence(options),
    IsUUID(undefined, { message: 'must be an id' }),
  );

/** A list of at most `max` ids. */
export const IdListField = (max: number, options: Presence = {}): PropertyDecorator =>
  applyDecorators(
    api({ type: [String], format: 'uuid', maxItems: max }, options),
    ...presence(options),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(max, { message: `must have at most ${max} entries` }),
    ArrayUnique({ message: 'must not name the same twice' }),
    IsUUID(undefined, { each: true, message: 'must be a list of ids' }),
  );

/** A whole number; in a query it may come as text. */
export const WholeNumber = (
  min: number,
  max: number,
  options: Presence & { default?: number } = {},
): PropertyDecorator =>
  applyDecorators(
    api(
      {
        type: 'integer',
        minimum: min,
        maximum: max,
        ...(options.default !== undefined && { default: options.default }),
      },
      options,
    ),
    ...presence(options),
    Type(() => Number),
    IsInt({ message: 'must be a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  );

export const YesNo = (options: Presence = {}): PropertyDecorator =>
  applyDecorators(
    api({ type: Boolean }, options),
    ...presence(options),
    IsBoolean({ message: 'must be true or false' }),
  );

/** One of a few words. */
export const OneOf = (words: readonly string[], name: string, options: Presence = {}): PropertyDecorator =>
  applyDecorators(
    api({ enum: [...words], enumName: name } as ApiPropertyOptions, options),
    ...presence(options),
    IsIn([...words], { message: `must be one of ${words.join(', ')}` }),
  );

/** Some of a few words; in a query one alone comes as a text. */
export const SomeOf = (words: readonly string[], name: string, options: Presence = {}): PropertyDecorator =>
  applyDecorators(
    api({ enum: [...words], enumName: name, isArray: true } as ApiPropertyOptions, options),
    ...presence(options),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value)),
    IsArray({ message: 'must be a list' }),
    ArrayUnique({ message: 'must not name the same twice' }),
    IsIn([...words], { each: true, message: `must be some of ${words.join(', ')}` }),
  );

/** A moment with its offset: without one it would be read by the clock of whichever machine reads it. */
export const Moment = (options: Presence = {}): PropertyDecorator =>
  applyDecorators(
    api({ type: String, format: 'date-time' }, options),
    ...presence(options),
    IsDateString({ strict: true }, { message: 'must be a time such as 2026-11-22T17:00:00Z' }),
    Matches(/T.*(Z|[+-]\d\d:\d\d)$/, { message: 'must say its offset, as in 2026-11-22T17:00:00Z' }),
  );
