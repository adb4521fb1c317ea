import { createHash } from 'node:crypto';
import { Fault } from '#access/fault.js';
import { isLinuxName, RESERVED_NAMES } from '#access/linux-names.js';
import { isSudoCommand, isSudoRoleName, SUDO_ALL, type SudoRole } from '#access/sudo-role.js';
import type { OrderedGrant, OrderedServer } from '#protocol/order.js';

/**
 * The ceiling: what this connector does at most, whatever the control plane orders. It is local configuration of whoever
 * runs the connector; an order above it is refused here, with a reason that reaches the person [I35].
 */

export interface Ceiling {
  /** Patterns of hosts that it may log in to; `*` stands for any characters. */
  readonly servers: readonly string[];
  /** Patterns of accounts on servers that it may log in as. */
  readonly logins: readonly string[];
  /** Patterns of accounts that people may get. */
  readonly accounts: readonly string[];
  /** Patterns of Linux groups that people may get. */
  readonly groups: readonly string[];
  /** Patterns of commands that people may run as root by a sudo role; `*` stands for any characters, `ALL` for everything. */
  readonly sudo: readonly string[];
  /** Grants that are over here, whatever is ordered, by their ids. */
  readonly ended: readonly string[];
  /** The longest a grant may last. */
  readonly longestSeconds: number;
}

/**
 * Holds without a ceiling file: any server, account and group, but no sudo and nothing longer than 30 days. A ceiling that does
 * not speak of sudo was written before there was such a thing, or by somebody who did not think of it: then it is no.
 */
export const DEFAULT_CEILING: Ceiling = {
  servers: ['*'],
  logins: ['*'],
  accounts: ['*'],
  groups: ['*'],
  sudo: [],
  ended: [],
  longestSeconds: 30 * 24 * 3600,
};

/** Two ceilings that allow the same have the same digest: all instances of a connector must have one. */
export const ceilingDigest = (ceiling: Ceiling): string => {
  const { longestSeconds, ended, ...lists } = ceiling;
  // Left out where there are none, as by versions that do not know it
  const sorted = Object.entries({ ...lists, ...(ended.length > 0 && { ended }) })
    .map(([name, patterns]: [string, readonly string[]]) => [name, [...new Set(patterns)].sort()])
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([longestSeconds, sorted]))
    .digest('hex');
};

const matches = (pattern: string, text: string): boolean => {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
};

const allows = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matches(pattern, text));

const above = (message: string, hint = CEILING_HINT): Fault => new Fault('above-ceiling', message, { hint });

const CEILING_HINT =
  'Whoever runs the connector can allow it in its ceiling file (CURFEW_CEILING) and restart the connector.';

/** Why the connector may not log in to this server at all; undefined: it may. */
export const serverRefusal = (ceiling: Ceiling, server: OrderedServer): Fault | undefined => {
  if (!allows(ceiling.servers, server.host.toLowerCase())) {
    return above(`The connector's own ceiling does not allow the server ${server.name} (${server.host}).`);
  }
  if (!allows(ceiling.logins, server.user)) {
    return above(`The connector's own ceiling does not allow it to log in as ${server.user} on ${server.name}.`);
  }
  return undefined;
};

/** Why the connector does not add this grant, or not any more, whatever the order says; undefined: it does. */
export const grantRefusal = (ceiling: Ceiling, grant: OrderedGrant): Fault | undefined => {
  if (ceiling.ended.includes(grant.grantId)) {
    return new Fault('grant-not-active', 'Whoever runs the connector ended this grant.', {
      hint: 'Ask who runs the connector; another request is another grant.',
    });
  }
  const names = [grant.account, ...grant.groups];
  const forbidden = names.find((name) => !isLinuxName(name) || RESERVED_NAMES.has(name));
  if (forbidden !== undefined) {
    return new Fault('account-not-allowed', `The name ${forbidden} is reserved: no grant may use it.`, {
      hint: 'Ask for another account or Linux group.',
    });
  }
  if (!allows(ceiling.accounts, grant.account)) {
    return above(`The connector's own ceiling does not allow the account ${grant.account}.`);
  }
  const group = grant.groups.find((name) => !allows(ceiling.groups, name));
  if (group !== undefined) return above(`The connector's own ceiling does not allow the Linux group ${group}.`);
  return sudoRefusal(ceiling, grant.sudoRoles ?? []) ?? lengthRefusal(ceiling, grant);
};

/** Why this connector gives none of these roles to anybody; undefined: it does. */
export const sudoRefusal = (ceiling: Ceiling, roles: readonly SudoRole[]): Fault | undefined => {
  for (const { name, commands } of roles) {
    const bad = isSudoRoleName(name) ? commands.find((command) => !isSudoCommand(command)) : name;
    if (bad !== undefined) {
      return new Fault('above-ceiling', `The sudo role ${name} holds something that no server may be given.`, {
        hint: 'Mend the sudo role on the page of the integration.',
        detail: JSON.stringify(bad).slice(0, 500),
      });
    }
    const refused = commands.find((command) => !allowsCommand(ceiling.sudo, command));
    if (refused !== undefined) {
      return above(`The connector's own ceiling does not allow the sudo role ${name}: ${refused}.`, SUDO_HINT);
    }
  }
  return undefined;
};

/** `*` does not stand for ALL: root for everything must be written down. */
const allowsCommand = (patterns: readonly string[], command: string): boolean =>
  command === SUDO_ALL ? patterns.includes(SUDO_ALL) : allows(patterns, command);

const SUDO_HINT =
  'Whoever runs the connector can name the command in the field "sudo" of its ceiling file (CURFEW_CEILING) and restart the connector.';

/** Until when its sessions may run: what the order says, but never past the longest time of the ceiling. undefined: they end with it. */
export const finishUntilMs = (ceiling: Ceiling, grant: OrderedGrant): number | undefined => {
  if (grant.finishUntilIso === undefined) return undefined;
  return Math.min(Date.parse(grant.finishUntilIso), Date.parse(grant.fromIso) + ceiling.longestSeconds * 1000);
};

/**
 * The grant as long as the ceiling allows, counted from its start: an extension above it moves the end no later than that. What
 * runs goes on until then; `grantRefusal` of the grant as it was ordered says why no longer.
 */
export const cutToCeiling = (ceiling: Ceiling, grant: OrderedGrant): OrderedGrant => {
  const longestMs = Date.parse(grant.fromIso) + ceiling.longestSeconds * 1000;
  if (grant.extended === undefined || !(Date.parse(grant.untilIso) > longestMs)) return grant;
  return { ...grant, untilIso: new Date(longestMs).toISOString() };
};

const lengthRefusal = (ceiling: Ceiling, grant: OrderedGrant): Fault | undefined => {
  const seconds = (Date.parse(grant.untilIso) - Date.parse(grant.fromIso)) / 1000;
  if (seconds <= ceiling.longestSeconds) return undefined;
  return above(
    `The grant lasts ${Math.ceil(seconds)} s; the connector's own ceiling allows ${ceiling.longestSeconds} s.`,
  );
};
