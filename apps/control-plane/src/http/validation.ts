import { applyDecorators, ValidationPipe } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, type ValidationError } from 'class-validator';
import { Fault, type WrongField } from '#access/fault.js';

const MOST_FIELDS = 50;

/** The rule of a field that is checked whole, see `Parts`: what it says is the list of its wrong parts, as JSON. */
const PARTS = 'parts';

/**
 * A field with a shape of its own, such as a tree: `wrongIn` finds what is wrong in it, with paths from the field on
 * (`.any[0].values`; empty: the field itself). Null and undefined are checked too, unless the field is optional.
 */
export const Parts = (
  schema: ApiPropertyOptions,
  wrongIn: (value: unknown) => WrongField[],
  { optional = false } = {},
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...schema, ...(optional && { required: false }) } as ApiPropertyOptions),
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    ValidateBy({
      name: PARTS,
      validator: {
        validate: (value) => wrongIn(value).length === 0,
        defaultMessage: (told) => JSON.stringify(wrongIn(told?.value).slice(0, MOST_FIELDS)),
      },
    }),
  );

const pathOf = (parent: string, property: string): string => {
  if (/^\d+$/.test(property)) return `${parent}[${property}]`;
  return parent === '' ? property : `${parent}.${property}`;
};

const reasonsOf = ({ constraints = {}, property, value }: ValidationError): string[] =>
  Object.entries(constraints).map(([rule, said]) => {
    if (rule === 'whitelistValidation') return 'is not known here';
    if (value === undefined) return 'is missing';
    return said.startsWith(`${property} `) ? said.slice(property.length + 1) : said;
  });

/** Takes what class-validator found and gives each wrong field once, with its first reason. */
export const wrongFieldsOf = (errors: readonly ValidationError[], parent = ''): WrongField[] =>
  errors.flatMap((error) => {
    const path = pathOf(parent, error.property);
    if (error.constraints?.[PARTS] !== undefined && error.value !== undefined) {
      const parts = JSON.parse(error.constraints[PARTS]) as WrongField[];
      return parts.map((part) => ({ path: `${path}${part.path}`, reason: part.reason }));
    }
    const [reason] = reasonsOf(error);
    return [...(reason ? [{ path, reason }] : []), ...wrongFieldsOf(error.children ?? [], path)];
  });

/** Every input is checked whole; what no DTO names is refused, not dropped [I50]. */
export const inputPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => {
      const fields = wrongFieldsOf(errors).slice(0, MOST_FIELDS);
      const named = fields.map(({ path, reason }) => `${path} ${reason}`).join('; ');
      return new Fault('input-invalid', named ? `The input is wrong: ${named}.` : 'The input is wrong.', {
        hint: 'Correct the fields and send it again.',
        fields,
      });
    },
  });
