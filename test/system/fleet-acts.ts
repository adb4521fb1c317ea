/** What is done to the fleet: given, made longer, ended, used, broken, healed. The model is told of each. */
import { ok } from '#testkit/given.js';
import type { GrantSeen } from '#testkit/installation.js';
import { givenKey, ssh, startSsh, type SshTarget } from '#testkit/openssh.js';
import { until } from '#testkit/until.js';
import { change, type FaultName } from './fleet-faults.js';
import { HOSTS, ON_CALL_HOSTS } from './fleet-hosts.js';
import type { ModelGrant } from './fleet-model.js';
import { ROLE, type World } from './fleet-world.js';

const GIVEN_WITHIN_MS = 20_000;

export interface Ask {
  person: string;
  permissions: string[];
  seconds: number;
}

interface Asked {
  resourceName: string | null;
  /** To make longer what runs there already, or for something new. */
  request: { id: string; extension: { grantId: string } | null } | null;
  refusal: { code: string } | null;
}

/** One ask for all of these hosts, each approved by itself, unless the rules say no. */
export async function give(world: World, hosts: string[], ask: Ask): Promise<ModelGrant[]> {
  if (!world.isControlPlaneUp) return [];
  const items = hosts.map((host) => ({ resourceId: world.resourceIds.get(host), permissions: ask.permissions }));
  const input = { items, durationSeconds: ask.seconds, reason: 'ticket 42' };
  const path = '/api/access-requests/batch';
  const asked = await world.installation.api.as(ask.person).post<{ results?: Asked[]; code?: string }>(path, input);
  if (!asked.body.results) world.note(`refused ${ask.person} on ${hosts.join()}: ${asked.body.code}`);
  const given: ModelGrant[] = [];
  for (const { resourceName, request, refusal } of asked.body.results ?? []) {
    const host = resourceName ?? '';
    const longer = world.model.grants.find(({ id }) => id === request?.extension?.grantId);
    if (request && longer) await approveLonger(world, longer, request.id);
    else if (request) given.push(await approve(world, host, request.id, ask));
    else world.note(`refused ${ask.person} on ${host}: ${ask.permissions.join()}: ${refusal?.code}`);
  }
  await untilGiven(world, given);
  return given;
}

async function approve(world: World, host: string, requestId: string, ask: Ask): Promise<ModelGrant> {
  const { person, permissions, seconds } = ask;
  const fromMs = Date.now();
  const id = await world.installation.approve(requestId);
  const { account, untilAt, finishUntilAt } = await world.installation.grant(id);
  const groups = permissions.filter((permission) => permission !== ROLE.name);
  const grant: ModelGrant = {
    id,
    host,
    person,
    account,
    groups,
    hasRole: permissions.includes(ROLE.name),
    fromMs,
    deadlineMs: Date.parse(untilAt),
    finishUntilMs: finishUntilAt === null ? undefined : Date.parse(finishUntilAt),
  };
  world.model.grants.push(grant);
  world.note(`given ${id} ${person} on ${host}: ${permissions.join()} for ${seconds} s`);
  return grant;
}

/** Where nothing is broken each is proved to be there, unless it ends before that. */
async function untilGiven(world: World, given: ModelGrant[]): Promise<void> {
  const left = new Set(given.filter(({ host }) => !world.isBroken(host)));
  const isDone = ({ id }: ModelGrant, running: Map<string, GrantSeen>) =>
    running.get(id)?.state !== 'granting' || running.get(id)?.fault !== null;
  const allDone = async () => {
    const running = await world.running();
    for (const grant of left) if (isDone(grant, running)) left.delete(grant);
    return left.size === 0;
  };
  await until(allDone, { within: GIVEN_WITHIN_MS, every: 100 }).catch(() => undefined);
  for (const { id } of left) world.note(`late ${id}`);
}

/** Asked for and approved again; sessions stay open. */
export async function extend(world: World, grant: ModelGrant, seconds: number): Promise<void> {
  if (!world.isControlPlaneUp) return;
  const { api } = world.installation;
  const { untilAt: fromUntilAt } = await world.installation.grant(grant.id);
  const input = { durationSeconds: seconds, fromUntilAt, reason: 'not done' };
  const asked = await api.as(grant.person).post<{ id: string; code?: string }>(`/api/grants/${grant.id}/extend`, input);
  if (asked.status >= 400) return world.note(`refused to extend ${grant.id}: ${asked.body.code}`);
  await approveLonger(world, grant, asked.body.id);
}

