import { until } from '#testkit/until.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import { WakeUps } from '../../apps/control-plane/src/database/wake-ups.js';
import { type Caller, givenCurfew, ok } from '#testkit/given.js';

let curfew: Awaited<ReturnType<typeof givenCurfew>>;
beforeAll(async () => {
  curfew = await givenCurfew('rita');
});

/** An open page that listens: what it heard, and whether it still does. */
const listen = async (caller: Caller) => {
  const aborter = new AbortController();
  const response = await fetch(`${curfew.url}/api/events`, {
    headers: { cookie: caller.cookie ?? '' },
    signal: aborter.signal,
  });
  const page = { heard: '', ended: false, status: response.status, close: () => aborter.abort() };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) page.heard += decoder.decode(chunk as Uint8Array, { stream: true });
  })()
    .catch(() => undefined)
    .finally(() => (page.ended = true));
  await until(() => page.heard.includes(': connected'), { within: 20_000 });
  return page;
};

/** What changed before has been heard: PostgreSQL tells it in the order of the commits. */
const settled = async (): Promise<void> => {
  const wakeUps = curfew.app.get(WakeUps, { strict: false });
  let isHeard = false;
  const stop = wakeUps.on((topic) => (isHeard ||= topic === 'shifts'));
  await curfew.app.get(Transactions, { strict: false }).run(async (tx) => wakeUps.send(tx, 'shifts'));
  await until(() => isHeard, { within: 20_000 });
  stop();
};

describe('an open page', () => {
  beforeEach(settled);

  it('is told which topics changed, and nothing of their content', async () => {
    const page = await listen(curfew.api.as('ada'));
    await curfew.api.team('told', ['rita']);
    const told = 'event: changed\ndata: {"topics":["audit","people"]}\n\n';
    await until(() => page.heard.includes(told), { within: 20_000, what: told });
    expect(page.heard).not.toContain('told');
    page.close();
  });

  it('of a member is not told that the audit record grew', async () => {
    const page = await listen(curfew.api.as('rita'));
    await curfew.api.team('not told', ['rita']);
    await until(() => page.heard.includes('"people"'), { within: 20_000 });
    expect(page.heard).not.toContain('audit');
    page.close();
  });

  it('hears of what concerns its person, and of others only what it may show of them', async () => {
    await curfew.api.members('mia');
    await settled();
    const pages = await Promise.all(['rita', 'mia', 'ada'].map((name) => listen(curfew.api.as(name))));
    const rita = curfew.api.idOf('rita');
    const { app } = curfew;
    await app.get(Transactions, { strict: false }).run(async (tx) => app.get(WakeUps, { strict: false }).send(tx, `grants:${rita}`, `access-requests:${rita}`, 'flows')); // prettier-ignore
    await Promise.all(pages.map((page) => until(() => page.heard.includes('flows'), { within: 20_000 })));
    expect(pages.map(({ heard }) => JSON.parse(/^data: (.*)$/m.exec(heard)?.[1] ?? '{}') as unknown)).toEqual([
      { topics: ['access-requests', 'flows', 'grants'] },
      { topics: ['flows', 'requests-of-others'] },
      { topics: ['flows', 'grants-of-others', 'requests-of-others'] },
    ]);
    for (const page of pages) page.close();
  });

  it('is told no more when its session ends', async () => {
    const rita = await curfew.api.signedIn('rita@example.com', curfew.api.passwordOf('rita'));
    const [page, other] = [await listen(rita), await listen(curfew.api.as('rita'))];
    await rita.delete('/api/session');
    await until(() => page.ended, { within: 20_000 });
    expect(other.ended).toBe(false);
    other.close();
  });

  it('is told no more when its person is disabled', async () => {
    await curfew.api.person('dora');
    const page = await listen(curfew.api.as('dora'));
    ok(await curfew.api.as('ada').post(`/api/people/${curfew.api.idOf('dora')}/disable`, { reason: 'left' }));
    await until(() => page.ended, { within: 20_000 });
  });

  it('is one of at most twenty of a person', async () => {
    await curfew.api.person('otto');
    const otto = curfew.api.as('otto');
    const pages = [];
    for (let n = 0; n < 20; n += 1) pages.push(await listen(otto));
    expect((await otto.get('/api/events')).status).toBe(429);
    pages[0].close();
    await until(
      async () => {
        const response = await fetch(`${curfew.url}/api/events`, { headers: { cookie: otto.cookie ?? '' } });
        void response.body?.cancel();
        return response.status === 200;
      },
      { within: 20_000 },
    );
    for (const page of pages) page.close();
  });

  it('does not hold up a stop', async () => {
    const page = await listen(curfew.api.as('ada'));
    await curfew.restart();
    await until(() => page.ended, { within: 20_000 });
  });
});
