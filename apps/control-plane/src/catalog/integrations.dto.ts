import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import {
  Allow,
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { Fault } from '#access/fault.js';
import { isLinuxName, LINUX_NAME, RESERVED_NAMES } from '#access/linux-names.js';
import { parseSecretReference, secretReferenceProblem } from '#secret-store/secret-reference.js';
import { FaultView } from '../http/fault.view.js';
import { IdField, Line, Lines } from '../http/fields.js';
import { PageOf } from '../http/page.js';
import { SudoRoleView } from '../http/sudo-role.view.js';
import { OwnersField, OwnersInput, OwnersView, OwnerTagInput, OwnerTagsField, OwnerTagView } from './owners.dto.js';
import { type SudoRoleInput, SudoRolesField } from './sudo-roles.dto.js';

const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}._-])?$/u;
const NAME_MESSAGE = { message: 'must be letters, digits, blanks and . _ - only, and begin with a letter or digit' };
const GROUPS_MAX = 200;
const ACCESS_DETAILS_MOST = 400;
const given = (_: unknown, value: unknown): boolean => value !== undefined;

/** The forms in which administrators give a list; it is read by readServersList, which names every mistake. */
const SERVERS_SCHEMA = {
  description:
    'The list, or its JSON text. Each server: name, host, and optionally user, port (number or text), tags (list or object)',
  oneOf: [
    { type: 'array', items: { type: 'object', additionalProperties: true }, maxItems: 10_000 },
    { type: 'string' },
  ],
};
const SECRET_SCHEMA = {
  description: 'Where the connector reads the key of its login: value base64_private_key of that secret',
  oneOf: [
    {
      type: 'object',
      required: ['store', 'path'],
      properties: { store: { type: 'string', enum: ['file'] }, path: { type: 'string' } },
    },
    {
      type: 'object',
      required: ['store', 'region', 'secretId'],
      properties: {
        store: { type: 'string', enum: ['aws-secrets-manager'] },
        region: { type: 'string' },
        secretId: { type: 'string' },
        endpoint: { type: 'string' },
      },
    },
  ],
};
const GROUPS_SCHEMA: ApiPropertyOptions = {
  type: [String],
  maxItems: GROUPS_MAX,
  required: false,
  description: 'Linux groups that people may ask for',
};

class IntegrationOptions {
  @Line(32, { optional: true, description: 'Login for servers that name none' })
  @ValidateIf(given)
  @Matches(LINUX_NAME, { message: 'must be a Linux user name' })
  defaultUser?: string;
  @ApiProperty(GROUPS_SCHEMA)
  @ValidateIf(given)
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(GROUPS_MAX)
  @IsString({ each: true })
  userGroups?: string[];
  @SudoRolesField() sudoRoles?: SudoRoleInput[];
  @OwnersField() owners?: OwnersInput;
  @OwnerTagsField() ownerTags?: OwnerTagInput[];
  @Lines(ACCESS_DETAILS_MOST, {
    optional: true,
    nullable: true,
    description: 'Plain text for the page of whoever has access to one of its servers; null: none',
  })
  customAccessDetails?: string | null;
  @ApiProperty({ required: false, description: 'Text of a known_hosts file: its keys count as confirmed' })
  @ValidateIf(given)
  @IsString()
  @MaxLength(4_000_000)
  knownHosts?: string;
}

export class NewIntegration extends IntegrationOptions {
  @Line(100) @Matches(NAME, NAME_MESSAGE) name: string;
  @IdField() connectorId: string;
  @ApiProperty(SECRET_SCHEMA as object) @IsObject({ message: 'must be an object' }) secret: object;
  @ApiProperty(SERVERS_SCHEMA as object) @IsDefined({ message: 'is missing' }) servers: unknown;
}