async function approveLonger(world: World, grant: ModelGrant, requestId: string): Promise<void> {
  const omar = world.installation.api.as('omar');
  const said = await omar.post<{ code?: string }>(`/api/access-requests/${requestId}/approve`);
  if (said.status >= 400) return world.note(`refused to extend ${grant.id}: ${said.body.code}`);
  grant.deadlineMs = Date.parse((await world.installation.grant(grant.id)).untilAt);
  world.note(`extended ${grant.id} to ${new Date(grant.deadlineMs).toISOString()}`);
}

export type Ending = 'give-back' | 'revoke';

/** One is given back by its holder or revoked by its approver; several are revoked at once by the administrator. */
export async function end(world: World, grants: ModelGrant[], how: Ending): Promise<void> {
  const left = grants.filter((grant) => grant.endAskedMs === undefined);
  const [first] = left;
  if (!world.isControlPlaneUp || !first) return;
  if (left.length > 1) return endMany(world, left);
  const caller = world.installation.api.as(how === 'revoke' ? 'omar' : first.person);
  const body = how === 'revoke' ? { reason: 'no longer' } : {};
  const answer = await caller.post<{ code?: string }>(`/api/grants/${first.id}/${how}`, body);
  if (answer.status >= 400) return world.note(`refused ${how} of ${first.id}: ${answer.body.code}`);
  first.endAskedMs = Date.now();
  world.note(`ended ${first.id} by ${how}`);
}

async function endMany(world: World, grants: ModelGrant[]): Promise<void> {
  const input = { grantIds: grants.map(({ id }) => id), reason: 'all of it' };
  const { items } = ok(
    await world.installation.api
      .as('ada')
      .post<{ items: { grantId: string; outcome: string }[] }>('/api/activity/revoke', input),
  );
  for (const { grantId, outcome } of items) {
    const grant = grants.find(({ id }) => id === grantId);
    if (outcome === 'revoked' && grant) grant.endAskedMs = Date.now();
    world.note(`${outcome === 'revoked' ? 'ended' : 'refused'} ${grantId} by bulk: ${outcome}`);
  }
}

/** Comes on call, or goes off it. */
export async function toggleOnCall(world: World, person: string): Promise<void> {
  if (!world.isControlPlaneUp) return;
  const stays = world.model.stays.filter(({ toMs }) => toMs === undefined);
  const others = new Set(stays.map((stay) => stay.person).filter((one) => one !== person));
  const goes = stays.some((stay) => stay.person === person);
  if (!goes) world.model.stays.push(...ON_CALL_HOSTS.map((host) => ({ host, person })));
  await world.putOnCall(goes ? [...others] : [...others, person]);
  for (const stay of stays) if (stay.person === person) stay.toMs = Date.now();
  world.note(`${goes ? 'off-call' : 'on-call'} ${person}`);
}

/** Grants that somebody has or may get a certificate for: live ones, and all that he got one for before. */
export const certifiable = (world: World): ModelGrant[] =>
  world.model.grants.filter(
    (grant) => world.logins.has(grant.id) || (world.isControlPlaneUp && world.model.isLive(grant, Date.now())),
  );

/** Logs in with the grant's certificate, also long after its end, and leaves something behind that runs on. */
export async function logIn(world: World, grant: ModelGrant): Promise<void> {
  const target = world.logins.get(grant.id) ?? (await certified(world, grant));
  if (target === undefined) return world.note(`no-certificate for ${grant.id}`);
  if (grant.finishUntilMs !== undefined) keepSession(world, grant, target);
  const command = ['setsid nohup sleep 3600 >/dev/null 2>&1 </dev/null &'];
  const { code } = await ssh(target, command, { withinMs: 10_000 });
  world.note(`${code === 0 ? 'login' : 'no-login'} with ${grant.id}`);
}

/** One that would never end by itself. */
function keepSession(world: World, grant: ModelGrant, target: SshTarget): void {
  const code = world.sessions.get(grant.id)?.code();
  if (code === null) return;
  world.sessions.set(grant.id, startSsh(target, ['exec sleep 3600']));
  world.count('sessions');
}

