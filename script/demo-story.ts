/** The story that `npm run demo` tells: asked for, approved, used, ended, and proved to be gone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from './demo-seed.js';
import { eventually, HttpApi, Refused } from './http-api.js';
import type { Story } from './terminal.js';

const GRANT_SECONDS = 30;
const SERVER = 'web-1';
const GROUP = 'web-ops';
const GONE_WITHIN_MS = 60_000;

interface Page<T> {
  items: T[];
}
interface CatalogEntry {
  resource: { id: string; name: string; available: boolean; unavailableReason?: string };
  options: { permission: string; mine: string }[];
}
interface AccessRequest {
  id: string;
  state: string;
  approvers: string[];
  grant: { id: string } | null;
}
interface Grant {
  id: string;
  state: string;
  account: string;
  untilAt: string;
  provedAt: string | null;
  cause: string | null;
  fault: { message: string } | null;
  resource: { host: string; port: number };
}
interface AccessDetails {
  knownHosts: string;
  hostKeyConfirmed: boolean;
  key: { certificate: string; serial: string } | null;
}

export interface StoryParts {
  url: string;
  signIns: SignIn[];
  /** Folder for the key, which is thrown away afterwards. */
  folder: string;
  /** Private key of the servers' login account, to look at a server as its administrator would. */
  loginKeyFile: string;
}

/** Tells the whole story. What was not so is in `story.failures`. */
export async function tellStory(story: Story, parts: StoryParts): Promise<void> {
  const [rita, omar] = [new HttpApi(parts.url), new HttpApi(parts.url)];
  await signIn(rita, parts.signIns, 'requester');
  await signIn(omar, parts.signIns, 'approver');
  const asked = await ask(story, rita);
  const grant = await approve(story, rita, omar, asked);
  const login = await bringKey(story, rita, grant, parts);
  await use(story, grant, login);
  const session = story.inBackground([...login, 'sleep 600']);
  story.check('she leaves a session open', (await session.ended(2000)) === null);
  await end(story, rita, grant);
  story.check('the session that she left open was ended', (await session.ended(5000)) !== null);
  await isGone(story, grant, login);
}

async function signIn(api: HttpApi, signIns: SignIn[], role: SignIn['role']): Promise<void> {
  const found = signIns.find((one) => one.role === role);
  if (found) await api.signIn(found.email, found.password);
}

async function ask(story: Story, rita: HttpApi): Promise<AccessRequest> {
  story.heading(`Rita asks for ${GROUP} on ${SERVER}, for ${GRANT_SECONDS} seconds`);
  const { items } = await rita.get<Page<CatalogEntry>>(`/api/catalog?search=${SERVER}`);
  const entry = items.find(({ resource }) => resource.name === SERVER);
  story.check(
    `the catalog offers ${SERVER} with ${GROUP}`,
    entry?.options.some(({ permission }) => permission === GROUP) === true,
    entry?.resource.unavailableReason,
  );
  const request = await rita.post<AccessRequest>('/api/access-requests', {
    resourceId: entry?.resource.id,
    permissions: [GROUP],
    durationSeconds: GRANT_SECONDS,
    reason: 'Restart the web service (demo)',
  });
  story.check('the request waits for an approver', request.state === 'pending', request.state);
  const own = await rita
    .post<AccessRequest>(`/api/access-requests/${request.id}/approve`)
    .catch((error: unknown) => error);
  story.check('she cannot approve it herself', own instanceof Refused && own.status < 500, 'she could');
  return request;
}

async function approve(story: Story, rita: HttpApi, omar: HttpApi, { id }: AccessRequest): Promise<Grant> {
  story.heading('Omar approves');
  const { items } = await omar.get<Page<AccessRequest>>('/api/access-requests?scope=waiting-for-me');
  story.check(
    'it is in his list of what waits for him',
    items.some((request) => request.id === id),
  );
  const clicked = performance.now();
  const request = await omar.post<AccessRequest>(`/api/access-requests/${id}/approve`);
  const read = () => rita.get<Grant>(`/api/grants/${request.grant?.id}`);
  const grant = await eventually('the grant is active', 30_000, async () => {
    const now = await read();
    return ['active', 'failed'].includes(now.state) && now;
  });
  const seconds = ((performance.now() - clicked) / 1000).toFixed(1);
  story.check(
    `the connector has added account and group on the server, ${seconds} s after the click`,
    grant.state === 'active',
    grant.fault?.message ?? grant.state,
  );
  return grant;
}

