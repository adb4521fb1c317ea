/**
 * At each step of the script that adds or removes, one of three is killed: the script, the SSH connection, the connector. With
 * the real connector, on several servers at once; within a minute each server is as it was to be [I15].
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { curfewHostScript } from '#host/script.js';
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { givenFolder } from '#testkit/folder.js';
import { ok } from '#testkit/given.js';
import { type Installation, givenInstallation } from '#testkit/installation.js';
import { givenKey } from '#testkit/openssh.js';
import { readReality } from '#testkit/oracle.js';
import { givenServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { etcLessOurs } from './given-curfew-host.js';

const CONVERGES_MS = 60_000;
const SERVERS = ['web-1', 'web-2', 'web-3', 'db-1', 'db-2'];

/** So that the steps of sudo rules are passed, too. */
const ROLE = { name: 'who', commands: ['/usr/bin/id -u'] };
const MEMBER = ['member rita web-ops', 'open rita'];

const STEPS = [...new Set(curfewHostScript().match(/(?<=^ *step )[a-z-]+$/gm))].filter(
  (step) =>
    !/set-up|group-made|drop-in|reloaded|reaper|warned|(keys|groups|ledger)-removed|sudoers|digest|script-placed/.test(
      step,
    ),
);

/**
 * Does at a step what two files say: /run/at which step, /run/victim who dies there. The connector is killed from outside,
 * while the script stands still at the step until /run/at is gone.
 */
const VARIANT_STEP = `step() {
  read -r step_at 2>/dev/null </run/at && [ "$1" = "$step_at" ] && read -r step_victim </run/victim || return 0
  case $step_victim in
    script) rm /run/at && kill -9 $$ ;;
    connection) rm /run/at && cut_connection ;;
    connector)
      echo there >/run/there
      while [ -e /run/at ]; do sleep 0.02; done
      ;;
  esac
}

# Kills the sshd processes above this script, but not the one that listens
cut_connection() {
  cut_pid=$$
  while [ "$cut_pid" -gt 1 ] && [ "$cut_pid" != "$(cat /run/sshd.pid)" ]; do
    cut_parent=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$cut_pid/status")
    case $(cat "/proc/$cut_pid/comm") in sshd*) kill -9 "$cut_pid" ;; esac
    cut_pid=$cut_parent
  done
}`;

type Victim = 'script' | 'connection' | 'connector';

class Site {
  /** Where somebody died, at which step. */
  readonly died = new Map<Victim, Set<string>>();
  cases = 0;

  constructor(
    readonly installation: Installation,
    private readonly etc: Map<string, string>,
  ) {}

  server(name: string) {
    return this.installation.host(name);
  }

  async arm(name: string, victim: Victim, step: string): Promise<void> {
    this.cases++;
    await this.server(name).output(
      'sh',
      '-c',
      'rm -f /run/there; echo "$1" >/run/victim; echo "$2" >/run/at',
      '',
      victim,
      step,
    );
  }

  /** Gives whether somebody died there. */
  async disarm(name: string, victim: Victim, step: string): Promise<void> {
    const has = async (file: string) => (await this.server(name).exec(['test', '-e', file])).code === 0;
    const isDead = victim === 'connector' ? await has('/run/there') : !(await has('/run/at'));
    await this.server(name).output('rm', '-f', '/run/at', '/run/there');
    if (isDead) this.died.set(victim, (this.died.get(victim) ?? new Set<string>()).add(step));
  }

  async give(name: string): Promise<string> {
    const permissions = ['web-ops', ROLE.name];
    // A minute has 60 asks for each person, and there are more steps than that
    const request = await until(() => this.installation.ask(name, { permissions }), {
      within: CONVERGES_MS,
      every: 500,
    });
    return this.installation.approve(request);
  }

  async end(grantId: string): Promise<void> {
    ok(await this.installation.api.as('rita').post(`/api/grants/${grantId}/give-back`));
  }

  /** The server has all of the grant, or (null) nothing but what it had before. */
  async expectOnly(name: string, grantId: string | null): Promise<void> {
    const { access } = await readReality(this.server(name));
    const words = access.map((one) => Object.values(one).join(' ')).sort();
    expect(words).toEqual(
      grantId === null ? [] : [...MEMBER, `sudo /etc/sudoers.d/curfew-${grantId}`, `trust rita ${grantId}`],
    );
    if (grantId === null) expect(await etcLessOurs(this.server(name), ['rita'])).toBe(this.etc.get(name));
  }

  async became(grantId: string, state: 'active' | 'ended'): Promise<void> {
    await this.installation.grantIn(grantId, state, CONVERGES_MS);
  }
}

