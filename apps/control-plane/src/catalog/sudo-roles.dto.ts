import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import { Fault, type WrongField } from '#access/fault.js';
import { isSudoRoleName, SUDO_ALL, SUDO_LIMITS, sudoCommandProblem, type SudoRole } from '#access/sudo-role.js';

export class SudoRoleInput {
  @ApiProperty({ description: 'As the names of Linux groups, and none of the user groups' })
  @IsString()
  @MaxLength(200)
  name: string;
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: SUDO_LIMITS.commandsPerRole,
    description:
      'Absolute path of a program and exactly the arguments that it may be run with, e.g. `/usr/bin/systemctl restart nginx`. ' +
      'Without arguments it may be run without arguments only. No wildcards, no quotes, no `..`. `ALL` alone gives root.',
  })
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(SUDO_LIMITS.commandsPerRole, { message: `must have at most ${SUDO_LIMITS.commandsPerRole} entries` })
  @IsString({ each: true, message: 'must be a list of texts' })
  @MaxLength(1000, { each: true })
  commands: string[];
}

/** The field of an integration; what stands in it is read by readSudoRoles, which names every mistake. */
export const SudoRolesField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: [SudoRoleInput],
      required: false,
      maxItems: SUDO_LIMITS.rolesPerIntegration,
      description: 'Sudo rules with a name that people may ask for',
    }),
    ValidateIf((_, value) => value !== undefined),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(SUDO_LIMITS.rolesPerIntegration),
    ValidateNested({ each: true }),
    Type(() => SudoRoleInput),
  );

/** Takes sudo roles as they were sent and gives them as they are stored. @throws Fault input-invalid that names every mistake */
export function readSudoRoles(roles: readonly SudoRole[], userGroups: readonly string[]): SudoRole[] {
  const names = roles.map(({ name }) => name);
  const fields = roles.flatMap((role, at) => [
    ...nameProblems(role.name, names.indexOf(role.name) < at, userGroups).map(wrongAt(`sudoRoles[${at}].name`)),
    ...commandsProblems(role.commands, `sudoRoles[${at}].commands`),
  ]);
  if (fields.length === 0) return roles.map(({ name, commands }) => ({ name, commands: [...commands] }));
  throw new Fault('input-invalid', 'The list of sudo roles has a bad entry.', {
    hint: 'Mend the named entries; nothing was changed.',
    fields,
  });
}

const wrongAt =
  (path: string) =>
  (reason: string): WrongField => ({ path, reason });

function nameProblems(name: string, again: boolean, userGroups: readonly string[]): string[] {
  if (!isSudoRoleName(name)) return ['must be small letters, digits, - and _, at most 32, and no name of the system'];
  if (userGroups.includes(name)) return ['is the name of a user group too'];
  return again ? ['is named a second time'] : [];
}

function commandsProblems(commands: readonly string[], path: string): WrongField[] {
  if (commands.length === 0) return [{ path, reason: 'must have at least one command' }];
  if (commands.includes(SUDO_ALL) && commands.length > 1)
    return [{ path, reason: 'ALL stands alone: it holds all others' }];
  return commands.flatMap((command, at) => {
    const reason =
      sudoCommandProblem(command) ?? (commands.indexOf(command) < at ? 'stands there a second time' : undefined);
    return reason === undefined ? [] : [{ path: `${path}[${at}]`, reason }];
  });
}
