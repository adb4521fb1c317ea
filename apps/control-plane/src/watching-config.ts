/** The settings of what watches over an installation: when access debt is an alarm, who is told, and who may read metrics. */
import { isIPv4 } from 'node:net';
import { bad, text } from './setting.js';

/** Where alarms go, and the key that signs them. */
export interface AlarmWebhook {
  readonly url: string;
  readonly secret: string;
}

export interface WatchingConfig {
  /** Access debt that is older than this is an alarm [I17]. */
  readonly debtAlarmSeconds: number;
  readonly alarmWebhook?: AlarmWebhook;
  /** Who shows it may read the metrics; absent: nobody may. */
  readonly metricsToken?: string;
}

const DEBT_ALARM_SECONDS = 300;
const LONGEST_ALARM_SECONDS = 86_400;
/** What is shorter can be guessed. */
const SHORTEST_SECRET = 32;

/** @throws Fault config-invalid */
export const readWatching = (env: NodeJS.ProcessEnv): WatchingConfig => ({
  debtAlarmSeconds: readDebtAlarm(env),
  alarmWebhook: readWebhook(env),
  metricsToken: readSecret(env, 'CURFEW_METRICS_TOKEN'),
});

const readDebtAlarm = (env: NodeJS.ProcessEnv): number => {
  const value = text(env, 'CURFEW_DEBT_ALARM_SECONDS');
  if (value === undefined) return DEBT_ALARM_SECONDS;
  const seconds = Number(value);
  if (/^\d+$/.test(value) && seconds >= 1 && seconds <= LONGEST_ALARM_SECONDS) return seconds;
  throw bad(
    'CURFEW_DEBT_ALARM_SECONDS is not a number of seconds.',
    `Write a whole number from 1 to ${LONGEST_ALARM_SECONDS}, or leave it unset for ${DEBT_ALARM_SECONDS}.`,
  );
};

const readWebhook = (env: NodeJS.ProcessEnv): AlarmWebhook | undefined => {
  const url = text(env, 'CURFEW_ALARM_WEBHOOK');
  const secret = readSecret(env, 'CURFEW_ALARM_WEBHOOK_SECRET');
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined || secret === undefined) {
    throw bad(
      'CURFEW_ALARM_WEBHOOK and CURFEW_ALARM_WEBHOOK_SECRET belong together; one is missing.',
      'Set both, or none: without a secret the receiver could not know who sends.',
    );
  }
  if (!mayBeSentTo(url)) {
    throw bad(
      'CURFEW_ALARM_WEBHOOK is not an https URL.',
      'Write it as https://alarms.example.com/curfew, without a user and password. Plain http is taken for this machine only (127.0.0.1).',
    );
  }
  return { url, secret };
};

/** https anywhere; http to this machine only. */
const mayBeSentTo = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname));
};

const isThisMachine = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));

/** The words never quote the secret. */
const readSecret = (env: NodeJS.ProcessEnv, name: string): string | undefined => {
  const value = text(env, name);
  if (value === undefined || /^[\x21-\x7e]{32,200}$/.test(value)) return value;
  throw bad(
    `${name} is not a secret of ${SHORTEST_SECRET} to 200 printable characters.`,
    'Make one with: openssl rand -hex 32',
  );
};