async function givenSite(): Promise<Site> {
  const loginKey = await givenKey({ comment: 'curfew connector' });
  const seed = { groups: ['web-ops', 'db-admins'], loginKeys: [loginKey.publicKey] };
  const hosts = await Promise.all(SERVERS.map((name) => givenServer({ ...seed, name })));
  const ceiling = join(givenFolder('ceiling'), 'ceiling.json');
  writeFileSync(ceiling, JSON.stringify({ sudo: ROLE.commands }));
  const connector = { env: { CURFEW_CEILING: ceiling } };
  const installation = await givenInstallation(hosts, loginKey, { sudoRoles: [ROLE], connector });
  const variant = curfewHostScript().replace(/^step\(\) \{\n {2}:\n\}$/m, () => VARIANT_STEP);
  expect(variant).not.toBe(curfewHostScript());
  const etc = new Map<string, string>();
  for (const host of hosts) {
    await host.exec(
      [
        'sh',
        '-c',
        `cat >${CURFEW_HOST_PATH}.new; chmod 755 ${CURFEW_HOST_PATH}.new; mv ${CURFEW_HOST_PATH}.new ${CURFEW_HOST_PATH}`,
      ],
      { stdin: variant },
    );
    etc.set(host.name, await etcLessOurs(host, ['rita']));
  }
  return new Site(installation, etc);
}

/**
 * An account is made where none is, and gets a group by itself only where it is not locked: before these steps a server's admin
 * deletes, or unlocks, the one of the last grant.
 */
async function prepare(site: Site, name: string, step: string): Promise<void> {
  if (step.startsWith('account-made')) await site.server(name).exec(['userdel', 'rita']);
  if (step.startsWith('membership-added'))
    await site.server(name).output('usermod', '-U', '-e', '', '-s', '/bin/bash', 'rita');
}

/** Gives and ends on one server, with the victim killed at the step, if it is passed. */
async function liveThrough(site: Site, name: string, victim: Victim, step: string): Promise<void> {
  await prepare(site, name, step);
  await site.arm(name, victim, step);
  const grantId = await site.give(name);
  await site.became(grantId, 'active');
  await site.disarm(name, victim, step);
  await site.expectOnly(name, grantId);
  await site.arm(name, victim, step);
  await site.end(grantId);
  await site.became(grantId, 'ended');
  await site.disarm(name, victim, step);
  await site.expectOnly(name, null);
}

/** Each server takes the next step as long as there are any. */
async function shareOut(steps: string[], work: (name: string, step: string) => Promise<void>): Promise<void> {
  const left = [...steps];
  const worker = async (name: string): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) await work(name, step);
  };
  await Promise.all(SERVERS.map(worker));
}

/** All servers at once, each at a step of its own, for there is one connector: it dies when each stands at its step or is done. */
async function killConnector(
  site: Site,
  armed: Map<string, string>,
  grants: Map<string, string>,
  state: 'active' | 'ended',
) {
  const isReady = async (name: string) =>
    (await site.server(name).exec(['test', '-e', '/run/there'])).code === 0 ||
    (await site.installation.grant(grants.get(name) ?? '')).state === state;
  for (const name of armed.keys())
    await until(() => isReady(name), { within: CONVERGES_MS, what: `${name} stands at its step` });
  await site.installation.connector.kill('SIGKILL');
  for (const [name, step] of armed) await site.disarm(name, 'connector', step);
  site.installation.connector.spawn();
  for (const name of armed.keys()) await site.became(grants.get(name) ?? '', state);
}

async function liveThroughTogether(site: Site, armed: Map<string, string>): Promise<void> {
  const grants = new Map<string, string>();
  const arm = () => Promise.all([...armed].map(([name, step]) => site.arm(name, 'connector', step)));
  for (const [name, step] of armed) await prepare(site, name, step);
  await arm();
  for (const name of armed.keys()) grants.set(name, await site.give(name));
  await killConnector(site, armed, grants, 'active');
  for (const [name, grantId] of grants) await site.expectOnly(name, grantId);
  await arm();
  for (const grantId of grants.values()) await site.end(grantId);
  await killConnector(site, armed, grants, 'ended');
  for (const name of grants.keys()) await site.expectOnly(name, null);
}

describe('killed at each step of adding and removing', () => {
  let site: Site;
  beforeAll(async () => {
    site = await givenSite();
  });

  const expectAll = (victim: Victim) => {
    const died = [...(site.died.get(victim) ?? [])].sort();
    process.stderr.write(
      `crash points of the script, ${victim} killed: ${died.length} points, ${site.cases} cases so far\n`,
    );
    expect(died).toEqual([...STEPS].sort());
  };

  it.each(['script', 'connection'] as const)(
    'the %s: within a minute the server is as it was to be [I15]',
    async (victim) => {
      await shareOut(STEPS, (name, step) => liveThrough(site, name, victim, step));
      expectAll(victim);
    },
    1_200_000,
  );

  it('the connector: within a minute of its restart each server is as it was to be [I15]', async () => {
    for (let n = 0; n < STEPS.length; n += SERVERS.length) {
      const steps = STEPS.slice(n, n + SERVERS.length);
      await liveThroughTogether(site, new Map(steps.map((step, index) => [SERVERS[index] ?? '', step])));
    }
    expectAll('connector');
  }, 1_200_000);
});