async function bringKey(story: Story, rita: HttpApi, grant: Grant, parts: StoryParts): Promise<string[]> {
  const { folder } = parts;
  story.heading('Rita makes a key and gets a certificate for it');
  const key = join(folder, 'id_ed25519');
  await story.command(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'rita', '-f', key]);
  const publicKey = readFileSync(`${key}.pub`, 'utf8').trim();
  const details = await rita.post<AccessDetails>(`/api/grants/${grant.id}/certificate`, { publicKey });
  writeFileSync(`${key}-cert.pub`, `${details.key?.certificate ?? ''}\n`);
  writeFileSync(join(folder, 'known_hosts'), details.knownHosts);
  const shown = await story.command(['ssh-keygen', '-L', '-f', `${key}-cert.pub`]);
  const principals = [...shown.stdout.matchAll(/^\s+(grant-\S+)$/gm)].length;
  story.check('the certificate is good for this one grant', shown.code === 0 && principals === 1);
  return writeConfig(grant, parts, key);
}

/** What the access page offers as a snippet, so that the commands are as short as people type them. @returns the ssh command */
function writeConfig(
  { account, resource: { host, port } }: Grant,
  { folder, loginKeyFile }: StoryParts,
  key: string,
): string[] {
  const config = join(folder, 'ssh_config');
  const entry = (name: string, user: string, identity: string) => [
    `Host ${name}`,
    `  HostName ${host}`,
    `  Port ${port}`,
    `  User ${user}`,
    `  IdentityFile ${identity}`,
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    '  BatchMode yes',
    `  UserKnownHostsFile ${join(folder, 'known_hosts')}`,
  ];
  const lines = [...entry(SERVER, account, key), ...entry(`${SERVER}-admin`, 'curfew', loginKeyFile)];
  writeFileSync(config, `${lines.join('\n')}\n`);
  return ['ssh', '-F', config, SERVER];
}

async function use(story: Story, { account }: Grant, login: string[]): Promise<void> {
  story.heading('She logs in with plain ssh');
  const id = await story.command([...login, 'id']);
  story.check(
    `she is ${account}, and a member of ${GROUP}`,
    id.code === 0 && id.stdout.includes(`(${account})`) && id.stdout.includes(`(${GROUP})`),
  );
  const rules = await story.command([...login, 'sudo -n -l']);
  story.check('sudo lets her do what the group may', rules.code === 0 && rules.stdout.includes('web-service'));
  const work = await story.command([...login, 'sudo -n web-service restart']);
  story.check('she does the work', work.code === 0 && work.stdout.includes(`as root for ${account}`));
}

async function end(story: Story, rita: HttpApi, { id, untilAt }: Grant): Promise<void> {
  story.heading('The time is over');
  await story.waitUntil('the grant ends', Date.parse(untilAt));
  const ended = await eventually('the grant has ended', GONE_WITHIN_MS, async () => {
    const now = await rita.get<Grant>(`/api/grants/${id}`);
    return now.state === 'ended' && now;
  });
  const seconds =
    ended.provedAt === null ? '?' : ((Date.parse(ended.provedAt) - Date.parse(untilAt)) / 1000).toFixed(1);
  story.check(
    `the connector has removed everything and read it back, ${seconds} s after the end`,
    ended.cause === 'expired' && ended.provedAt !== null,
  );
}

async function isGone(story: Story, { account }: Grant, login: string[]): Promise<void> {
  const refused = await story.command([...login, 'id']);
  story.check(
    'ssh is refused',
    refused.code === 255 && refused.stderr.includes('Permission denied'),
    `exit code ${refused.code}`,
  );
  story.heading(`What is left on ${SERVER}, as its administrator sees it`);
  const admin = [...login.slice(0, -1), `${SERVER}-admin`];
  const status = await story.command([...admin, `sudo passwd -S ${account}`]);
  story.check('the account is locked', status.code === 0 && new RegExp(`^${account} L`).test(status.stdout));
  const groups = await story.command([...admin, `id -Gn ${account}`]);
  story.check(`it is no member of ${GROUP}`, groups.code === 0 && !groups.stdout.split(/\s+/).includes(GROUP));
  const processes = await story.command([...admin, `pgrep -c -u ${account}`]);
  story.check('none of its processes is left', processes.stdout.trim() === '0');
}
