/** A grant that is made longer in place: an order with a later end for what is live moves every end there is on the server, and ends nothing. */
import { until } from '#testkit/until.js';
import { type CurfewHost, givenCurfewHost, grantId, inOneHour, wantedGrant } from './given-curfew-host.js';

const PRINCIPAL = `grant-${grantId(1)}-1`;
const ROLE = { name: 'who', commands: ['/usr/bin/id -u'] };
const nowSeconds = () => Math.floor(Date.now() / 1000);
const ledgerOf = (host: CurfewHost) => host.server.output('cat', '/var/lib/curfew/ledger');
const open = async (host: CurfewHost, flags: string[] = []) => {
  const session = await host.session('alice', PRINCIPAL, ['echo up; sleep 4711'], flags);
  await until(() => session.output().includes('up'), { within: 20_000 });
  return session;
};

/** Until and end by this boot's seconds, in the ledger. */
const endsOf = async (host: CurfewHost): Promise<[number, number]> => {
  const row = /^grant .*$/m.exec(await ledgerOf(host))?.[0].split(' ') ?? [];
  return [Number(row[8]), Number(row[9])];
};

it('keeps its session open past the old end, lets one log in after it, and ends at the new end with nothing from outside', async () => {
  const host = await givenCurfewHost();
  const first = nowSeconds() + 12;
  await host.apply([wantedGrant({ untilSeconds: first, sudoRoles: [ROLE] })]);
  const session = await open(host);
  const last = first + 10;
  const answer = await host.apply([wantedGrant({ untilSeconds: last, sudoRoles: [ROLE] })]);
  expect(answer).toMatchObject({ changed: true, faults: [], grants: [{ state: 'present', remaining: [] }] });
  await until(() => nowSeconds() > first + 2, { within: 40_000 });
  expect(session.code()).toBeNull();
  expect(await host.login('alice', PRINCIPAL, ['sudo', '-n', '/usr/bin/id', '-u'])).toMatchObject({ stdout: '0\n' });
  await until(() => session.code() !== null, { within: 60_000 });
  expect(nowSeconds()).toBeGreaterThanOrEqual(last - 1);
  expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 255 });
  const told = await host.apply([]);
  expect(told).toMatchObject({ grants: [{ state: 'absent', remaining: [] }], reaped: [{ grantId: grantId(1) }] });
});

describe.each([['dash'], ['bash'], ['busybox sh']])('under %s', (shell) => {
  it('moves trust line, sudo rule and both ends of the ledger, and changes nothing when it is said again', async () => {
    const host = await givenCurfewHost({ shell: shell.split(' ') });
    const first = inOneHour();
    const wanted = (untilSeconds: number) => [wantedGrant({ untilSeconds, sudoRoles: [ROLE] })];
    const told = await host.apply(wanted(first), { ends: true });
    expect(told.grants).toMatchObject([{ state: 'present', untilSeconds: first, sudoRoles: [ROLE] }]);
    const [, before] = await endsOf(host);
    const session = await open(host);
    const longer = await host.apply(wanted(first + 1800), { ends: true });
    expect(longer.grants).toMatchObject([{ untilSeconds: first + 1800 }]);
    const [end, counted] = await endsOf(host);
    expect(end).toBe(first + 1800);
    expect(counted - before).toBeGreaterThan(1797);
    expect(counted - before).toBeLessThan(1803);
    const stamp = new Date((first + 1800) * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
    expect(await host.server.output('cat', '/etc/ssh/curfew/keys/alice')).toContain(`expiry-time="${stamp}Z"`);
    expect(await host.server.output('sh', '-c', 'cat /etc/sudoers.d/curfew-*')).toContain(`NOTAFTER=${stamp}Z`);
    const again = await host.apply(wanted(first + 1800));
    expect(again).toMatchObject({ changed: false });
    expect(again.grants[0]).not.toHaveProperty('untilSeconds');
    expect(session.code()).toBeNull();

    await host.server.output('sh', '-c', 'mkdir -p /etc/curfew; echo "longest 2h" >/etc/curfew/policy');
    const refused = await host.apply(wanted(first + 7200), { ends: true });
    expect(refused.grants).toMatchObject([
      { state: 'present', untilSeconds: first + 1800, fault: { code: 'above-policy' } },
    ]);
    expect(refused.faults).toEqual([]);
    expect((await endsOf(host))[0]).toBe(first + 1800);
    expect(await host.server.output('cat', '/etc/ssh/curfew/keys/alice')).toContain(`expiry-time="${stamp}Z"`);
    expect(session.code()).toBeNull();
    await host.server.output('sh', '-c', 'echo "longest 2d" >/etc/curfew/policy');
    expect((await host.apply(wanted(first + 7200))).grants[0]?.fault).toBeUndefined();
    expect((await endsOf(host))[0]).toBe(first + 7200);
    expect((await host.apply(wanted(first), { ends: true })).grants).toMatchObject([{ untilSeconds: first }]);
    expect(session.code()).toBeNull();
  });
});

it('is refused where the policy’s longest time, from the start of the grant, would be over before its end', async () => {
  const host = await givenCurfewHost();
  await host.server.output('sh', '-c', 'mkdir -p /etc/curfew; echo "longest 2h" >/etc/curfew/policy');
  const first = inOneHour();
  await host.apply([wantedGrant({ untilSeconds: first })]);
  const begunSeconds = nowSeconds() - 5400;
  const begun = `sed -i -E 's/^(begun .* )[0-9]+$/\\1${begunSeconds}/' /var/lib/curfew/ledger`;
  await host.server.output('sh', '-c', begun);
  expect(await ledgerOf(host)).toContain(`${grantId(1)} ${begunSeconds}`);
  const extended = await host.apply([wantedGrant({ untilSeconds: first + 60 })]);
  expect(extended.grants).toMatchObject([{ state: 'present', fault: { code: 'above-policy' } }]);
  expect((await endsOf(host))[0]).toBe(first);
  await host.apply([]);
  expect(await ledgerOf(host)).not.toContain('begun');
});

it('warns anew before the new end', async () => {
  const host = await givenCurfewHost();
  const first = nowSeconds() + 590;
  await host.apply([wantedGrant()]);
  const session = await open(host, ['-tt']);
  const told = () => session.output().match(/Curfew: [^\r\n]*/g) ?? [];
  await host.apply([wantedGrant({ untilSeconds: first })]);
  await host.script('', 'reap');
  await until(() => told().length === 1, { within: 30_000 });
  await host.apply([wantedGrant({ untilSeconds: first + 3600 })]);
  await host.script('', 'reap');
  const counted = (await endsOf(host))[1];
  const soon = `up=$(cut -d. -f1 /proc/uptime); sed -i "/^grant /s/ ${counted} / $((up + 595)) /" /var/lib/curfew/ledger`;
  await host.server.output('sh', '-c', soon);
  await host.script('', 'reap');
  await until(() => told().length === 2, { within: 30_000 });
  expect(told()[1]).toContain('ends in 10 minutes');
});
