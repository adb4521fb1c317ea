/** An installation with a fleet in a lab, its model, and the oracle's looks at all of it. What people and faults do is in fleet-acts.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestConnector } from '#testkit/connector.js';
import { givenFolder } from '#testkit/folder.js';
import { ok } from '#testkit/given.js';
import { type GrantSeen, givenInstallation, type Installation } from '#testkit/installation.js';
import { givenKey, type SshSession, type SshTarget } from '#testkit/openssh.js';
import { type Reality, readReality } from '#testkit/oracle.js';
import { givenLab, type TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import type { FaultName } from './fleet-faults.js';
import { givenFleet, HOSTS, kindOf, ON_CALL_HOSTS } from './fleet-hosts.js';
import { Model, ON_CALL } from './fleet-model.js';
import { etcLessOurs } from './given-curfew-host.js';
import { addInstance, sharedSecrets } from './given-instances.js';

/** Sam's account is there before; those of the others are made by Curfew. */
export const PEOPLE = ['rita', 'sam', 'tess'];
const MADE = ['rita', 'tess'];
/** A permission that is a sudo rule. */
export const ROLE = { name: 'who', commands: ['/usr/bin/id -u', '/usr/bin/true'] };
/** The one by which sessions may finish. */
export const FINISHING = 'jobs';
const FINISH_SECONDS = 60;
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
  /** How often what was done, by the first word of the story's lines. */
  readonly done = new Map<string, number>();
  readonly logins = new Map<string, SshTarget>();
  /** Sessions that stay open, by grant. */
  readonly sessions = new Map<string, SshSession>();
  readonly isUp: boolean[];
  isControlPlaneUp = true;
  isLinkCut = false;
  private connectedMs = Date.now();

  constructor(
    readonly installation: Installation,
    readonly instances: TestConnector[],
    readonly model: Model,
    readonly resourceIds: Map<string, string>,
    private readonly onCallTeamId: string,
    private readonly seen: Map<string, Seen>,
  ) {
    this.isUp = instances.map(() => true);
  }

  note(what: string): void {
    this.count(what.split(' ')[0] ?? '');
    this.story.push(`${new Date().toISOString().slice(11, 23)} ${what}`);
  }

  count(what: string, by = 1): void {
    this.done.set(what, (this.done.get(what) ?? 0) + by);
  }

  server(host: string): TestServer {
    return this.installation.host(host);
  }

  seenOf(host: string): Seen {
    const seen = this.seen.get(host);
    if (!seen) throw new Error(`There is no host ${host}.`);
    return seen;
  }

  /** Hosts at which nothing is broken; all of them when there is none. */
  sound(): string[] {
    const sound = HOSTS.filter((host) => this.seenOf(host).broken === undefined);
    return sound.length > 0 ? sound : HOSTS;
  }

  isBroken(host: string): boolean {
    return this.model.breaks.some((one) => [null, host].includes(one.host) && one.toMs === Infinity);
  }

  /** What all hosts need is broken from when the connector was last seen connected until it is seen so again. */
  async noteCenter(): Promise<void> {
    const open = this.model.breaks.find((one) => one.host === null && one.toMs === Infinity);
    const nowMs = Date.now();
    if (await this.isConnected()) {
      this.connectedMs = nowMs;
      if (open) open.toMs = nowMs;
    } else if (!open) {
      this.model.breaks.push({ host: null, fault: 'center', fromMs: this.connectedMs, toMs: Infinity });
    }
  }

  /** By any of its instances. */
  private async isConnected(): Promise<boolean> {
    if (!this.isControlPlaneUp || this.isLinkCut || !this.isUp.includes(true)) return false;
    const path = '/api/connectors';
    const { items } = ok(await this.installation.api.as('ada').get<{ items: { connected: boolean }[] }>(path));
    return items[0]?.connected ?? false;
  }

  /** Puts them on call, and nobody else. */
  async putOnCall(people: string[]): Promise<void> {
    const { api } = this.installation;
    const personIds = people.map((person) => api.idOf(person));
    ok(await api.as('ada').put(`/api/teams/${this.onCallTeamId}/members`, { personIds }));
  }

  /** The grants that are not ended, as the control plane says it. */
  async running(): Promise<Map<string, GrantSeen>> {
    const states = ['granting', 'active', 'ending', 'failed'].map((state) => `state=${state}`).join('&');
    const found = new Map<string, GrantSeen>();
    for (let total = 1, offset = 0; offset < total; offset += 200) {
      const path = `/api/grants?scope=all&limit=200&offset=${offset}&${states}`;
      const page = ok(await this.installation.api.as('ada').get<{ items: GrantSeen[]; total: number }>(path));
      for (const grant of page.items) found.set(grant.id, grant);
      total = page.total;
    }
    return found;
  }

  /** What is there now that nobody may have. First the control plane is asked: what it calls ended must be gone by then. */
  async snapshot(): Promise<string[]> {
    return (await this.look()).wrong;
  }

  private async look(): Promise<{ wrong: string[]; running: Map<string, GrantSeen>; readings: Map<string, Reality> }> {
    this.count('snapshots');
    await this.noteCenter();
    const running = this.isControlPlaneUp ? await this.noteProved() : new Map<string, GrantSeen>();
    const readings = new Map<string, Reality>();
    const judged = await Promise.all(
      HOSTS.map(async (host) => {
        if (this.seenOf(host).broken === 'off') return [];
        const { reality, fromMs, sinceMs } = await this.read(host);
        readings.set(host, reality);
        return this.model.judge(host, reality, fromMs, sinceMs);
      }),
    );
    return { wrong: judged.flat(), running, readings };
  }

  private async read(host: string): Promise<{ reality: Reality; fromMs: number; sinceMs: number }> {
    const seen = this.seenOf(host);
    const [fromMs, sinceMs] = [Date.now(), seen.fromMs];
    const reality = await readReality(this.server(host), seen.logLines);
    Object.assign(seen, { logLines: reality.logLines, fromMs });
    this.count('readings');
    return { reality, fromMs, sinceMs };
  }

  private async noteProved(): Promise<Map<string, GrantSeen>> {
    const running = await this.running();
    for (const grant of this.model.grants) {
      if (grant.provedMs === undefined && !running.has(grant.id)) grant.provedMs = Date.now();
      if (grant.wasFinishing || !running.get(grant.id)?.finishingSessions) continue;
      grant.wasFinishing = true;
      this.note(`finishing ${grant.id}`);
    }
    return running;
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
    const { wrong, running, readings } = await this.look();
    const nowMs = Date.now();
    for (const [host, reality] of readings) wrong.push(...this.model.differences(host, reality, nowMs));
    for (const grant of this.model.grants) {
      if (grant.mayBeLost) continue;
      const { state, fault } = running.get(grant.id) ?? { state: 'ended', fault: null };
      const isFinishing = this.model.isFinishing(grant, nowMs) && state === 'ending';
      const expected = this.model.isLive(grant, nowMs) ? 'active' : 'ended';
      if (state !== expected && !isFinishing)
        wrong.push(`the grant ${grant.id} is ${state}, not ${expected}: ${JSON.stringify(fault)}`);
    }
    return wrong;
  }

  /** Whether /etc of each host is as before the first grant, byte for byte. */
  async changedEtc(): Promise<string[]> {
    const changed = await Promise.all(
      HOSTS.map(async (host) => {
        const now = await etcLessOurs(this.server(host), MADE);
        return now === this.seenOf(host).etc ? [] : [`/etc of ${host} is another: ${now}`];
      }),
    );
    return changed.flat();
  }

  /** Has the servers looked at, as their admin would: else nobody may ask there until the connector looks again. */
  async refresh(): Promise<void> {
    ok(await this.installation.api.as('ada').post(`/api/integrations/${this.installation.integrationId}/refresh`));
  }

  async allActive(): Promise<void> {
    const others = async () => (await this.installation.servers()).filter(({ state }) => state !== 'active');
    await until(async () => (await others()).length === 0, {
      within: CONVERGES_MS,
      every: 250,
      what: 'all are active',
    });
  }
}

