/** Connectors: a one-time token, a pinned key, and who may do what. */
import { generateKeyPairSync } from 'node:crypto';
import { type Api, givenCurfew, ok, refused } from '#testkit/given.js';
import type { ControlPlaneUnderTest } from '#testkit/control-plane.js';

interface Added {
  connector: { id: string; name: string; enrolled: boolean; connected: boolean; version: string | null };
  enrolmentToken: string;
  command: string;
}

let curfew: ControlPlaneUnderTest & { api: Api };
let serial = 0;
const newKey = (): string =>
  generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
const add = async (): Promise<Added> =>
  ok(await curfew.api.as('ada').post<Added>('/api/connectors', { name: `rack ${(serial += 1)}` }));
const enrol = (token: string, publicKey: string) =>
  curfew.api.anyone.post<{ connectorId: string }>('/api/connectors/enrol', { token, publicKey, version: '1.2.3' });

beforeAll(async () => {
  curfew = await givenCurfew('rita');
});

describe('a new connector', () => {
  it('comes with a token and the line that starts it', async () => {
    const { connector, enrolmentToken, command } = await add();
    expect(connector).toMatchObject({
      enrolled: false,
      connected: false,
      version: null,
      integrations: [],
      userCaKeys: [],
    });
    expect(command).toContain(`CURFEW_URL=${curfew.url} CURFEW_ENROLMENT_TOKEN=${enrolmentToken} `);
  });

  it('has a name of its own', async () => {
    const { connector } = await add();
    expect(refused(await curfew.api.as('ada').post('/api/connectors', { name: connector.name }))).toMatchObject({
      code: 'name-taken',
    });
  });

  it('stores the token as a hash only', async () => {
    const { connector, enrolmentToken } = await add();
    const [row] = await curfew.database.query<{ all: string }>(
      'SELECT connector::text AS all FROM connector WHERE id = $1',
      [connector.id],
    );
    expect(row.all).not.toContain(enrolmentToken);
    expect(curfew.log.join('\n')).not.toContain(enrolmentToken);
  });
});

describe('enrolment', () => {
  it('gives the identity, and pins the key', async () => {
    const { connector, enrolmentToken } = await add();
    const answer = ok(await enrol(enrolmentToken, newKey()));
    expect(answer).toMatchObject({ connectorId: connector.id, name: connector.name });
    const list = ok(await curfew.api.as('ada').get<{ items: Added['connector'][] }>('/api/connectors'));
    expect(list.items.find(({ id }) => id === connector.id)).toMatchObject({ enrolled: true, version: '1.2.3' });
  });

  it('answers the same key again, because the first answer may have been lost', async () => {
    const { enrolmentToken } = await add();
    const key = newKey();
    const first = ok(await enrol(enrolmentToken, key));
    expect(ok(await enrol(enrolmentToken, key))).toEqual(first);
  });

  it('refuses another key for a used token', async () => {
    const { enrolmentToken } = await add();
    ok(await enrol(enrolmentToken, newKey()));
    expect(refused(await enrol(enrolmentToken, newKey()))).toMatchObject({ status: 403, code: 'enrolment-refused' });
  });

  it('gives one of two keys that come at once, never both', async () => {
    const { enrolmentToken } = await add();
    const answers = await Promise.all([1, 2, 3, 4].map(() => enrol(enrolmentToken, newKey())));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403]);
  });

  it('refuses a token after an hour, also with the key that it gave', async () => {
    const { enrolmentToken } = await add();
    const key = newKey();
    ok(await enrol(enrolmentToken, key));
    const other = await add();
    curfew.clock.forward({ minutes: 61 });
    expect(refused(await enrol(enrolmentToken, key)).code).toBe('enrolment-refused');
    expect(refused(await enrol(other.enrolmentToken, key)).code).toBe('enrolment-refused');
  });

  it('refuses an old token once there is a fresh one', async () => {
    const { connector, enrolmentToken } = await add();
    const fresh = ok(await curfew.api.as('ada').post<Added>(`/api/connectors/${connector.id}/enrolment-token`));
    expect(refused(await enrol(enrolmentToken, newKey())).code).toBe('enrolment-refused');
    ok(await enrol(fresh.enrolmentToken, newKey()));
  });

  it('refuses an unknown token', async () => {
    expect(refused(await enrol('curfew-enrol-nothing', newKey())).code).toBe('enrolment-refused');
  });

  it.each([
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ],
    ['a private key', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['nonsense', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ])('refuses %s and leaves the token good', async (_, publicKey) => {
    const { enrolmentToken } = await add();
    expect(refused(await enrol(enrolmentToken, publicKey))).toMatchObject({
      code: 'input-invalid',
      fields: [{ path: 'publicKey' }],
    });
    ok(await enrol(enrolmentToken, newKey()));
  });
});

describe('deleting a connector', () => {
  it('works while nothing uses it, and frees the name; the token is worth nothing', async () => {
    const { connector, enrolmentToken } = await add();
    expect((await curfew.api.as('ada').delete(`/api/connectors/${connector.id}`)).status).toBe(204);
    expect(refused(await enrol(enrolmentToken, newKey())).code).toBe('enrolment-refused');
    ok(await curfew.api.as('ada').post('/api/connectors', { name: connector.name }));
    expect(refused(await curfew.api.as('ada').delete(`/api/connectors/${connector.id}`)).code).toBe('not-found');
  });

  it('is refused while an integration uses it', async () => {
    const { connector } = await add();
    const input = { name: 'used', connectorId: connector.id, secret: { store: 'file', path: 'a.json' }, servers: [] };
    ok(await curfew.api.as('ada').post('/api/integrations', input));
    const problem = refused(await curfew.api.as('ada').delete(`/api/connectors/${connector.id}`));
    expect(problem).toMatchObject({
      status: 409,
      code: 'conflict',
      message: expect.stringContaining('used') as string,
    });
  });
});

it('members can do nothing of this', async () => {
  const { connector } = await add();
  const rita = curfew.api.as('rita');
  const answers = [
    await rita.get('/api/connectors'),
    await rita.post('/api/connectors', { name: 'mine' }),
    await rita.post(`/api/connectors/${connector.id}/enrolment-token`),
    await rita.delete(`/api/connectors/${connector.id}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
});

it('each change has its one audit row', async () => {
  const { connector, enrolmentToken } = await add();
  ok(await enrol(enrolmentToken, newKey()));
  ok(await curfew.api.as('ada').post(`/api/connectors/${connector.id}/enrolment-token`));
  ok(await curfew.api.as('ada').delete(`/api/connectors/${connector.id}`));
  const rows = await curfew.database.query<{ action: string }>(
    'SELECT action FROM audit_row WHERE object_id = $1 ORDER BY id',
    [connector.id],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'connector.added', 'connector.enrolled', 'connector.enrolment-token-made', 'connector.deleted',
  ]); // prettier-ignore
});
