/** What starts by itself as an account: at jobs, crontabs, a lingering systemd. After the end nothing of it runs, nor comes back. */
import { startFastCron } from '#virtual-hosts/faults.js';
import { until } from '#testkit/until.js';
import { type CurfewHost, givenCurfewHost, grantId, inOneHour, wantedGrant } from './given-curfew-host.js';

const principal = (n: number) => `grant-${grantId(n)}-1`;
const untilSeconds = inOneHour();
const grant = wantedGrant({ groups: [], untilSeconds });
const beside = wantedGrant({ grantId: grantId(2), groups: [], untilSeconds });
const shell = (host: CurfewHost, text: string) => host.server.output('sh', '-c', text);
const processes = (host: CurfewHost) => host.server.output('ps', '-eo', 'user:32=,args=');
const spool = (host: CurfewHost) => shell(host, 'cd /var/spool/cron; find crontabs atjobs -type f ! -name .SEQ');
const absent = [{ grantId: grantId(1), state: 'absent', remaining: [] }];

/** Folders as Debian's packages make them, and both daemons. */
async function startDaemons(host: CurfewHost) {
  await makeSpool(host);
  await shell(host, '/usr/sbin/cron; /usr/sbin/atd');
}

async function makeSpool(host: CurfewHost) {
  await shell(
    host,
    'cd /var/spool/cron 2>/dev/null || { mkdir -p /var/spool/cron; cd /var/spool/cron; }; mkdir -p crontabs atjobs atspool; ' +
      'chgrp --reference=/usr/bin/crontab crontabs; chmod 1730 crontabs; [ -e atjobs/.SEQ ] || echo 0 >atjobs/.SEQ; chown -R daemon:daemon atjobs atspool; ' +
      'chmod 1770 atjobs atspool; chmod 600 atjobs/.SEQ; : >/etc/at.deny',
  );
}

const SCHEDULED = 'echo "* * * * * touch /tmp/by-cron-$USER" | crontab - && echo "touch /tmp/by-at" | at 23:59 2>/dev/null'; // prettier-ignore

it('go with the last grant of an account that Curfew made, and what they run is killed [I13]', async () => {
  const host = await givenCurfewHost();
  await startDaemons(host);
  await host.apply([grant]);
  const job = await host.login('alice', principal(1), [`${SCHEDULED} && echo 'exec sleep 4701' | at now 2>/dev/null`]);
  expect(job).toMatchObject({ code: 0 });
  await until(async () => (await processes(host)).includes('sleep 4701'), { within: 20_000 });
  expect(await spool(host)).toMatch(/^crontabs\/alice$/m);
  expect(await spool(host)).toMatch(/^atjobs\/a\w+$/m);
  expect((await host.apply([])).grants).toMatchObject(absent);
  expect(await spool(host)).toBe('');
  expect(await processes(host)).not.toMatch(/alice|sleep 4701/);
});

it('that run beside another grant of the account end when in doubt, and stay scheduled', async () => {
  const host = await givenCurfewHost();
  await startDaemons(host);
  await host.apply([grant, beside]);
  await host.login('alice', principal(1), [`${SCHEDULED} && echo 'exec sleep 4701' | at now 2>/dev/null`]);
  const other = await host.session('alice', principal(2), ['sleep 4702']);
  await until(async () => /sleep 4701[^]*sleep 4702|sleep 4702[^]*sleep 4701/.test(await processes(host)), { within: 20_000 }); // prettier-ignore
  expect((await host.apply([beside])).grants).toMatchObject([{ state: 'present' }, ...absent]);
  expect(await processes(host)).not.toContain('sleep 4701');
  expect(await spool(host)).toContain('crontabs/alice');
  expect(other.code()).toBeNull();
});

it('of an account that is locked are not run even where they could not be removed', async () => {
  const host = await givenCurfewHost();
  await makeSpool(host);
  await shell(host, '/usr/sbin/atd');
  await startFastCron(host.server.host);
  await host.apply([grant]);
  await host.login('alice', principal(1), [SCHEDULED]);
  const hasRun = async (file: string) => (await host.server.exec(['test', '-e', `/tmp/by-cron-${file}`])).code === 0;
  await until(() => hasRun('alice'), { within: 20_000, every: 200 });
  await shell(host, 'cp -p /var/spool/cron/crontabs/alice /run/alice');
  await host.apply([]);
  await shell(host, 'rm -f /tmp/by-cron-*; echo "* * * * * root touch /tmp/by-cron-root" >/etc/crontab; cp -p /run/alice /var/spool/cron/crontabs/alice'); // prettier-ignore
  await until(() => hasRun('root'), { within: 20_000, every: 200 });
  await shell(host, 'rm /tmp/by-cron-root');
  await until(() => hasRun('root'), { within: 20_000, every: 200 });
  expect(await hasRun('alice')).toBe(false);
});

it('of an account that was there before stay; those written during the grant are reported [I26]', async () => {
  const host = await givenCurfewHost({ accounts: [{ name: 'bob' }, { name: 'carol' }] });
  await startDaemons(host);
  await shell(host, 'echo "0 0 1 1 * true" | crontab -u bob -; touch -d "1 hour ago" /var/spool/cron/crontabs/bob');
  const people = ['bob', 'carol'].map((account, n) => ({ ...grant, grantId: grantId(n + 1), account, adopt: true }));
  // Begun early in a second and ended early in the next one: whole seconds must not make of that a job from before.
  const earlyInSecond = (after = 0) =>
    until(() => Date.now() > after && Date.now() % 1000 < 100, { within: 20_000, every: 5 });
  await earlyInSecond();
  await host.apply(people);
  await host.login('carol', principal(2), [SCHEDULED]);
  const before = await spool(host);
  await earlyInSecond(Date.now() + 1);
  const answer = await host.apply([]);
  expect(answer.standing).toEqual([
    { account: 'carol', kind: 'job', name: '/var/spool/cron/crontabs/carol' },
    { account: 'carol', kind: 'job', name: expect.stringMatching(/^\/var\/spool\/cron\/atjobs\/a\w+$/) },
  ]);
  expect(await spool(host)).toBe(before);
});

it('as a systemd of the account that lingers end, and do not come back with a reboot', async () => {
  const host = await givenCurfewHost({ systemd: true });
  await host.apply([grant]);
  await host.server.output('loginctl', 'enable-linger', 'alice');
  expect(await host.login('alice', principal(1), ['systemd-run --user sleep 4701'])).toMatchObject({ code: 0 });
  await until(async () => (await processes(host)).includes('sleep 4701'), { within: 20_000 });
  expect((await host.apply([])).grants).toMatchObject(absent);
  expect(await processes(host)).not.toMatch(/^alice|sleep 4701/m);
  expect((await host.server.exec(['ls', '/var/lib/systemd/linger'])).stdout).toBe('');
  await host.server.host.stop();
  await host.server.host.start();
  await host.server.exec(['systemctl', 'is-system-running', '--wait']);
  expect(await processes(host)).not.toMatch(/^alice/m);
});
