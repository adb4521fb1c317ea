import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Fault, type WrongField } from '#access/fault.js';

const MOST_FIELDS = 50;

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
