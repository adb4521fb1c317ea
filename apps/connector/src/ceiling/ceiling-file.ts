import { readFileSync } from 'node:fs';
import { Fault } from '#access/fault.js';
import { type Ceiling, DEFAULT_CEILING } from './ceiling.js';

const LISTS = ['servers', 'logins', 'accounts', 'groups', 'sudo', 'ended'] as const;
const PATTERN = /^[a-z0-9_.:*-]{1,255}$/;
const GRANT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SUDO_PATTERN = /^(ALL|\*|\/[A-Za-z0-9_.+@/=:,* -]{1,255})$/;
const LONGEST_SECONDS = 10 * 366 * 24 * 3600;

/**
 * Reads the ceiling file; without one the default holds. A file that is named but bad stops the start: a ceiling that is
 * not understood must not become no ceiling.
 * @throws Fault config-invalid that names file, field and reason
 */
export const readCeiling = (path: string | undefined): Ceiling => {
  if (path === undefined) return DEFAULT_CEILING;
  try {
    return parseCeiling(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof CeilingError ? cause.message : 'it cannot be read';
    throw new Fault('config-invalid', `The ceiling file ${path} is not accepted: ${reason}.`, {
      hint: 'Example: {"servers":["*.example.com"],"logins":["curfew"],"accounts":["*"],"groups":["web-ops"],"sudo":["/usr/bin/systemctl restart *"],"longestSeconds":86400}. A field that is left out is not limited, except sudo (none) and longestSeconds (30 days). ended names grants that are over, by id.',
      detail: cause instanceof CeilingError ? undefined : String(cause),
    });
  }
};

class CeilingError extends Error {}

/** Takes JSON text and gives the ceiling. Unknown fields are refused: a misspelt limit would limit nothing. */
export const parseCeiling = (text: string): Ceiling => {
  const fields = parseObject(text);
  const known: readonly string[] = [...LISTS, 'longestSeconds'];
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CeilingError(`${JSON.stringify(unknown)} is no field of it`);
  const lists = LISTS.map((name) => [name, readList(name, fields[name])] as const);
  return { ...DEFAULT_CEILING, ...Object.fromEntries(lists), longestSeconds: readLongest(fields.longestSeconds) };
};

const parseObject = (text: string): Record<string, unknown> => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new CeilingError('it is not JSON');
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw new CeilingError('it is not a JSON object');
  return Object.fromEntries(Object.entries(parsed));
};

const readList = (field: (typeof LISTS)[number], value: unknown): readonly string[] => {
  if (value === undefined) return DEFAULT_CEILING[field];
  if (!Array.isArray(value)) throw new CeilingError(`${field} is not a list`);
  return value.map((entry: unknown, index) => {
    const { pattern, words } = ENTRIES[field];
    if (typeof entry === 'string' && pattern.test(entry)) return entry;
    throw new CeilingError(`${field}[${index}] is not ${words}`);
  });
};

const NAMES = { pattern: PATTERN, words: 'a pattern of lower-case letters, digits, . : _ - and *' };
const ENTRIES = {
  servers: NAMES,
  logins: NAMES,
  accounts: NAMES,
  groups: NAMES,
  sudo: {
    pattern: SUDO_PATTERN,
    words: 'ALL, or an absolute command with its arguments, in which * stands for any characters',
  },
  ended: { pattern: GRANT_ID, words: 'the id of a grant' },
} as const;

const readLongest = (value: unknown): number => {
  if (value === undefined) return DEFAULT_CEILING.longestSeconds;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LONGEST_SECONDS) return value;
  throw new CeilingError(`longestSeconds is not a whole number of seconds from 1 to ${LONGEST_SECONDS}`);
};
