/** An installation with a fleet in a lab, and the hands that give, end, log in, break and heal; the model is told of each. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenFolder } from '#testkit/folder.js';
import type { Installation } from '#testkit/installation.js';
import { givenInstallation } from '#testkit/installation.js';
import { type Answer, ok } from '#testkit/given.js';
import { givenKey, ssh, type SshTarget } from '#testkit/openssh.js';
import { type Reality, readReality } from '#testkit/oracle.js';
import { givenLab, givenServer, type TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { change, type FaultName, startCron } from './fleet-faults.js';
import { Model, type ModelGrant } from './fleet-model.js';
import { etcLessOurs } from './given-curfew-host.js';

export const HOSTS = ['web-1', 'web-2', 'db-1'];
/** Its reaper is started by cron; the others' is a loop. */
const WITH_CRON = 'web-2';
/** Rita's account is made by Curfew; sam's is there before, in the group `site`. */
export const PEOPLE = ['rita', 'sam'];
/** A permission that is a sudo rule. */
export const ROLE = { name: 'who', commands: ['/usr/bin/id -u', '/usr/bin/true'] };
const CONVERGES_MS = 60_000;

interface Seen {
  logLines: number;
  fromMs: number;
  broken?: FaultName;
  etc: string;
}

export class World {
  /** What happened, to be read when something is wrong. */
  readonly story: string[] = [];
  readonly done = new Map<string, number>();
  private readonly logins = new Map<string, SshTarget>();
  private isConnectorUp = true;
  private isControlPlaneUp = true;
  private isLinkCut = false;

  constructor(
    readonly installation: Installation,
    readonly model: Model,
    private readonly seen: Map<string, Seen>,
  ) {}

  private note(what: string): void {
    const [word = ''] = what.split(' ');
    this.done.set(word, (this.done.get(word) ?? 0) + 1);
    this.story.push(`${new Date().toISOString().slice(11, 23)} ${what}`);
  }

  private server(host: string): TestServer {
    return this.installation.host(host);
  }

  /** Asked and approved, unless the rules say no. */
  async give(host: string, person: string, permissions: string[], seconds: number): Promise<ModelGrant | undefined> {
    if (!this.isControlPlaneUp) return undefined;
    const { id: resourceId } = await this.installation.server(host);
    const input = { resourceId, permissions, durationSeconds: seconds, reason: 'ticket 42' };
    const asked = await this.installation.api
      .as(person)
      .post<{ id: string; code?: string }>('/api/access-requests', input);
    if (asked.status >= 400) {
      this.note(`refused ${person} on ${host}: ${asked.body.code}`);
      return undefined;
    }
    const fromMs = Date.now();
    const id = await this.installation.approve(asked.body.id);
    const { account, untilAt } = await this.installation.grant(id);
    const groups = permissions.filter((permission) => permission !== 'Default' && permission !== ROLE.name);
    const hasRole = permissions.includes(ROLE.name);
    const grant: ModelGrant = { id, host, person, account, groups, hasRole, fromMs, deadlineMs: Date.parse(untilAt) };
    this.model.grants.push(grant);
    this.note(`given ${id} ${person} on ${host}: ${permissions.join()} for ${seconds} s`);
    if (!this.isBroken(host)) await this.installation.grantIn(id, 'active').catch(() => this.note(`late ${id}`));
    return grant;
  }

  private isBroken(host: string): boolean {
    return this.model.breaks.some((one) => [null, host].includes(one.host) && one.toMs === Infinity);
  }

  async end(grant: ModelGrant, how: 'give-back' | 'revoke'): Promise<void> {
    if (!this.isControlPlaneUp || grant.endAskedMs !== undefined) return;
    const caller = this.installation.api.as(how === 'revoke' ? 'omar' : grant.person);
    const body = how === 'revoke' ? { reason: 'no longer' } : {};
    const answer: Answer<unknown> = await caller.post(`/api/grants/${grant.id}/${how}`, body);
    if (answer.status >= 400) return this.note(`refused ${how} of ${grant.id}: ${JSON.stringify(answer.body)}`);
    grant.endAskedMs = Date.now();
    this.note(`ended ${grant.id} by ${how}`);
  }

  /** Grants that somebody has or may get a certificate for: live ones, and all that he got one for before. */
  certifiable(): ModelGrant[] {
    return this.model.grants.filter(
      (grant) => this.logins.has(grant.id) || (this.isControlPlaneUp && this.model.isLive(grant, Date.now())),
    );
  }

  /** Logs in with the grant's certificate, also long after its end, and leaves something behind that runs on. */
  async logIn(grant: ModelGrant): Promise<void> {
    const target = this.logins.get(grant.id) ?? (await this.certified(grant));
    if (target === undefined) return this.note(`no-certificate for ${grant.id}`);
    const options = ['ConnectTimeout=3', 'ServerAliveInterval=1', 'ServerAliveCountMax=3'];
    const command = ['setsid nohup sleep 3600 >/dev/null 2>&1 </dev/null &'];
    const { code } = await ssh({ ...target, options }, command, { withinMs: 10_000 });
    this.note(`${code === 0 ? 'login' : 'no-login'} with ${grant.id}`);
  }

