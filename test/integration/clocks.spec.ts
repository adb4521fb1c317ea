/** Clocks that are off: flagged, no new grants, ends go on, and all is well again by itself [I19] [I20]. */
import { ConnectorReports } from '../../apps/control-plane/src/catalog/connector-reports.service.js';
import { ClockWatch } from '../../apps/control-plane/src/clock-watch/clock-watch.service.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenControlPlane } from '#testkit/control-plane.js';
import { ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenWorld, type World } from './access-world.js';
import { LinkClient } from './link-client.js';

const WITHIN_MS = 40_000;
let world: World;
let next = 0;
beforeAll(async () => {
  const servers = Array.from({ length: 12 }, (_, at) => ({ name: `web-${at + 1}` }));
  world = await givenWorld(['rita', 'omar'], servers);
  await world.flow();
  await world.flow({ approvers: null, permissions: ['db-admins'] });
});

const server = (): string => `web-${(next += 1)}`;
/** What the connector reports of a server whose clock is so many seconds ahead: as after a look. */
const serverClock = async (name: string, clockSkewSeconds: number): Promise<void> => {
  const { app, clock } = world.curfew;
  const reports = app.get(ConnectorReports, { strict: false });
  await app.get(Transactions, { strict: false }).run((tx) =>
    reports.takeServer(tx, world.connector.id, {
      type: 'server-report', serverId: world.server(name), state: Math.abs(clockSkewSeconds) > 30 ? 'amber' : 'active',
      lookedAtIso: clock.now().toISOString(), faults: [], warnings: [], hostKeys: [], missingGroups: [], wouldWrite: [],
      sshdVersion: '9.2', scriptVersion: '1', clockSkewSeconds,
    }),
  ); // prettier-ignore
};
const flags = async (): Promise<{ code: string; message: string }[]> =>
  ok(await world.api.as('ada').get<{ faults: { code: string; message: string }[] }>('/api/attention')).faults;

describe('a server whose clock is off', () => {
  it.each([
    [45, '45 seconds ahead'],
    [-7_200, '120 minutes behind'],
  ])('by %s s gets no new grants, asked, approved or automatic, with what to do; ends go on [I20]', async (skew, words) => {
    const name = server();
    const running = await world.granted(name);
    const other = server();
    const pending = await world.ask('rita', other);
    await serverClock(name, skew);
    await serverClock(other, skew);
    const shown = ok(await world.api.as('ada').get(`/api/servers/${world.server(name)}`));
    expect(shown).toMatchObject({ clockSkewSeconds: skew });
    const asked = refused(await world.tryAsk('rita', other, { permissions: ['db-admins'] }));
    const approved = refused(await world.answer('omar', pending.id, 'approve'));
    for (const fault of [asked, approved]) {
      expect(fault).toMatchObject({ code: 'server-clock-off', status: 409 });
      expect(fault.message).toContain(words);
      expect(fault.hint).toMatch(/sets the clock of the server.*ask again/);
    }
    ok(await world.api.as('rita').post<GrantView>(`/api/grants/${running.id}/give-back`));
    await world.connector.removed(running);
    expect(await world.grant('ada', running.id)).toMatchObject({ state: 'ended' });
    await serverClock(other, -30);
    expect(ok(await world.answer('omar', pending.id, 'approve'))).toMatchObject({ state: 'approved' });
  }); // prettier-ignore
});

