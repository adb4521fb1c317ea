import { Caller, givenCurfew, ok, refused } from '#testkit/given.js';

let curfew: Awaited<ReturnType<typeof givenCurfew>>;
beforeAll(async () => {
  curfew = await givenCurfew('rita');
});

const ada = () => curfew.api.as('ada');
const email = (name: string) => curfew.api.viewOf(name).email ?? '';
const signIn = (name: string) => curfew.api.signedIn(email(name), curfew.api.passwordOf(name));
/** A second caller with the cookie that the first has now. */
const copyOf = ({ url, cookie }: Caller) => new Caller(url, cookie);
const looks = async (caller: Caller) => (await caller.get('/api/session')).status;

describe('a session', () => {
  it('tells who is signed in and what he may do', async () => {
    expect(ok(await ada().get('/api/session'))).toMatchObject({
      person: { email: 'ada@example.com', role: 'administrator', disabled: false, teams: [] },
      waitingForMe: 0,
      authorities: ['signed-in', 'administrator'],
    });
    expect(ok(await curfew.api.as('rita').get('/api/session'))).toMatchObject({ authorities: ['signed-in'] });
  });

  it('is a cookie that scripts, plain http and other hosts do not get', async () => {
    const body = { email: email('rita'), password: curfew.api.passwordOf('rita') };
    const { headers } = await curfew.api.anyone.post('/api/session', body);
    expect(headers.get('set-cookie')).toMatch(/^__Host-curfew=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('is stored as a hash only', async () => {
    const rita = await signIn('rita');
    const token = rita.cookie?.split('=')[1] ?? '';
    const rows = await curfew.database.query<{ all: string }>('SELECT session::text AS all FROM session');
    expect(rows.length).toBeGreaterThan(0);
    const hex = Buffer.from(token, 'base64url').toString('hex');
    for (const { all } of rows) expect([all.includes(token), all.includes(hex)]).toEqual([false, false]);
  });

  it('ends when its person signs out, and no other ends with it', async () => {
    const [one, other] = [await signIn('rita'), await signIn('rita')];
    const kept = copyOf(one);
    expect((await one.delete('/api/session')).status).toBe(204);
    expect([await looks(kept), await looks(other)]).toEqual([401, 200]);
  });

  it('is replaced by a new one at the next sign-in of the same browser', async () => {
    const browser = await signIn('rita');
    const former = copyOf(browser);
    ok(await browser.post('/api/session', { email: email('rita'), password: curfew.api.passwordOf('rita') }));
    expect(browser.cookie).not.toBe(former.cookie);
    expect([await looks(former), await looks(browser)]).toEqual([401, 200]);
  });

  it('ends when its person is disabled, who then cannot sign in', async () => {
    await curfew.api.person('dora');
    const dora = curfew.api.as('dora');
    ok(await ada().post(`/api/people/${curfew.api.idOf('dora')}/disable`, { reason: 'left' }));
    expect(await looks(dora)).toBe(401);
    const body = { email: email('dora'), password: curfew.api.passwordOf('dora') };
    expect(refused(await curfew.api.anyone.post('/api/session', body)).code).toBe('sign-in-refused');
    ok(await ada().post(`/api/people/${curfew.api.idOf('dora')}/enable`));
    expect(await looks(dora)).toBe(401);
    ok(await curfew.api.anyone.post('/api/session', body));
  });

  it('has the role of its person as it is now', async () => {
    await curfew.api.person('theo', { role: 'administrator' });
    const theo = curfew.api.as('theo');
    ok(await theo.get('/api/people'));
    ok(await ada().patch(`/api/people/${curfew.api.idOf('theo')}`, { role: 'member' }));
    expect(refused(await theo.get('/api/people')).code).toBe('not-allowed');
  });

  it('ends when the password is changed, but for the one that changed it', async () => {
    await curfew.api.person('paul');
    const paul = curfew.api.as('paul');
    const elsewhere = await signIn('paul');
    const wrong = { current: 'not the password', next: 'another long password' };
    expect(refused(await paul.post('/api/session/password', wrong)).code).toBe('sign-in-refused');
    expect(
      (await paul.post('/api/session/password', { ...wrong, current: curfew.api.passwordOf('paul') })).status,
    ).toBe(204);
    expect([await looks(paul), await looks(elsewhere)]).toEqual([200, 401]);
    await expect(signIn('paul')).rejects.toThrow(/sign-in-refused/);
    await curfew.api.signedIn(email('paul'), wrong.next);
  });

  it('ends when an administrator sets a new password', async () => {
    await curfew.api.person('vera');
    ok(await ada().patch(`/api/people/${curfew.api.idOf('vera')}`, { password: 'set by ada, a long one' }));
    expect(await looks(curfew.api.as('vera'))).toBe(401);
    await curfew.api.signedIn(email('vera'), 'set by ada, a long one');
  });
});

describe('time', () => {
  it('ends a session two hours after its last use', async () => {
    const own = await givenCurfew();
    own.clock.forward({ minutes: 110 });
    expect(await looks(own.api.as('ada'))).toBe(200);
    own.clock.forward({ minutes: 110 });
    expect(await looks(own.api.as('ada'))).toBe(200);
    own.clock.forward({ minutes: 121 });
    expect(await looks(own.api.as('ada'))).toBe(401);
  });

  it('ends a session twelve hours after its start, however much it is used', async () => {
    const own = await givenCurfew();
    for (let hour = 1; hour < 12; hour += 1) {
      own.clock.forward({ hours: 1 });
      expect(await looks(own.api.as('ada'))).toBe(200);
    }
    own.clock.forward({ hours: 1, seconds: 1 });
    expect(await looks(own.api.as('ada'))).toBe(401);
  });
});
