import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '#access/fault.js';
import { readConfig } from './config.js';

const faultOf = (env: NodeJS.ProcessEnv): Fault => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('The settings were taken.');
};

describe('the settings', () => {
  it('have defaults: this machine only, the embedded database', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 7443,
      databaseUrl: undefined,
      tls: undefined,
      logLevel: 'info',
    });
  });

  it.each([
    ['127.0.0.1:0', '127.0.0.1', 0],
    ['0.0.0.0:443', '0.0.0.0', 443],
    ['[::1]:7443', '::1', 7443],
    ['curfew.internal:80', 'curfew.internal', 80],
  ])('take %s as a listening address', (listen, host, port) => {
    expect(readConfig({ CURFEW_LISTEN: listen })).toMatchObject({ host, port });
  });

  it('take the public URL without a slash at its end', () => {
    expect(readConfig({ CURFEW_PUBLIC_URL: 'https://curfew.example.com/' }).publicUrl).toBe(
      'https://curfew.example.com',
    );
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    [
      'a listening address without a port',
      { CURFEW_LISTEN: 'localhost' },
      /^CURFEW_LISTEN is not an address and a port/,
    ],
    ['a port above 65535', { CURFEW_LISTEN: '127.0.0.1:70000' }, /^CURFEW_LISTEN is not/],
    ['an IPv6 address without brackets', { CURFEW_LISTEN: '::1:7443' }, /^CURFEW_LISTEN is not/],
    [
      'a certificate without a key',
      { CURFEW_TLS_CERT: '/etc/hosts' },
      /^CURFEW_TLS_CERT and CURFEW_TLS_KEY belong together/,
    ],
    [
      'a certificate that is not there',
      { CURFEW_TLS_CERT: '/no', CURFEW_TLS_KEY: '/no' },
      /^The file \/no, which CURFEW_TLS_CERT names, cannot be read \(ENOENT\)/,
    ],
    [
      'a certificate that is none',
      { CURFEW_TLS_CERT: '/etc/hosts', CURFEW_TLS_KEY: '/etc/hosts' },
      /are not a certificate and its key/,
    ],
    ['a proxy that is no address', { CURFEW_TRUSTED_PROXIES: '10.0.0.1,lb' }, /^CURFEW_TRUSTED_PROXIES names lb/],
    ['an unknown log level', { CURFEW_LOG_LEVEL: 'loud' }, /^CURFEW_LOG_LEVEL is unknown/],
    ['another kind of database', { DATABASE_URL: 'mysql://x' }, /^DATABASE_URL is not the URL of a PostgreSQL/],
    ['a public URL with a path', { CURFEW_PUBLIC_URL: 'https://x.example/curfew' }, /^CURFEW_PUBLIC_URL is not/],
    ['a public URL that is none', { CURFEW_PUBLIC_URL: 'curfew.example' }, /^CURFEW_PUBLIC_URL is not/],
  ])('with %s are refused in one sentence with a hint', (_, env, said) => {
    expect(faultOf(env)).toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(said) as string,
      hint: expect.any(String) as string,
    });
  });

  it.each(['no JSON', '{}', '[{"role":"x"}]', '[1]'])('name the file of sign-ins that holds %s', (text) => {
    const folder = mkdtempSync(join(tmpdir(), 'curfew-config-'));
    const file = join(folder, 'sign-ins.json');
    writeFileSync(file, text);
    expect(faultOf({ CURFEW_DEMO_SIGN_INS: file }).message).toBe(
      `The file ${file}, which CURFEW_DEMO_SIGN_INS names, is not a list of sign-ins.`,
    );
    rmSync(folder, { recursive: true });
  });
});

describe('what watches', () => {
  const secret = 'x'.repeat(32);

  it('alarms after five minutes, tells nobody and shows no metrics, unless it is told to', () => {
    expect(readConfig({}).watching).toEqual({ debtAlarmSeconds: 300 });
  });

  it.each(['https://alarms.example.com/curfew?x=1', 'http://127.0.0.1:9000/', 'http://[::1]/', 'http://localhost/x'])(
    'sends alarms to %s',
    (url) => {
      const env = { CURFEW_ALARM_WEBHOOK: url, CURFEW_ALARM_WEBHOOK_SECRET: secret };
      expect(readConfig(env).watching?.alarmWebhook).toEqual({ url, secret });
    },
  );

  it.each([
    ['plain http to another machine', { CURFEW_ALARM_WEBHOOK: 'http://alarms.example.com/' }],
    ['a name that only looks like this machine', { CURFEW_ALARM_WEBHOOK: 'http://127.0.0.1.example.com/' }],
    ['another protocol', { CURFEW_ALARM_WEBHOOK: 'file:///etc/passwd' }],
    ['a user and password in it', { CURFEW_ALARM_WEBHOOK: 'https://a:b@alarms.example.com/' }],
    ['no secret', { CURFEW_ALARM_WEBHOOK: 'https://a.example', CURFEW_ALARM_WEBHOOK_SECRET: '' }],
    ['a short secret', { CURFEW_ALARM_WEBHOOK: 'https://a.example', CURFEW_ALARM_WEBHOOK_SECRET: 'short' }],
    ['no URL', {}],
    ['a short metrics token', { CURFEW_METRICS_TOKEN: 'short' }],
    ['no number of seconds', { CURFEW_DEBT_ALARM_SECONDS: '5m' }],
    ['no time at all', { CURFEW_DEBT_ALARM_SECONDS: '0' }],
  ])('takes no webhook, token or limit with %s, and says no secret', (_, env) => {
    const whole = { CURFEW_ALARM_WEBHOOK_SECRET: secret, ...env };
    expect(() => readConfig(whole)).toThrow(expect.objectContaining({ code: 'config-invalid' }) as Error);
    expect(() => readConfig(whole)).not.toThrow(/short|x{8}/);
  });
});