/** The fleet, set up by two instances of one connector. */
export async function givenWorld(): Promise<World> {
  const [lab, loginKey] = await Promise.all([givenLab(), givenKey({ comment: 'curfew connector' })]);
  const hosts = await givenFleet(lab, loginKey);
  const ceiling = join(givenFolder('ceiling'), 'ceiling.json');
  writeFileSync(ceiling, JSON.stringify({ sudo: ROLE.commands }));
  const env = { CURFEW_CEILING: ceiling, ...sharedSecrets(loginKey) };
  const installation = await givenInstallation(hosts, loginKey, {
    lab,
    requesters: PEOPLE.slice(1),
    userGroups: ['web-ops', 'db-admins', FINISHING, ON_CALL],
    sudoRoles: [ROLE],
    finishing: { permissions: [FINISHING], withinSeconds: FINISH_SECONDS },
    connector: { env },
  });
  const second = await addInstance(installation, { env, through: lab.command([]) });
  await second.start();
  const resourceIds = new Map((await installation.servers()).map(({ name, id }) => [name, id]));
  await claimSam(installation, resourceIds);
  const onCallTeamId = await onCallFlow(installation);
  const seen = new Map<string, Seen>();
  const before = new Map<string, Reality['access']>();
  for (const host of hosts) {
    const { access, logLines } = await readReality(host);
    before.set(host.name, access);
    seen.set(host.name, { logLines, fromMs: Date.now(), etc: await etcLessOurs(host, MADE) });
  }
  const model = new Model(before);
  for (const host of HOSTS) if (kindOf(host) === 'loop') model.looped.add(host);
  return new World(installation, [installation.connector, second], model, resourceIds, onCallTeamId, seen);
}

/** Gives the id of a team, for the time in which he is a member of which everybody has access without asking. */
async function onCallFlow({ api, integrationId }: Installation): Promise<string> {
  const team = await api.team('on call', []);
  const terms = {
    name: 'on call',
    trigger: 'condition',
    requesters: { subject: 'team', operator: 'is', values: [team.id] },
    targets: [{ integrationId, servers: { names: ON_CALL_HOSTS }, permissions: [ON_CALL] }],
    approvers: null,
    longestSeconds: 3600,
    justificationRequired: false,
    allowsForwarding: false,
  };
  ok(await api.as('ada').post('/api/access-flows', terms));
  return team.id;
}

/** The administrator says that the account sam on each server is the person sam. */
async function claimSam({ api }: Installation, resourceIds: Map<string, string>): Promise<void> {
  for (const id of resourceIds.values()) {
    const path = `/api/servers/${id}/account-claims/${api.idOf('sam')}`;
    ok(await api.as('ada').put(path, { reason: 'he has it since he came' }));
  }
}
