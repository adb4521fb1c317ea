import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, ValidateBy } from 'class-validator';
import { isSudoCommand, isSudoRoleName, SUDO_LIMITS } from '#access/sudo-role.js';

const Checked = (name: string, validate: (value: unknown) => boolean): PropertyDecorator =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => `is no ${name}` } });

/** A sudo role with exactly the commands that were approved. Both ends check each command by themselves [I27]. */
export class OrderedSudoRole {
  @IsString()
  @Checked('name of a sudo role', (value) => typeof value === 'string' && isSudoRoleName(value))
  name: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SUDO_LIMITS.commandsPerRole)
  @Checked('list of commands', (value) => Array.isArray(value) && value.every(isSudoCommand))
  commands: string[];
}
