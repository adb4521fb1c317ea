/** A server with systemd as PID 1: its timer ends access with nothing from outside, also across a reboot; sshd is reloaded by it. */
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { until } from '#testkit/until.js';
import {
  type CurfewHost,
  givenCurfewHost,
  grantId,
  INSTALLATION,
  CONNECTOR,
  wantedGrant,
} from './given-curfew-host.js';
import { formatUninstallRequest } from '#host/request.js';

const PRINCIPAL = `grant-${grantId(1)}-1`;
/** What systemd says, and writes into the journal, may come a moment after the deed. */
const WITHIN = { within: 30_000 };
const nowSeconds = () => Math.floor(Date.now() / 1000);
const ledgerOf = (host: CurfewHost) => host.server.output('cat', '/var/lib/curfew/ledger');
const processes = (host: CurfewHost) => host.server.output('ps', '-eo', 'user:32=,args=');
const journalOf = (host: CurfewHost, ...more: string[]) =>
  host.server.output('journalctl', '-q', '--no-pager', '-o', 'cat', ...more);

async function expectGone(host: CurfewHost) {
  expect(await host.server.output('id', '-Gn', 'alice')).toBe('alice curfew-accounts\n');
  expect(await host.server.output('getent', 'shadow', 'alice')).toMatch(/:!.*:1:$/m);
  expect(await processes(host)).not.toMatch(/^alice|sleep 47\d\d/m);
  expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 255 });
  expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
}

it('ends membership, sessions and account by its timer, with nothing from outside [I12] [I13]', async () => {
  const host = await givenCurfewHost({ systemd: true });
  const untilSeconds = nowSeconds() + 12;
  expect(await host.apply([wantedGrant({ untilSeconds })])).toMatchObject({ reaper: 'systemd', faults: [] });
  const session = await host.session('alice', PRINCIPAL, [
    'setsid sleep 4711 & (nohup sleep 4712 >/dev/null 2>&1 &); echo up; sleep 4713',
  ]);
  await until(() => session.output().includes('up'), { within: 20_000 });
  expect(await processes(host)).not.toContain('reap loop');
  await until(async () => !(await ledgerOf(host)).includes('\ngrant '), { within: 60_000 });
  expect(nowSeconds()).toBeGreaterThanOrEqual(untilSeconds - 1);
  await expectGone(host);
  const journal = () => journalOf(host, '-u', 'curfew-reaper.service');
  await until(async () => (await journal()).includes('Finished curfew-reaper.service'), WITHIN);
});

it('ends what ended while the server was off, at its start [I12]', async () => {
  const host = await givenCurfewHost({ systemd: true });
  const untilSeconds = nowSeconds() + 8;
  await host.apply([wantedGrant({ untilSeconds })]);
  await host.server.host.stop();
  await until(() => nowSeconds() > untilSeconds, { within: 30_000 });
  await host.server.host.start();
  await until(async () => !(await ledgerOf(host)).includes('\ngrant '), { within: 60_000 });
  await expectGone(host);
});

it('has its sshd reloaded by systemd, not killed, and no unit is left after an uninstall [I30]', async () => {
  const host = await givenCurfewHost({ systemd: true });
  await until(async () => (await journalOf(host, '-b', '-u', 'ssh.service')).includes('Reloaded ssh.service'), WITHIN);
  const main = () => host.server.output('systemctl', 'show', '-p', 'MainPID,NRestarts,ActiveState', 'ssh.service');
  const before = await main();
  expect(before).toMatch(/ActiveState=active/);
  await host.script(formatUninstallRequest({ installationId: INSTALLATION, connectorId: CONNECTOR }));
  await until(async () => (await main()) === before, WITHIN);
  const units = () => host.server.output('systemctl', 'list-units', '--all', '--no-pager');
  await until(async () => !(await units()).includes('curfew'), WITHIN);
  expect((await host.server.exec(['sh', '-c', `ls -d ${CURFEW_HOST_PATH} /var/lib/curfew /etc/systemd/system/*curfew* /etc/systemd/system/*/*curfew*`])).stdout).toBe(''); // prettier-ignore
});
