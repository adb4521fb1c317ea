/** 200 servers, one grant each: added, later removed, each proved by a receipt; against the tools that people do it with. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { run } from '#virtual-hosts/run.js';
import { addScript, removeScript, trustLine } from './bare-script.js';
import { type BenchFleet, givenFleet } from './fleet.js';
import { FleetSite } from './fleet-site.js';
import { type Bench, median, milliseconds, missingPeer, type Row, timed, timesRow } from './measure.js';
import { Ssh2Loop } from './ssh2-loop.js';

const SERVERS = 200;
const AT_ONCE = 50;
const RUNS = 3;
const CURVE = ['-o', 'KexAlgorithms=curve25519-sha256'];

/** Adds for a new account, then removes it again; gives the milliseconds of both together. */
type Change = (account: string) => Promise<number>;

export const fanOut: Bench = {
  name: 'fan-out',
  async run(say) {
    say(`starting ${SERVERS} servers`);
    const fleet = await givenFleet(SERVERS);
    say('setting them up by one connector that keeps its connections, and by one that does not');
    const warm = await FleetSite.start(fleet, {});
    const cold = await FleetSite.start(fleet, { CURFEW_CONNECTION_IDLE_SECONDS: '0' });
    const sides: Record<string, Change> = {
      warm: (account) => bring(warm, account),
      cold: (account) => bring(cold, account),
      ...peers(fleet),
    };
    return rowsOf(await measure(sides, say));
  },
};

async function bring(site: FleetSite, account: string): Promise<number> {
  const grants = site.grants(account, Date.now() + 3_600_000);
  return (await site.bring(grants, 'present')) + (await site.bring(grants, 'absent'));
}

async function measure(sides: Record<string, Change>, say: (line: string) => void): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  for (let turn = 0; turn < RUNS; turn++) {
    for (const [name, change] of Object.entries(sides)) {
      const ms = await change(`${name.replace(/[^a-z]/g, '')}-${turn}`);
      say(`${name}: ${milliseconds(ms)} for ${SERVERS} grants added and removed`);
      times.set(name, [...(times.get(name) ?? []), ms]);
    }
  }
  return times;
}

/** The same change by other tools: those that are installed. */
function peers(fleet: BenchFleet): Record<string, Change> {
  const line = trustLine(fleet.loginKey.publicKey.split(' ').slice(0, 2).join(' '));
  const both = (perform: (script: string) => Promise<unknown>) => async (account: string) =>
    (await timed(() => perform(addScript(account, line)))) + (await timed(() => perform(removeScript(account))));
  const loops = { cold: new Ssh2Loop(fleet, AT_ONCE), warm: new Ssh2Loop(fleet, AT_ONCE) };
  atEnd(() => loops.warm.close());
  return {
    'ssh2 loop, cold': both((script) => loops.cold.run(script, false)),
    'ssh2 loop, warm': both((script) => loops.warm.run(script, true)),
    ...(existsSync('/usr/bin/parallel-ssh') && {
      'parallel-ssh': both((script) => parallelSsh(fleet, script, [])),
      'parallel-ssh, curve25519': both((script) => parallelSsh(fleet, script, CURVE)),
    }),
    ...(existsSync('/usr/bin/ansible') && { ansible: both((script) => ansible(fleet, script)) }),
  };
}

async function parallelSsh({ sshConfig, hostsFile }: BenchFleet, script: string, more: string[]): Promise<void> {
  const ssh = ['-F', sshConfig, ...more].flatMap((argument) => ['-X', argument]);
  const argv = ['parallel-ssh', '-h', hostsFile, '-p', String(AT_ONCE), '-t', '0', '-I', ...ssh, 'sudo -n sh -s'];
  const { code, stdout } = await run(argv, { stdin: script, withinMs: 300_000 });
  if (code !== 0) throw new Error(`parallel-ssh failed: ${stdout.slice(-400)}`);
}

/** Ansible's own habit of keeping connections open would make its later runs warm: each gets a folder of its own for them. */
async function ansible({ sshConfig, hostsFile }: BenchFleet, script: string): Promise<void> {
  const folder = givenFolder('ansible');
  mkdirSync(join(folder, 'cp'));
  const quoted = script.replaceAll("'", String.raw`'\''`);
  writeFileSync(join(folder, 'command'), `sudo -n sh -c '${quoted}'`);
  const env = {
    ...process.env,
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(folder, 'cp'),
    ANSIBLE_LOCAL_TEMP: folder,
    ANSIBLE_SSH_COMMON_ARGS: `-F ${sshConfig}`,
    ANSIBLE_SSH_ARGS: '-o ControlMaster=auto -o ControlPersist=5s',
  };
  const argv = [
    'ansible',
    'all',
    '-i',
    hostsFile,
    '-f',
    String(AT_ONCE),
    '-m',
    'raw',
    '-a',
    `sudo -n sh -c '${quoted}'`,
  ];
  const { code, stdout, stderr } = await run(argv, { env, withinMs: 300_000 });
  if (code !== 0) throw new Error(`ansible failed: ${stdout.slice(-400)}${stderr.slice(-400)}`);
}

function rowsOf(times: Map<string, number[]>): Row[] {
  const row = (mine: 'warm' | 'cold', peer: string, note: string, bar: { most: number } | { least: number }): Row => {
    const what = `fan-out, ${mine}: ${SERVERS} grants on ${SERVERS} servers added and removed, against ${peer}${note}`;
    const [ours = [], theirs] = [times.get(mine), times.get(peer)];
    const words = 'most' in bar ? `≤ ${bar.most}×` : `≥ ${bar.least}×`;
    if (!theirs) return missingPeer({ bench: 'fan-out', what }, milliseconds(median(ours)), peer, words);
    return timesRow({ bench: 'fan-out', what }, ours, theirs, bar);
  };
  return [
    row('cold', 'parallel-ssh', ' (its default key exchange, sntrup761)', { least: 2 }),
    row('cold', 'parallel-ssh, curve25519', ' (the key exchange that ours uses)', { least: 1 }),
    row('cold', 'ansible', ' raw, 50 at once', { least: 3 }),
    row('cold', 'ssh2 loop, cold', ' (the bare script, nothing read back)', { most: 1.6 }),
    row('warm', 'parallel-ssh', ' (its default key exchange, sntrup761)', { least: 5 }),
    row('warm', 'ssh2 loop, warm', ' (the bare script, nothing read back)', { most: 1.6 }),
  ];
}
