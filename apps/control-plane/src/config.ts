import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { Fault } from '#access/fault.js';
import { TrustedProxies } from './http/trusted-proxies.js';
import { bad, text } from './setting.js';
import { readWatching, type WatchingConfig } from './watching-config.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Tls {
  readonly certificate: Buffer;
  readonly key: Buffer;
}

export interface SignInOfDemo {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** The settings of a control plane, read from the environment once, at start. A class, so that it can be asked for by type. */
export abstract class ControlPlaneConfig {
  /** Folder of this control plane alone: the embedded database, the first administrator's token. */
  abstract readonly dataFolder: string;
  /** URL of a PostgreSQL of one's own; without one the embedded one is started. */
  abstract readonly databaseUrl?: string;
  abstract readonly host: string;
  /** 0: any free one. */
  abstract readonly port: number;
  /** How people reach it, where that is not the listening address. Without a slash at the end. */
  abstract readonly publicUrl?: string;
  abstract readonly tls?: Tls;
  /** Proxies in front whose X-Forwarded-For is believed; without any the caller is who connects. */
  abstract readonly trustedProxies?: TrustedProxies;
  abstract readonly logLevel: LogLevel;
  /** Where the built web app lies. */
  abstract readonly webFolder: string;
  /** Sign-ins that the sign-in page may show: of a demo only. */
  abstract readonly demoSignIns?: readonly SignInOfDemo[];
  /** A file that names a connector and an integration to make at start: see provision/provision-file.ts. */
  abstract readonly provisionFile?: string;
  /** Alarms and metrics; absent: the usual limits, nobody is told and nobody reads. */
  abstract readonly watching?: WatchingConfig;
}

/**
 * Takes the environment and gives the settings.
 * @throws Fault config-invalid: one sentence that names the variable, and the remedy as hint.
 */
export const readConfig = (env: NodeJS.ProcessEnv): ControlPlaneConfig => ({
  dataFolder: resolve(text(env, 'CURFEW_DATA') ?? '.curfew/control-plane'),
  databaseUrl: readDatabaseUrl(env),
  ...readListen(env),
  publicUrl: readPublicUrl(env),
  tls: readTls(env),
  trustedProxies: readTrustedProxies(env),
  logLevel: readLogLevel(env),
  webFolder: resolve(text(env, 'CURFEW_WEB') ?? fileURLToPath(new URL('../../../web', import.meta.url))),
  demoSignIns: readDemoSignIns(env),
  provisionFile: text(env, 'CURFEW_PROVISION'),
  watching: readWatching(env),
});

const readListen = (env: NodeJS.ProcessEnv): { host: string; port: number } => {
  const value = text(env, 'CURFEW_LISTEN') ?? '127.0.0.1:7443';
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(value) ?? [];
  const host = bracketed ?? plain;
  const isHost = host !== undefined && (bracketed ? isIP(host) === 6 : isIP(host) === 4 || /^[\w.-]+$/.test(host));
  if (!isHost || Number(port) > 65_535) {
    throw bad('CURFEW_LISTEN is not an address and a port.', 'Write it as 127.0.0.1:7443 or [::1]:7443.');
  }
  return { host, port: Number(port) };
};

const readDatabaseUrl = (env: NodeJS.ProcessEnv): string | undefined => {
  const value = text(env, 'DATABASE_URL');
  if (value === undefined || /^postgres(ql)?:\/\//.test(value)) return value;
  throw bad(
    'DATABASE_URL is not the URL of a PostgreSQL.',
    'Write it as postgresql://user:password@host:5432/curfew, or leave it unset for the embedded database.',
  );
};

const readPublicUrl = (env: NodeJS.ProcessEnv): string | undefined => {
  const value = text(env, 'CURFEW_PUBLIC_URL');
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
    throw bad('CURFEW_PUBLIC_URL is not an http(s) URL without a path.', 'Write it as https://curfew.example.com');
  }
  return url.origin;
};

const readTrustedProxies = (env: NodeJS.ProcessEnv): TrustedProxies => {
  const entries = (text(env, 'CURFEW_TRUSTED_PROXIES') ?? '').split(',').map((entry) => entry.trim());
  try {
    return new TrustedProxies(entries.filter(Boolean));
  } catch (cause) {
    const entry = cause instanceof Error ? cause.message : '';
    throw bad(
      `CURFEW_TRUSTED_PROXIES names ${entry}, which is neither an address nor a network.`,
      'Write it as 10.0.0.5,192.168.7.0/24: the addresses from which your proxy connects.',
    );
  }
};

const readTls = (env: NodeJS.ProcessEnv): Tls | undefined => {
  const certificate = text(env, 'CURFEW_TLS_CERT');
  const key = text(env, 'CURFEW_TLS_KEY');
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    throw bad('CURFEW_TLS_CERT and CURFEW_TLS_KEY belong together; one is missing.', 'Set both to PEM files, or none.');
  }
  const tls = { certificate: readFile('CURFEW_TLS_CERT', certificate), key: readFile('CURFEW_TLS_KEY', key) };
  try {
    createSecureContext({ cert: tls.certificate, key: tls.key });
    return tls;
  } catch (cause) {
    throw new Fault('config-invalid', 'CURFEW_TLS_CERT and CURFEW_TLS_KEY are not a certificate and its key.', {
      hint: 'Both are PEM files; the key has no passphrase and belongs to the first certificate.',
      cause,
    });
  }
};

const readFile = (name: string, path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause !== null && typeof cause === 'object' && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Fault('config-invalid', `The file ${path}, which ${name} names, cannot be read (${reason}).`, {
      hint: 'Check the path and that this user may read the file.',
      cause,
    });
  }
};

const readLogLevel = (env: NodeJS.ProcessEnv): LogLevel => {
  const value = text(env, 'CURFEW_LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((known) => known === value);
  if (level === undefined) throw bad('CURFEW_LOG_LEVEL is unknown.', `Use one of ${LOG_LEVELS.join(', ')}.`);
  return level;
};

const isSignIn = (value: unknown): value is SignInOfDemo =>
  value !== null &&
  typeof value === 'object' &&
  ['role', 'email', 'password'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');

const readDemoSignIns = (env: NodeJS.ProcessEnv): readonly SignInOfDemo[] | undefined => {
  const path = text(env, 'CURFEW_DEMO_SIGN_INS');
  if (path === undefined) return undefined;
  const hint = 'It holds [{"role": "…", "email": "…", "password": "…"}]. Unset it unless this is a demo.';
  try {
    const list: unknown = JSON.parse(readFile('CURFEW_DEMO_SIGN_INS', path).toString('utf8'));
    if (Array.isArray(list) && list.every(isSignIn)) {
      return list.map(({ role, email, password }) => ({ role, email, password }));
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
  }
  throw bad(`The file ${path}, which CURFEW_DEMO_SIGN_INS names, is not a list of sign-ins.`, hint);
};
