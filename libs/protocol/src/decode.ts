import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Fault } from '#access/fault.js';
import { LINK_MAX_BYTES } from './version.js';

type Classes = Readonly<Record<string, new () => object>>;

const describe = (errors: ValidationError[], path = ''): string[] =>
  errors.flatMap((error) => [
    ...Object.values(error.constraints ?? {}).map((reason) => `${path}${error.property}: ${reason}`),
    ...describe(error.children ?? [], `${path}${error.property}.`),
  ]);

const parse = (text: string): unknown => {
  if (Buffer.byteLength(text) > LINK_MAX_BYTES) throw new Fault('input-invalid', 'The message is too large.');
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new Fault('input-invalid', 'The message holds a forbidden field.');
      return typeof value === 'string' ? storable(value) : value;
    });
  } catch (cause) {
    throw cause instanceof Fault ? cause : new Fault('input-invalid', 'The message is not JSON.');
  }
};

/**
 * A text as PostgreSQL takes it. Messages quote what servers say, also strange ones: NUL and halves of a character become a
 * symbol, so that no server's words can keep a message from being stored, and the link from going on.
 */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD');

/**
 * Takes JSON text and gives an instance of the class, with every field checked and unknown fields refused.
 * @throws Fault input-invalid that names the fields.
 */
export const decodeAs = <T extends object>(type: new () => T, text: string): T => checked(type, parse(text));

/** Takes a message off the link and gives the checked instance of the class that its `type` names. */
export const decodeMessage = <T extends Classes>(classes: T, text: string): InstanceType<T[keyof T]> => {
  const plain = parse(text);
  const type = plain !== null && typeof plain === 'object' && 'type' in plain ? plain.type : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(classes, type)) {
    throw new Fault('input-invalid', 'The message is of an unknown type.', { detail: `type ${JSON.stringify(type)}` });
  }
  return checked(classes[type], plain) as InstanceType<T[keyof T]>;
};

const checked = <T extends object>(type: new () => T, plain: unknown): T => {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) {
    throw new Fault('input-invalid', 'The message is not a JSON object.');
  }
  const instance = plainToInstance(type, plain);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) {
    throw new Fault('input-invalid', 'The message has fields that are wrong.', { detail: describe(errors).join('; ') });
  }
  return instance;
};
