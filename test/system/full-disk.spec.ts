/** A server whose disk is full, whose /etc is locked, or whose tools hang: what can end ends on time all the same, and nothing is added. */
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { fillDisk, hangAccountTools, lockDisk, lockEtc } from '#virtual-hosts/faults.js';
import { readReality } from '#testkit/oracle.js';
import { until } from '#testkit/until.js';
import { type CurfewHost, givenCurfewHost, grantId, killReaper, wantedGrant } from './given-curfew-host.js';

const nowSeconds = () => Math.floor(Date.now() / 1000);
const kindsOf = async ({ server }: CurfewHost) =>
  [...new Set((await readReality(server)).access.map(({ kind }) => kind))].sort(); // prettier-ignore

/** A grant in use by something that outlives its session. */
async function givenUse(): Promise<CurfewHost> {
  const host = await givenCurfewHost({ smallDisk: true });
  await host.apply([wantedGrant()]);
  const command = ['setsid nohup sleep 4711 >/dev/null 2>&1 </dev/null &'];
  expect(await host.login('alice', `grant-${grantId(1)}-1`, command)).toMatchObject({ code: 0 });
  expect(await kindsOf(host)).toEqual(['held', 'member', 'open', 'process', 'trust']);
  return host;
}

/** The same, but it ends soon, with that of others, and nothing looks at it by then: so there is time to break the server. */
async function givenEndingUse(...others: string[]): Promise<{ host: CurfewHost; untilSeconds: number }> {
  const host = await givenUse();
  const untilSeconds = nowSeconds() + 8 + 4 * others.length;
  const more = others.map((account, n) => wantedGrant({ account, untilSeconds, grantId: grantId(n + 2) }));
  await host.apply([wantedGrant({ untilSeconds }), ...more]);
  await killReaper(host);
  return { host, untilSeconds };
}

/** What the server's own timer does, as soon as the end has passed. */
async function reapAfter({ server }: CurfewHost, untilSeconds: number) {
  await until(() => nowSeconds() > untilSeconds, { within: 60_000 });
  return server.exec([CURFEW_HOST_PATH, 'reap']);
}

const others = [wantedGrant({ grantId: grantId(2), account: 'bob' })];

it('with no byte left on the disk the server ends sessions and trust by itself, and the rest when there is room', async () => {
  const { host, untilSeconds } = await givenEndingUse();
  await fillDisk(host.server.host, true);
  await reapAfter(host, untilSeconds);
  expect(await kindsOf(host)).toEqual(['member', 'open']);
  await fillDisk(host.server.host, false);
  await reapAfter(host, untilSeconds);
  expect(await kindsOf(host)).toEqual([]);
  expect(await host.apply([])).toMatchObject({ grants: [{ state: 'absent', remaining: [] }] });
});

it('with no byte left on the disk an order ends what it can, says what is left, and adds nothing', async () => {
  const host = await givenUse();
  await fillDisk(host.server.host, true);
  const answer = await host.apply(others);
  expect(answer.faults[0]).toMatchObject({
    code: 'host-script-failed',
    message: expect.stringContaining('nothing is added'),
  });
  expect(answer.grants).toEqual([
    expect.objectContaining({ account: 'bob', state: 'partial' }),
    expect.objectContaining({
      account: 'alice',
      state: 'partial',
      remaining: ['membership web-ops', 'account not locked'],
    }),
  ]);
  expect(await kindsOf(host)).toEqual(['member', 'open']);
  expect((await host.server.exec(['id', 'bob'])).code).not.toBe(0);
  await fillDisk(host.server.host, false);
  const { grants } = await host.apply([]);
  expect(grants).toContainEqual(expect.objectContaining({ account: 'alice', state: 'absent', remaining: [] }));
  expect(await kindsOf(host)).toEqual([]);
});

it('with a locked /etc the server ends sessions by itself, and the rest when it can be written', async () => {
  const { host, untilSeconds } = await givenEndingUse();
  await lockEtc(host.server.host, true);
  await reapAfter(host, untilSeconds);
  expect((await host.login('alice', `grant-${grantId(1)}-1`)).code).toBe(255);
  expect(await kindsOf(host)).toEqual(['member', 'open', 'trust']);
  await lockEtc(host.server.host, false);
  await reapAfter(host, untilSeconds);
  expect(await kindsOf(host)).toEqual([]);
});

it('with a disk that cannot be written, ledger and all, cron ends sessions by itself, and an order adds nothing', async () => {
  const { host, untilSeconds } = await givenEndingUse();
  await until(() => nowSeconds() > untilSeconds, { within: 60_000 });
  await lockDisk(host.server.host, true);
  await host.server.exec([CURFEW_HOST_PATH, 'reap', 'minute']);
  expect(await kindsOf(host)).toEqual(['member', 'open', 'trust']);
  const answer = await host.apply(others);
  expect(answer.faults[0]).toMatchObject({ message: expect.stringContaining('nothing is added') });
  await lockDisk(host.server.host, false);
  await reapAfter(host, untilSeconds);
  expect(await kindsOf(host)).toEqual([]);
});

it('with a tool that never answers, as before a dead directory, sessions end by themselves, and the rest when it answers', async () => {
  const { host, untilSeconds } = await givenEndingUse('bob', 'carl', 'dora');
  await hangAccountTools(host.server.host, true);
  await until(() => nowSeconds() > untilSeconds, { within: 60_000 });
  const reaping = host.server.exec([CURFEW_HOST_PATH, 'reap']);
  // Also those of whoever comes last
  await until(async () => (await host.server.exec(['pgrep', 'sleep', '-f', '-u', 'alice'])).code !== 0, { within: 45_000 });
  await reaping;
  expect(await kindsOf(host)).toEqual(['member', 'open']);
  await hangAccountTools(host.server.host, false);
  await reapAfter(host, untilSeconds);
  expect(await kindsOf(host)).toEqual([]);
}); // prettier-ignore
