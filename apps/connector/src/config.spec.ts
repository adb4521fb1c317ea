import { readConfig } from './config.js';

const CURFEW_URL = 'https://curfew.example.com';

test('with the URL alone the rest has its defaults', () => {
  const config = readConfig({ CURFEW_URL, CURFEW_CONNECTOR_STATE: '/state' });
  expect(config).toMatchObject({ stateFolder: '/state', secretsFolder: '/state/secrets', logLevel: 'info' });
  expect(config.enrolmentToken).toBeUndefined();
  expect(config.connections).toEqual({ most: 256, idleSeconds: 120 });
});

test.each([
  [{}, 'CURFEW_URL'],
  [{ CURFEW_URL: 'curfew' }, 'CURFEW_URL'],
  [{ CURFEW_URL: 'ftp://curfew' }, 'CURFEW_URL'],
  [{ CURFEW_URL: 'https://a:b@curfew' }, 'CURFEW_URL'],
  [{ CURFEW_URL, CURFEW_LOG_LEVEL: 'loud' }, 'CURFEW_LOG_LEVEL'],
  [{ CURFEW_URL, CURFEW_ENROLMENT_TOKEN: 'two words' }, 'CURFEW_ENROLMENT_TOKEN'],
  [{ CURFEW_URL, CURFEW_CA_SECRET: '{' }, 'CURFEW_CA_SECRET'],
  [{ CURFEW_URL, CURFEW_CONNECTIONS: '0' }, 'CURFEW_CONNECTIONS'],
  [{ CURFEW_URL, CURFEW_CONNECTION_IDLE_SECONDS: '1.5' }, 'CURFEW_CONNECTION_IDLE_SECONDS'],
])('the bad setting in %j is named, with a remedy', (env, name) => {
  const read = () => readConfig(env);
  expect(read).toThrow(expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(name) }));
  expect(read).toThrow(expect.objectContaining({ hint: expect.any(String) }));
});

test('a bad token is not repeated', () => {
  expect(() => readConfig({ CURFEW_URL, CURFEW_ENROLMENT_TOKEN: 'canary token' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('canary') }),
  );
});