describe('a connector whose clock is off', () => {
  /**
   * The connector of the world, at the end of a real link; its clock is ahead by what `skew` says.
   * The control plane learns a little later that a link is closed, and with it what its clock said is forgotten.
   */
  const connected = async () => {
    const { curfew, connector } = world;
    const client = new LinkClient(curfew.url, connector.id, 'rack', connector.key);
    const skew = { seconds: 0, machineSeconds: 0 };
    const iso = (seconds: number): string => new Date(curfew.clock.nowMs() + seconds * 1_000).toISOString();
    const link = await client.connect({ clockIso: iso(0) });
    link.socket.on('message', (data) => {
      const { type, question } = JSON.parse(String(data)) as { type: string; question: number };
      if (type !== 'tell-clock') return;
      link.send({ type: 'clock', question, clockIso: iso(skew.seconds), machineIso: iso(skew.machineSeconds) });
    });
    await link.next('welcome');
    const close = async (): Promise<void> => {
      client.close();
      await until(async () => !(await isConnected()), { within: WITHIN_MS });
    };
    return { skew, close };
  };
  const seen = async () =>
    ok(
      await world.api
        .as('ada')
        .get<{ items: { connected: boolean; fault: { code: string; message: string } | null }[] }>('/api/connectors'),
    ).items[0];
  const isConnected = async (): Promise<boolean> => (await seen())?.connected === true;
  const isFlagged = async (): Promise<boolean> => (await seen())?.fault?.code === 'connector-clock-off';

  it('while it is connected is flagged, gets no new grants, and is well again without a new link [I20]', async () => {
    const { skew, close } = await connected();
    expect(await isFlagged()).toBe(false);
    const running = await world.granted(server());
    skew.seconds = 47;
    await until(isFlagged, { within: WITHIN_MS });
    expect((await seen()).fault?.message).toMatch(/[34]\d seconds ahead; it gets no new grants/);
    const fault = refused(await world.tryAsk('rita', server()));
    expect(fault).toMatchObject({ code: 'connector-clock-off' });
    expect(fault.hint).toMatch(/clock of the machine of the connector/);
    ok(await world.api.as('rita').post(`/api/grants/${running.id}/give-back`));
    skew.seconds = 0;
    await until(async () => !(await isFlagged()), { within: WITHIN_MS });
    await world.ask('rita', server());
    await close();
  });

  it('is flagged by the clock of its machine too, where it goes by an older mark', async () => {
    const { skew, close } = await connected();
    skew.machineSeconds = -600;
    await until(isFlagged, { within: WITHIN_MS });
    expect((await seen()).fault?.message).toContain('10 minutes behind');
    await close();
  });
});

describe('the clock of the control plane', () => {
  it('that is set back revives nothing, is flagged after a restart, and then is well again by itself [I19]', async () => {
    const ended: GrantView = await world.granted(server(), { durationSeconds: 600 });
    const { clock } = world.curfew;
    clock.forward({ minutes: 11 });
    const isEnding = async (): Promise<boolean> => (await world.grant('ada', ended.id)).state === 'ending';
    await until(isEnding, { within: WITHIN_MS });
    await world.connector.removed(ended);
    const watch = (): ClockWatch => world.curfew.app.get(ClockWatch, { strict: false });
    await watch().look();
    clock.forward({ minutes: -10 });
    await world.curfew.restart();
    await watch().look();
    expect(await flags()).toEqual([expect.objectContaining({ code: 'control-plane-clock-off' })]);
    const behind = async (): Promise<number> => Number(/(\d+) seconds behind/.exec((await flags())[0].message)?.[1]);
    const before = await behind();
    expect(before).toBeGreaterThan(500);
    expect(before).toBeLessThanOrEqual(600);
    expect(world.curfew.log.filter((line) => line.includes('"code":"control-plane-clock-off"'))).not.toEqual([]);
    expect(await world.grant('ada', ended.id)).toMatchObject({ state: 'ended', untilAt: ended.untilAt });
    expect(await world.connector.ordered()).not.toContainEqual(expect.objectContaining({ grantId: ended.id }));
    clock.forward({ minutes: -1 });
    await watch().look();
    expect(await behind()).toBeGreaterThan(before + 30);
    clock.forward({ minutes: 11 });
    await watch().look();
    expect(watch().now.behindLatest).toBeLessThan(1);
  });

  it('that is apart from that of PostgreSQL is flagged', async () => {
    const apart = await givenControlPlane();
    apart.clock.forward({ minutes: 5 });
    const watch = apart.app.get(ClockWatch, { strict: false });
    await watch.look();
    expect(watch.fault()?.message).toMatch(/ahead of that of PostgreSQL/);
  });
});
