import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { Fault } from '#access/fault.js';

class IdPipe implements PipeTransform<unknown, string> {
  constructor(private readonly name: string) {}

  transform(value: unknown): string {
    if (isUUID(value)) return (value as string).toLowerCase();
    throw new Fault('input-invalid', 'The address of the call does not hold an id.', {
      hint: 'Copy the id from an answer of the API: it is a UUID.',
      fields: [{ path: this.name, reason: 'must be an id' }],
    });
  }
}

/** Parameter of a handler: an id out of the route's path, checked to be one. */
export const IdParam =
  (name = 'id'): ParameterDecorator =>
  (target, method, index) => {
    Param(name, new IdPipe(name))(target, method, index);
    const handler = method && Object.getOwnPropertyDescriptor(target, method);
    if (handler) ApiParam({ name, schema: { type: 'string', format: 'uuid' } })(target, method, handler);
  };
