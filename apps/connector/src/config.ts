import { resolve } from 'node:path';
import { Fault } from '#access/fault.js';

/** The settings of a connector process, read from the environment once, at start. */
export interface ConnectorConfig {
  /** Where the control plane serves, http(s). */
  url: URL;
  /** Folder of this connector alone (0700): its own key, its journal, its user CA key. */
  stateFolder: string;
  /** Folder that file secrets are read from. */
  secretsFolder: string;
  logLevel: LogLevel;
  /** Only for the first start. */
  enrolmentToken?: string;
  /** The local ceiling; without one the built-in ceiling holds. */
  ceilingFile?: string;
  /** JSON SecretReference of the user CA key, parsed but not checked; without one the key is made here. */
  caSecret?: unknown;
  connections: ConnectionSettings;
}

/** SSH connections to servers. */
export interface ConnectionSettings {
  /** Open at once at most. */
  most: number;
  /** One that nobody uses is closed after this time; 0: at once. */
  idleSeconds: number;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const DEFAULT_STATE_FOLDER = '.curfew/connector';

/**
 * Takes the environment and gives the settings.
 * @throws Fault config-invalid: one sentence that names the variable, and the remedy as hint.
 */
export const readConfig = (env: NodeJS.ProcessEnv): ConnectorConfig => {
  const stateFolder = resolve(text(env, 'CURFEW_CONNECTOR_STATE') ?? DEFAULT_STATE_FOLDER);
  return {
    url: readUrl(env),
    stateFolder,
    secretsFolder: resolve(text(env, 'CURFEW_SECRETS') ?? `${stateFolder}/secrets`),
    logLevel: readLogLevel(env),
    enrolmentToken: readToken(env),
    ceilingFile: text(env, 'CURFEW_CEILING'),
    caSecret: readCaSecret(env),
    connections: {
      most: readNumber(env, 'CURFEW_CONNECTIONS', { least: 1, most: 10_000, usual: 256 }),
      idleSeconds: readNumber(env, 'CURFEW_CONNECTION_IDLE_SECONDS', { least: 0, most: 86_400, usual: 120 }),
    },
  };
};

/** An empty variable counts as none: container files often set them so. */
const text = (env: NodeJS.ProcessEnv, name: string): string | undefined => env[name]?.trim() || undefined;

const bad = (message: string, hint: string): Fault => new Fault('config-invalid', message, { hint });

const readUrl = (env: NodeJS.ProcessEnv): URL => {
  const value = text(env, 'CURFEW_URL');
  const hint = 'Set it to the address of the control plane, e.g. CURFEW_URL=https://curfew.example.com';
  if (value === undefined) throw bad('CURFEW_URL is not set: the connector does not know its control plane.', hint);
  if (!URL.canParse(value)) throw bad('CURFEW_URL is not a URL.', hint);
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw bad('CURFEW_URL must start with http:// or https://.', hint);
  }
  if (url.username !== '' || url.password !== '') {
    throw bad('CURFEW_URL holds a user name or password, which the connector does not use.', hint);
  }
  return url;
};

const readLogLevel = (env: NodeJS.ProcessEnv): LogLevel => {
  const value = text(env, 'CURFEW_LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((known) => known === value);
  if (level === undefined) throw bad('CURFEW_LOG_LEVEL is unknown.', `Use one of ${LOG_LEVELS.join(', ')}.`);
  return level;
};

const readNumber = (
  env: NodeJS.ProcessEnv,
  name: string,
  { least, most, usual }: { least: number; most: number; usual: number },
): number => {
  const value = text(env, name) ?? String(usual);
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most)
    throw bad(`${name} is not a whole number from ${least} to ${most}.`, `Leave it out for ${usual}.`);
  return number;
};

/** The token is never repeated in a message. */
const readToken = (env: NodeJS.ProcessEnv): string | undefined => {
  const value = text(env, 'CURFEW_ENROLMENT_TOKEN');
  if (value !== undefined && !/^[\x21-\x7e]{1,200}$/.test(value)) {
    throw bad(
      'CURFEW_ENROLMENT_TOKEN is malformed.',
      'Copy it again from the page Connectors, without spaces or line breaks.',
    );
  }
  return value;
};

const readCaSecret = (env: NodeJS.ProcessEnv): unknown => {
  const value = text(env, 'CURFEW_CA_SECRET');
  if (value === undefined) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw bad(
      'CURFEW_CA_SECRET is not JSON.',
      'Use the form {"store":"file","path":"user-ca.json"}, or leave it unset.',
    );
  }
};