export class EditIntegration extends IntegrationOptions {
  @Line(100, { optional: true }) @Matches(NAME, NAME_MESSAGE) name?: string;
  @IdField({ optional: true }) connectorId?: string;
  @ApiProperty({ ...SECRET_SCHEMA, required: false } as object)
  @ValidateIf(given)
  @IsObject({ message: 'must be an object' })
  secret?: object;
  @ApiProperty({ ...SERVERS_SCHEMA, required: false } as object) @Allow() servers?: unknown;
}

export class ServersListInput {
  @ApiProperty(SERVERS_SCHEMA as object) @IsDefined({ message: 'is missing' }) servers: unknown;
  @Line(32, { optional: true })
  @ValidateIf(given)
  @Matches(LINUX_NAME, { message: 'must be a Linux user name' })
  defaultUser?: string;
}

export class ServerEntryView {
  @ApiProperty() name: string;
  @ApiProperty() host: string;
  @ApiProperty() user: string;
  @ApiProperty({ type: 'integer' }) port: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) tags: Record<string, string>;
}

export class ServersListView {
  @ApiProperty({ type: [ServerEntryView] }) servers: ServerEntryView[];
}

export class IntegrationConnectorView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() connected: boolean;
}

export const INTEGRATION_STATUSES = ['initializing', 'active', 'warning', 'error'] as const;

export class IntegrationView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ['ssh-servers'] }) kind: 'ssh-servers';
  @ApiProperty({ type: IntegrationConnectorView }) connector: IntegrationConnectorView;
  @ApiProperty(SECRET_SCHEMA as object) secret: object;
  @ApiProperty() defaultUser: string;
  @ApiProperty({ type: [ServerEntryView] }) servers: ServerEntryView[];
  @ApiProperty({ type: [String] }) userGroups: string[];
  @ApiProperty({ type: [SudoRoleView] }) sudoRoles: SudoRoleView[];
  @ApiProperty({ type: OwnersView }) owners: OwnersView;
  @ApiProperty({ type: [OwnerTagView] }) ownerTags: OwnerTagView[];
  @ApiProperty({ type: String, nullable: true, description: 'What people read on the page of their access' })
  customAccessDetails: string | null;
  @ApiProperty({ enum: [...INTEGRATION_STATUSES], enumName: 'IntegrationStatus' })
  status: (typeof INTEGRATION_STATUSES)[number];
  @ApiProperty({ type: FaultView, nullable: true }) fault: FaultView | null;
  @ApiProperty({ type: 'integer' }) serversFound: number;
  @ApiProperty({ type: 'integer' }) serversActive: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastLookedAt: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

export class IntegrationsPage extends PageOf(IntegrationView) {}

const wrong = (message: string, path: string, reason: string): Fault =>
  new Fault('input-invalid', message, {
    hint: 'Mend the named field; nothing was changed.',
    fields: [{ path, reason }],
  });

/** Takes where a secret is and gives it in the stored form. @throws Fault input-invalid */
export function readSecret(secret: object): Record<string, unknown> {
  const problem = secretReferenceProblem(secret);
  if (problem === undefined) return { ...parseSecretReference(secret) };
  const at = problem.indexOf(': ');
  throw wrong('The reference to the secret is malformed.', problem.slice(0, at), problem.slice(at + 2));
}

/** Takes Linux groups that people may ask for. System groups of ours and of the system are never given. @throws Fault input-invalid */
export function readGroups(groups: string[]): string[] {
  const problems = groups.flatMap((group, index) => {
    const reason = groupProblem(group, groups.indexOf(group) < index);
    return reason === undefined ? [] : [{ path: `userGroups[${index}]`, reason }];
  });
  if (problems.length === 0) return groups;
  throw new Fault('input-invalid', 'The list of Linux groups has a bad entry.', {
    hint: 'Mend the named entries; nothing was changed.',
    fields: problems,
  });
}

function groupProblem(group: string, again: boolean): string | undefined {
  if (!isLinuxName(group)) return 'must be a Linux group name: small letters, digits, - and _, at most 32';
  if (RESERVED_NAMES.has(group)) return 'is a group of the system, which is never given to anybody';
  return again ? 'is named a second time' : undefined;
}