  private async certified(grant: ModelGrant): Promise<SshTarget | undefined> {
    if (!this.isControlPlaneUp) return undefined;
    const key = await givenKey();
    const certificate = await this.installation.certificate(grant.id, key, grant.person).catch(() => undefined);
    if (certificate === undefined) return undefined;
    const target = this.server(grant.host).as(grant.account, { identity: key.file, certificate });
    this.logins.set(grant.id, target);
    return target;
  }

  async break(host: string, fault: FaultName): Promise<void> {
    const seen = this.seenOf(host);
    if (seen.broken !== undefined) return;
    seen.broken = fault;
    this.note(`broken ${host}: ${fault}`);
    this.model.breaks.push({ host, fault, fromMs: Date.now(), toMs: Infinity });
    await change(this.server(host), fault, true, host === WITH_CRON);
  }

  async heal(host: string): Promise<void> {
    const seen = this.seenOf(host);
    const fault = seen.broken;
    if (fault === undefined) return;
    await change(this.server(host), fault, false, host === WITH_CRON);
    seen.broken = undefined;
    const one = this.model.breaks.find((each) => each.host === host && each.toMs === Infinity);
    if (one) one.toMs = Date.now();
    if (fault === 'ahead') this.loseByClock(host, one?.fromMs ?? 0);
    this.note(`healed ${host}: ${fault}`);
  }

  /** Heals and has the servers looked at, as their admin would: else nobody may ask there until the connector looks again. */
  async repair(host: string): Promise<void> {
    if (this.seenOf(host).broken === undefined) return;
    await this.heal(host);
    if (this.isControlPlaneUp) await this.look();
  }

  private async look(): Promise<void> {
    ok(await this.installation.api.as('ada').post(`/api/integrations/${this.installation.integrationId}/refresh`));
  }

  /** Hosts at which nothing is broken; all of them when there is none. */
  sound(): string[] {
    const sound = HOSTS.filter((host) => this.seenOf(host).broken === undefined);
    return sound.length > 0 ? sound : HOSTS;
  }

  private loseByClock(host: string, fromMs: number): void {
    for (const grant of this.model.grants)
      if (grant.host === host && this.model.endOf(grant) > fromMs) grant.mayBeLost = true;
  }

  /** Kills the connector, or starts it again. */
  async connector(): Promise<void> {
    this.isConnectorUp = !this.isConnectorUp;
    if (this.isConnectorUp) this.installation.connector.spawn();
    else await this.installation.connector.kill('SIGKILL');
    this.changed(`connector ${this.isConnectorUp ? 'started' : 'killed'}`, this.isConnectorUp);
  }

  async controlPlane(): Promise<void> {
    this.isControlPlaneUp = !this.isControlPlaneUp;
    await (this.isControlPlaneUp ? this.installation.controlPlane.restart() : this.installation.controlPlane.stop());
    this.changed(`control-plane ${this.isControlPlaneUp ? 'started' : 'stopped'}`, this.isControlPlaneUp);
  }

  link(): void {
    this.isLinkCut = !this.isLinkCut;
    this.installation.relay?.cut(this.isLinkCut);
    this.changed(`link ${this.isLinkCut ? 'cut' : 'mended'}`, !this.isLinkCut);
  }

  private changed(what: string, isUp: boolean): void {
    this.note(what);
    const isOpen = this.model.breaks.some((one) => one.host === null && one.toMs === Infinity);
    if (!isUp && !isOpen) this.model.breaks.push({ host: null, fault: 'center', fromMs: Date.now(), toMs: Infinity });
  }

  /** What all hosts need counts as broken until the connector is seen connected again. */
  private async noteCenter(): Promise<void> {
    const open = this.model.breaks.find((one) => one.host === null && one.toMs === Infinity);
    if (!open || !this.isConnectorUp || !this.isControlPlaneUp || this.isLinkCut) return;
    const path = '/api/connectors';
    const { items } = ok(await this.installation.api.as('ada').get<{ items: { connected: boolean }[] }>(path));
    if (items[0]?.connected) open.toMs = Date.now();
  }

  /** What is there now that nobody may have. First the control plane is asked: what it calls ended must be gone by then. */
  async snapshot(): Promise<string[]> {
    await this.noteCenter();
    if (this.isControlPlaneUp) await this.noteProved();
    const wrong = await Promise.all(HOSTS.map((host) => this.snapshotOf(host)));
    return wrong.flat();
  }

  private async snapshotOf(host: string): Promise<string[]> {
    const seen = this.seenOf(host);
    if (seen.broken === 'off') return [];
    const { reality, fromMs, sinceMs } = await this.read(host);
    return this.model.judge(host, reality, fromMs, sinceMs);
  }

  private async read(host: string): Promise<{ reality: Reality; fromMs: number; sinceMs: number }> {
    const seen = this.seenOf(host);
    const [fromMs, sinceMs] = [Date.now(), seen.fromMs];
    const reality = await readReality(this.server(host), seen.logLines);
    Object.assign(seen, { logLines: reality.logLines, fromMs });
    return { reality, fromMs, sinceMs };
  }

