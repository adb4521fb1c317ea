import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, MaxLength, ValidateBy, ValidateIf } from 'class-validator';
import { IdField, Line, OneOf } from '../http/fields.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.js';
import { ROLES, type Role } from './person.js';

const MOST_ATTRIBUTES = 50;

const areAttributes = (value: unknown): boolean =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  Object.keys(value).length <= MOST_ATTRIBUTES &&
  Object.entries(value).every(
    ([name, text]) => /^[\w.:-]{1,64}$/.test(name) && typeof text === 'string' && text.length <= 500,
  );

const Attributes = (): PropertyDecorator => (target, property) => {
  const message = `must be at most ${MOST_ATTRIBUTES} pairs of a name (letters, digits, . : _ -) and a text`;
  ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, selfRequired: false })(target, property);
  ValidateIf((_, value) => value !== undefined)(target, property);
  ValidateBy({ name: 'attributes', validator: { validate: areAttributes, defaultMessage: () => message } })(
    target,
    property,
  );
};

const Address =
  (optional = false): PropertyDecorator =>
  (target, property) => {
    ApiProperty({ format: 'email', maxLength: 254, required: !optional })(target, property);
    if (optional) ValidateIf((_, value) => value !== undefined)(target, property);
    MaxLength(254, { message: 'must have at most 254 characters' })(target, property);
    IsEmail({ require_tld: false }, { message: 'must be an e-mail address' })(target, property);
  };

export const Password = (optional = false): PropertyDecorator =>
  Line(LONGEST_PASSWORD, { min: SHORTEST_PASSWORD, optional });

export class NewPersonInput {
  @Line(100) displayName: string;
  @Address() email: string;
  @OneOf(ROLES, 'Role') role: Role;
  @Password(true) password?: string;
  @Line(32, { optional: true, description: 'Made from the address when left out' }) accountName?: string;
  @IdField({ optional: true, nullable: true }) managerId?: string | null;
  @Attributes() attributes?: Record<string, string>;
}

export class EditPerson {
  @Line(100, { optional: true }) displayName?: string;
  @Address(true) email?: string;
  @OneOf(ROLES, 'Role', { optional: true }) role?: Role;
  @Line(32, { optional: true }) accountName?: string;
  @IdField({ optional: true, nullable: true }) managerId?: string | null;
  @Attributes() attributes?: Record<string, string>;
  @Password(true) password?: string;
}

export class DisablePerson {
  @Line(500) reason: string;
}

export class FirstAdministrator {
  @Line(200) token: string;
  @Line(100) displayName: string;
  @Address() email: string;
  @Password() password: string;
}
