import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Passwords } from '../../apps/control-plane/src/identity/passwords.js';
import { TrustedProxies } from '../../apps/control-plane/src/http/trusted-proxies.js';
import { givenControlPlane } from '#testkit/control-plane.js';
import { Api, givenCurfew, ok, refused } from '#testkit/given.js';

const signIn = (api: Api, email: string, password: string) => api.anyone.post('/api/session', { email, password });

describe('signing in', () => {
  it('answers the same for a wrong password, an unknown address, a person without password and a disabled one', async () => {
    const { api } = await givenCurfew('rita', 'dora');
    ok(await api.as('ada').post(`/api/people/${api.idOf('dora')}/disable`, { reason: 'left' }));
    const bare = { email: 'bare@example.com', displayName: 'Bare', role: 'member' };
    ok(await api.as('ada').post('/api/people', bare));
    const answers = [
      await signIn(api, 'rita@example.com', 'wrong password'),
      await signIn(api, 'nobody@example.com', 'wrong password'),
      await signIn(api, bare.email, 'wrong password'),
      await signIn(api, 'dora@example.com', api.passwordOf('dora')),
    ];
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([401, answers[0].body]);
  });

  it('works as hard for an unknown address, a person without password and a disabled one as for a wrong password [I52]', async () => {
    const { api, app } = await givenCurfew('rita', 'dora');
    ok(await api.as('ada').post(`/api/people/${api.idOf('dora')}/disable`, { reason: 'left' }));
    ok(await api.as('ada').post('/api/people', { email: 'bare@example.com', displayName: 'Bare', role: 'member' }));
    const passwords = app.get(Passwords, { strict: false });
    const compare = passwords.compare.bind(passwords);
    const costs: string[] = [];
    // It does what it did, and is counted
    passwords.compare = (hashed, password) => {
      costs.push(hashed.split('$').slice(1, 4).join());
      return compare(hashed, password);
    };
    for (const name of ['rita', 'nobody', 'bare', 'dora']) await signIn(api, `${name}@example.com`, 'wrong password');
    expect(costs).toHaveLength(4);
    expect(new Set(costs)).toEqual(new Set([costs[0]]));
    expect(costs[0]).toMatch(/^argon2id,/);
  });

  it('takes the address in any case, and the password in any Unicode form', async () => {
    const { api } = await givenCurfew();
    await api.person('rita', { password: 'Grüße aus Graz' });
    ok(await signIn(api, 'RITA@Example.COM', 'Grüße aus Graz'.normalize('NFD')));
  });

  it('is refused after ten failures for one account, whether it exists or not, until time has passed', async () => {
    const { api, clock } = await givenCurfew('rita');
    for (const email of ['rita@example.com', 'nobody@example.com']) {
      for (let n = 0; n < 10; n += 1) expect((await signIn(api, email, 'wrong password')).status).toBe(401);
      const limited = await signIn(api, email.toUpperCase(), 'wrong password');
      expect(refused(limited)).toMatchObject({ status: 429, code: 'too-many-tries' });
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await signIn(api, 'rita@example.com', api.passwordOf('rita'))).status).toBe(429);
    clock.forward({ minutes: 10, seconds: 1 });
    ok(await signIn(api, 'rita@example.com', api.passwordOf('rita')));
  });

  it('is refused after thirty failures from one network address, but others keep their sessions', async () => {
    const { api } = await givenCurfew('rita');
    const statuses = await Promise.all(
      [...Array(40).keys()].map((n) => signIn(api, `guess${n}@example.com`, 'wrong password')),
    );
    expect(statuses.filter(({ status }) => status === 401)).toHaveLength(30);
    expect((await signIn(api, 'rita@example.com', api.passwordOf('rita'))).status).toBe(429);
    expect((await api.as('rita').get('/api/session')).status).toBe(200);
  });
});

describe('behind a proxy that is trusted', () => {
  /** A wrong password by way of the proxy, from callers as it names them. */
  const tryFrom = async (url: string, forwardedFor: string, email: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor };
    const body = JSON.stringify({ email, password: 'wrong password' });
    return (await fetch(`${url}/api/session`, { method: 'POST', headers, body })).status;
  };
  const thirty = [...Array(30).keys()];

  it('each caller has his own tries, and none gets more by a made-up header [I52]', async () => {
    const controlPlane = await givenControlPlane({ config: { trustedProxies: new TrustedProxies(['127.0.0.1']) } });
    const { url } = controlPlane;
    await Promise.all(thirty.map((n) => tryFrom(url, `10.9.9.${n}, 203.0.113.9`, `guess${n}@example.com`)));
    expect(await tryFrom(url, '10.9.9.99, 203.0.113.9', 'last@example.com')).toBe(429);
    expect(await tryFrom(url, '203.0.113.10', 'other@example.com')).toBe(401);
  });

  it('and without that setting the header is worth nothing', async () => {
    const { url } = await givenControlPlane();
    await Promise.all(thirty.map((n) => tryFrom(url, `203.0.113.${n}`, `guess${n}@example.com`)));
    expect(await tryFrom(url, '203.0.113.99', 'last@example.com')).toBe(429);
  });
});

describe('the first administrator', () => {
  const ADA = { displayName: 'Ada', email: 'ada@example.com', password: 'the password of ada' };

  it('is made by a token out of a file that only its owner reads, once', async () => {
    const controlPlane = await givenControlPlane();
    const file = join(controlPlane.config.dataFolder, 'first-administrator-token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const token = readFileSync(file, 'utf8').trim();
    const { anyone } = new Api(controlPlane.url);
    const needed = async () => ok(await anyone.get<{ needsFirstAdministrator: boolean }>('/api/installation'));
    expect(await needed()).toMatchObject({ needsFirstAdministrator: true, demo: null });

    const wrong = { ...ADA, token: `${token}x` };
    expect(refused(await anyone.post('/api/first-administrator', wrong))).toMatchObject({
      status: 403,
      code: 'not-allowed',
    });
    const made = await Promise.all(
      [1, 2, 3].map((n) => anyone.post('/api/first-administrator', { ...ADA, email: `ada${n}@example.com`, token })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    expect(existsSync(file)).toBe(false);
    expect(await needed()).toMatchObject({ needsFirstAdministrator: false });
  });

  it('keeps the printed link over a restart', async () => {
    const controlPlane = await givenControlPlane();
    const token = () => readFileSync(join(controlPlane.config.dataFolder, 'first-administrator-token'), 'utf8').trim();
    const before = token();
    await controlPlane.restart();
    expect(token()).toBe(before);
    ok(await new Api(controlPlane.url).anyone.post('/api/first-administrator', { ...ADA, token: before }));
    await controlPlane.restart();
    const { status } = await new Api(controlPlane.url).anyone.post('/api/first-administrator', {
      ...ADA,
      token: before,
    });
    expect(status).toBe(403);
  });
});

describe('the sign-ins of a demo', () => {
  it('are shown only where the settings name them', async () => {
    const signIns = [{ role: 'administrator', email: 'ada@demo.example', password: 'not a secret here' }];
    const controlPlane = await givenControlPlane({ config: { demoSignIns: signIns } });
    expect(ok(await new Api(controlPlane.url).anyone.get('/api/installation'))).toMatchObject({ demo: { signIns } });
  });
});
