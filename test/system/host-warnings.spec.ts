/** People are told on their terminals that their time ends. */
import { curfewHostScript } from '#host/script.js';
import { until } from '#testkit/until.js';
import { type CurfewHost, givenCurfewHost, grantId, killReaper, wantedGrant } from './given-curfew-host.js';

const principal = (n: number) => `grant-${grantId(n)}-1`;
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const terminal = async (host: CurfewHost, account: string, n: number, command = 'echo up; sleep 4700') => {
  const session = await host.session(account, principal(n), [command], ['-tt']);
  await until(() => session.output().includes('up'), { within: 30_000 });
  return session;
};
const told = (session: { output(): string }) => session.output().match(/Curfew: [^\r\n]*/g) ?? [];

/** The grant has that many seconds left, by this boot's clock. */
const leave = (host: CurfewHost, untilSeconds: number, seconds: number) =>
  host.server.output('sh', '-c', `up=$(cut -d. -f1 /proc/uptime); sed -i "/^grant /s/ ${untilSeconds} [0-9]* / ${untilSeconds} $((up + ${seconds})) /" /var/lib/curfew/ledger`); // prettier-ignore

describe.each([
  ['dash', { shell: ['dash'] }],
  ['bash', { shell: ['bash'] }],
  ['busybox sh', { shell: ['busybox', 'sh'] }],
  ['the journal and systemd', { systemd: true }],
])('with %s', (_, options) => {
  it('10 and 2 minutes before the end, each once, and only on terminals of that grant', async () => {
    const host = await givenCurfewHost(options);
    const untilSeconds = inSeconds(720);
    const other = wantedGrant({ grantId: grantId(2), untilSeconds: inSeconds(7200) });
    await host.apply([wantedGrant({ untilSeconds }), other, { ...other, grantId: grantId(3), account: 'bob' }]);
    const one = await terminal(host, 'alice', 1);
    const two = await terminal(host, 'alice', 2);
    const three = await terminal(host, 'bob', 3);
    await host.script('', 'reap');
    expect(told(one)).toEqual([]);
    await leave(host, untilSeconds, 595);
    await host.script('', 'reap');
    await until(() => told(one).length > 0, { within: 30_000 });
    const clock = new Date(untilSeconds * 1000).toISOString().slice(11, 16);
    const words = (minutes: number) => `Curfew: your access to this server ends in ${minutes} minutes, at ${clock} UTC. Your sessions end then.`; // prettier-ignore
    expect(told(one)).toEqual([words(10)]);
    await host.script('', 'reap');
    await leave(host, untilSeconds, 115);
    await host.script('', 'reap');
    await host.script('', 'reap');
    await until(() => told(one).length > 1, { within: 30_000 });
    expect(told(one)).toEqual([words(10), words(2)]);
    expect([told(two), told(three)]).toEqual([[], []]);
    await leave(host, untilSeconds, 0);
    await host.script('', 'reap');
    await until(() => one.code() !== null, { within: 30_000 });
    expect(told(one)).toHaveLength(2);
    expect(two.code()).toBeNull();
  });
});

it('a terminal that is stopped holds up neither the others nor the end', async () => {
  const host = await givenCurfewHost();
  const untilSeconds = inSeconds(590);
  await killReaper(host);
  await host.apply([wantedGrant({ untilSeconds: inSeconds(3600) })]);
  const stopped = await terminal(host, 'alice', 1, 'echo up; perl -MPOSIX -e "tcflow(0, TCOOFF)"; exec sleep 4701');
  await until(async () => /^sleep 4701 *$/m.test(await host.server.output('ps', '-eo', 'args=')), { within: 30_000 });
  const one = await terminal(host, 'alice', 1);
  await host.apply([wantedGrant({ untilSeconds })]);
  await host.script('', 'reap');
  await until(() => told(one).length > 0, { within: 30_000 });
  expect(told(stopped)).toEqual([]);
  await host.apply([]);
  await until(() => one.code() !== null && stopped.code() !== null, { within: 30_000 });
});

it.each(['warned-before', 'warned'])(
  'a reaper that dies at %s warns at most once, and ends as ever [I15]',
  async (step) => {
    const host = await givenCurfewHost();
    const untilSeconds = inSeconds(3600);
    await killReaper(host);
    await host.apply([wantedGrant({ untilSeconds })]);
    const one = await terminal(host, 'alice', 1);
    await killReaper(host);
    await leave(host, untilSeconds, 595);
    const variant = curfewHostScript().replace(/^step\(\) \{\n {2}:\n\}$/m, () => `step() { [ "$1" != ${step} ] || kill -9 $$; }`); // prettier-ignore
    await host.server.exec(['sh', '-c', 'cat >/run/dying.sh'], { stdin: variant });
    expect((await host.server.exec(['sh', '/run/dying.sh', 'reap'])).code).not.toBe(0);
    await host.script('', 'reap');
    await host.script('', 'reap');
    if (step === 'warned-before') await until(() => told(one).length > 0, { within: 30_000 });
    expect(told(one)).toHaveLength(step === 'warned-before' ? 1 : 0);
    await leave(host, untilSeconds, 0);
    await host.script('', 'reap');
    await until(() => one.code() !== null, { within: 30_000 });
  },
);
