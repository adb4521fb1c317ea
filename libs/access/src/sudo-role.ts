/**
 * Sudo roles: permissions that are a sudo rule with a name instead of a Linux group. What may stand in a command is an
 * allow-list, because it becomes a line of sudoers; API, connector and curfew-host each check by themselves [I27] [I39].
 */
import { isLinuxName, RESERVED_NAMES } from './linux-names.js';

export interface SudoRole {
  readonly name: string;
  /** What may be run as root, each with exactly these arguments; `ALL` alone: everything, as anyone. */
  readonly commands: readonly string[];
}

/** The one command that stands for all of them. */
export const SUDO_ALL = 'ALL';

/** curfew-host has the same limits. */
export const SUDO_LIMITS = {
  rolesPerIntegration: 50,
  rolesPerGrant: 32,
  commandsPerRole: 20,
  commandLength: 256,
  wordsPerCommand: 32,
} as const;

const PATH = /^(\/[A-Za-z0-9_.+@-]+)+$/;
const ARGUMENT = /^[A-Za-z0-9_.+@/=:,-]+$/;

/**
 * Why a text is no command of a sudo role; undefined: it is one. A command without arguments may be run without arguments
 * only: in sudoers it would mean any arguments, which nobody who approves can see.
 */
export const sudoCommandProblem = (command: string): string | undefined => {
  if (command === SUDO_ALL) return undefined;
  if (command.length > SUDO_LIMITS.commandLength) return `must have at most ${SUDO_LIMITS.commandLength} characters`;
  const [path = '', ...words] = command.split(' ');
  if (!path.startsWith('/'))
    return 'must begin with the absolute path of a program, such as /usr/bin/systemctl, or be ALL';
  if (command.includes('..')) return 'must not contain ..';
  if (!PATH.test(path) || /\/\.(\/|$)/.test(path))
    return 'has a path with a character that is not allowed: letters, digits and _ . + @ - only';
  if (path.endsWith('/sudoedit')) return 'must not be sudoedit, which sudo treats as something else than a program';
  if (words.some((word) => !ARGUMENT.test(word))) {
    return 'has an argument with a character that is not allowed (letters, digits and _ . + @ / = : , - only; no wildcards, no quotes), or more than one blank in a row';
  }
  if (words.length >= SUDO_LIMITS.wordsPerCommand)
    return `must have fewer than ${SUDO_LIMITS.wordsPerCommand} arguments`;
  return undefined;
};

export const isSudoCommand = (command: unknown): command is string =>
  typeof command === 'string' && sudoCommandProblem(command) === undefined;

/** Names follow the rules of Linux groups, so that a permission is one word wherever it is named. */
export const isSudoRoleName = (name: string): boolean => isLinuxName(name) && !RESERVED_NAMES.has(name);

/** Whether who has it has root: it may undo anything on that server, Curfew's part included. */
export const givesRoot = ({ commands }: SudoRole): boolean => commands.includes(SUDO_ALL);

/** The roles among the permissions, as they are defined now. */
export const rolesOf = (permissions: readonly string[], roles: readonly SudoRole[]): SudoRole[] =>
  roles
    .filter(({ name }) => permissions.includes(name))
    .map(({ name, commands }) => ({ name, commands: [...commands] }));

/** Whether both give the same: same names, same commands, in any order. */
export const sameRoles = (some: readonly SudoRole[], others: readonly SudoRole[]): boolean =>
  textOf(some) === textOf(others);

const textOf = (roles: readonly SudoRole[]): string =>
  JSON.stringify(roles.map(({ name, commands }) => [name, [...new Set(commands)].sort()]).sort());