async function certified(world: World, grant: ModelGrant): Promise<SshTarget | undefined> {
  if (!world.isControlPlaneUp) return undefined;
  const key = await givenKey();
  const certificate = await world.installation.certificate(grant.id, key, grant.person).catch(() => undefined);
  if (certificate === undefined) return undefined;
  const options = ['ConnectTimeout=3', 'ServerAliveInterval=1', 'ServerAliveCountMax=3'];
  const target = world.server(grant.host).as(grant.account, { identity: key.file, certificate, options });
  world.logins.set(grant.id, target);
  return target;
}

export async function breakOne(world: World, host: string, fault: FaultName): Promise<void> {
  const seen = world.seenOf(host);
  if (seen.broken !== undefined) return;
  seen.broken = fault;
  world.note(`broken ${host}: ${fault}`);
  world.model.breaks.push({ host, fault, fromMs: Date.now(), toMs: Infinity });
  await change(world.server(host), fault, true);
}

async function heal(world: World, host: string): Promise<void> {
  const seen = world.seenOf(host);
  const fault = seen.broken;
  if (fault === undefined) return;
  await change(world.server(host), fault, false);
  seen.broken = undefined;
  const one = world.model.breaks.find((each) => each.host === host && each.toMs === Infinity);
  if (one) one.toMs = Date.now();
  if (fault === 'ahead') loseByClock(world, host, one?.fromMs ?? 0);
  world.note(`healed ${host}: ${fault}`);
}

function loseByClock({ model }: World, host: string, fromMs: number): void {
  for (const grant of model.grants) if (grant.host === host && model.endOf(grant) > fromMs) grant.mayBeLost = true;
}

/** Heals these, as their admin would. */
export async function repair(world: World, hosts: string[]): Promise<void> {
  const broken = hosts.filter((host) => world.seenOf(host).broken !== undefined);
  await Promise.all(broken.map((host) => heal(world, host)));
  if (broken.length > 0 && world.isControlPlaneUp) await world.refresh();
}

/** Kills an instance of the connector, or starts it again. */
export async function toggleInstance(world: World, at: number): Promise<void> {
  const isUp = !world.isUp[at];
  await world.noteCenter();
  world.isUp[at] = isUp;
  if (isUp) world.instances[at]?.spawn();
  else await world.instances[at]?.kill('SIGKILL');
  world.note(`connector-${at + 1} ${isUp ? 'started' : 'killed'}`);
}

export async function toggleControlPlane(world: World): Promise<void> {
  await world.noteCenter();
  world.isControlPlaneUp = !world.isControlPlaneUp;
  const { controlPlane } = world.installation;
  await (world.isControlPlaneUp ? controlPlane.restart() : controlPlane.stop());
  world.note(`control-plane ${world.isControlPlaneUp ? 'started' : 'stopped'}`);
}

export async function toggleLink(world: World): Promise<void> {
  await world.noteCenter();
  world.isLinkCut = !world.isLinkCut;
  world.installation.relay?.cut(world.isLinkCut);
  world.note(`link ${world.isLinkCut ? 'cut' : 'mended'}`);
}

/** Everything works again. */
export async function healAll(world: World): Promise<void> {
  await Promise.all(HOSTS.map((host) => heal(world, host)));
  await recover(world);
}

/** Control plane, link and connector work again. */
export async function recover(world: World): Promise<void> {
  if (world.isLinkCut) await toggleLink(world);
  if (!world.isControlPlaneUp) await toggleControlPlane(world);
  for (const [at, isUp] of world.isUp.entries()) if (!isUp) await toggleInstance(world, at);
}

/** Ends what still runs or finishes. Gives how /etc of the hosts differs from how it was before the first grant. */
export async function endAll(world: World): Promise<string[]> {
  const { model } = world;
  const nowMs = Date.now();
  const left = model.grants.filter((grant) => model.isLive(grant, nowMs) || model.isFinishing(grant, nowMs));
  if (left.length > 0) await endMany(world, left);
  for (const person of new Set(model.stays.flatMap((stay) => (stay.toMs === undefined ? [stay.person] : [])))) {
    await toggleOnCall(world, person);
  }
  for (const grant of model.grants) grant.mayBeLost = false;
  await world.agreed();
  for (const session of world.sessions.values()) session.kill();
  world.sessions.clear();
  return world.changedEtc();
}