  private async noteProved(): Promise<void> {
    for (const grant of this.model.grants) {
      if (grant.provedMs !== undefined) continue;
      if ((await this.installation.grant(grant.id)).state === 'ended') grant.provedMs = Date.now();
    }
  }

  /** Everything works again. */
  async healAll(): Promise<void> {
    for (const host of HOSTS) await this.heal(host);
    if (this.isLinkCut) this.link();
    if (!this.isControlPlaneUp) await this.controlPlane();
    if (!this.isConnectorUp) await this.connector();
  }

  /** Waits until every server and the control plane are as the model says. */
  async agreed(within = CONVERGES_MS): Promise<void> {
    const startMs = performance.now();
    let last = '';
    await until(
      async () => {
        const wrong = (await this.disagreements()).join('\n');
        if (wrong === '') return true;
        if (wrong !== last) this.note(`differs ${(last = wrong)}`);
        throw new Error(wrong);
      },
      { within, every: 250, what: 'model, control plane and servers agree' },
    );
    this.note(`agreed after ${Math.round(performance.now() - startMs)} ms`);
  }

  private async disagreements(): Promise<string[]> {
    const wrong = await this.snapshot();
    for (const host of HOSTS) wrong.push(...this.model.differences(host, (await this.read(host)).reality, Date.now()));
    for (const grant of this.model.grants) {
      if (grant.provedMs !== undefined || grant.mayBeLost) continue;
      const { state, fault } = await this.installation.grant(grant.id);
      const expected = this.model.isLive(grant, Date.now()) ? 'active' : 'ended';
      if (state !== expected)
        wrong.push(`the grant ${grant.id} is ${state}, not ${expected}: ${JSON.stringify(fault)}`);
    }
    return wrong;
  }

  /** Ends what still runs, and compares /etc with how it was before the first grant, byte for byte. */
  async endAll(): Promise<string[]> {
    for (const grant of this.model.grants) if (this.model.isLive(grant, Date.now())) await this.end(grant, 'give-back');
    for (const grant of this.model.grants) grant.mayBeLost = false;
    await this.agreed();
    const changed = [];
    for (const host of HOSTS) {
      const now = await etcLessOurs(this.server(host), ['rita']);
      if (now !== this.seenOf(host).etc) changed.push(`/etc of ${host} is another: ${now}`);
    }
    return changed;
  }

  /** Looks at the servers anew, so that the next day begins with all of them at work. */
  async refresh(): Promise<void> {
    await this.look();
    for (const host of HOSTS) await this.installation.serverIn(host, 'active');
  }

  private seenOf(host: string): Seen {
    const seen = this.seen.get(host);
    if (!seen) throw new Error(`There is no host ${host}.`);
    return seen;
  }
}

/** Three servers in a lab that are set up, and two people of whom one has an account on them already. */
export async function givenWorld(): Promise<World> {
  const [lab, loginKey] = await Promise.all([givenLab(), givenKey({ comment: 'curfew connector' })]);
  const seed = {
    lab,
    groups: ['web-ops', 'db-admins', 'site'],
    accounts: [{ name: 'sam', groups: ['site'] }],
    sudoers: { site: '%web-ops ALL=(root) NOPASSWD: /usr/bin/id' },
    loginKeys: [loginKey.publicKey],
    smallDisk: true,
  };
  const hosts = await Promise.all(HOSTS.map((name) => givenServer({ ...seed, name })));
  for (const host of hosts) {
    await host.output('mkdir', '-p', '/etc/cron.d', '/var/spool/cron/crontabs');
    if (host.name === WITH_CRON) await startCron(host);
  }
  const ceiling = join(givenFolder('ceiling'), 'ceiling.json');
  writeFileSync(ceiling, JSON.stringify({ sudo: ROLE.commands }));
  const connector = { env: { CURFEW_CEILING: ceiling } };
  const installation = await givenInstallation(hosts, loginKey, { lab, requesters: ['sam'], sudoRoles: [ROLE], connector }); // prettier-ignore
  await claimSam(installation);
  const seen = new Map<string, Seen>();
  const before = new Map<string, Reality['access']>();
  for (const host of hosts) {
    const { access, logLines } = await readReality(host);
    before.set(host.name, access);
    seen.set(host.name, { logLines, fromMs: Date.now(), etc: await etcLessOurs(host, ['rita']) });
  }
  const model = new Model(before);
  for (const host of HOSTS) if (host !== WITH_CRON) model.looped.add(host);
  return new World(installation, model, seen);
}

/** The administrator says that the account sam on each server is the person sam. */
async function claimSam(installation: Installation): Promise<void> {
  for (const { id } of await installation.servers()) {
    const path = `/api/servers/${id}/account-claims/${installation.api.idOf('sam')}`;
    ok(await installation.api.as('ada').put(path, { reason: 'he has it since he came' }));
  }
}
