/** For the tests of curfew-host: a server that is set up, a connector's words to it, and certificates made by OpenSSH itself. */
import { copyFileSync } from 'node:fs';
import type { HostAnswer } from '#host/answer.js';
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { parseAnswer } from '#host/parse-answer.js';
import { formatRequest, formatSetUpRequest, type HostClient } from '#host/request.js';
import { curfewHostScript } from '#host/script.js';
import type { WantedGrant, WantedServer } from '#host/wanted.js';
import { givenKey, ssh, startSsh, type KeyPair, type SshSession } from '#testkit/openssh.js';
import { givenServer, type ServerOptions, type TestServer } from '#testkit/server.js';
import { sshKeygen } from '#testkit/ssh-keygen.js';
import { until } from '#testkit/until.js';

export const INSTALLATION = '11111111-1111-4111-8111-111111111111';
export const CONNECTOR = '22222222-2222-4222-8222-222222222222';
export const OTHER_CONNECTOR = '33333333-3333-4333-8333-333333333333';

/** `grantId(1)`: a grant's id that one can read in a failure. */
export const grantId = (n: number): string => `aaaaaaaa-aaaa-4aaa-8aaa-${String(n).padStart(12, '0')}`;

export const inOneHour = (): number => Math.floor(Date.now() / 1000) + 3600;

/** A grant as an order would have it, for alice and web-ops unless told otherwise. */
export function wantedGrant(change: Partial<WantedGrant> = {}): WantedGrant {
  return {
    grantId: grantId(1),
    keyNumber: 1,
    account: 'alice',
    accountKind: 'person',
    adopt: false,
    groups: ['web-ops'],
    untilSeconds: inOneHour(),
    allows: ['pty'],
    ...change,
  };
}

export interface CurfewHost {
  server: TestServer;
  /** Puts the script there. */
  put(): Promise<unknown>;
  /** Puts the script there and sets the server up (again). */
  install(): Promise<void>;
  /** The text of a connector's order with the next generation of that connector; what is not named ends. */
  order(grants: WantedGrant[], more?: Partial<WantedServer>): string;
  /** Sends it to the script. */
  apply(grants: WantedGrant[], more?: Partial<WantedServer>): Promise<HostAnswer>;
  /** The script with this stdin and these arguments, under the shell under test. */
  script(stdin: string, ...args: string[]): Promise<string>;
  /** Logs in as the account with a certificate of that one principal. */
  login(account: string, principal: string, command?: string[]): ReturnType<typeof ssh>;
  /** A session that stays open. */
  session(account: string, principal: string, command: string[], flags?: string[]): Promise<SshSession>;
  /** One by the connector's own key, which stands for a key that somebody has besides. */
  ownSession(account: string, command: string[]): Promise<SshSession>;
}

/** A server with the groups web-ops and db-admins where curfew-host was set up, run by that shell. */
export async function givenCurfewHost(options: ServerOptions & { shell?: string[] } = {}): Promise<CurfewHost> {
  const { shell = ['sh'], ...more } = options;
  const server = await givenServer({ groups: ['web-ops', 'db-admins'], ...more });
  const ca = await givenKey({ comment: 'user CA' });
  const person = await givenKey({ comment: 'person' });
  const generations = new Map<string, number>();

  const script: CurfewHost['script'] = async (stdin, ...args) => {
    const { code, stdout, stderr } = await server.exec([...shell, CURFEW_HOST_PATH, ...args], { stdin });
    if (code !== 0 || stderr !== '') throw new Error(`curfew-host ended with ${code}: ${stdout}${stderr}`);
    return stdout;
  };
  const order: CurfewHost['order'] = (grants, change = {}) => {
    const connectorId = change.connectorId ?? CONNECTOR;
    const generation = change.generation ?? (generations.get(connectorId) ?? 0) + 1;
    generations.set(connectorId, Math.max(generation, generations.get(connectorId) ?? 0));
    const rest = { nowSeconds: Math.floor(Date.now() / 1000), userCaKeys: [bare(ca)], installationId: INSTALLATION };
    return formatRequest({ ...rest, ...change, connectorId, generation, grants });
  };
  const apply: CurfewHost['apply'] = async (grants, change) => parseAnswer(await script(order(grants, change)));
  const target = async (account: string, principal: string) =>
    server.as(account, { identity: person.file, certificate: await certificate(ca, person, principal) });

  const put = () => {
    const written = `cat >${CURFEW_HOST_PATH}.new && chmod 755 ${CURFEW_HOST_PATH}.new && mv ${CURFEW_HOST_PATH}.new ${CURFEW_HOST_PATH}`;
    return server.exec(['sh', '-c', written], { stdin: curfewHostScript() });
  };
  const install = async () => {
    await put();
    await setUp(script, { installationId: INSTALLATION, connectorId: CONNECTOR });
  };
  await install();
  return {
    server,
    put,
    install,
    order,
    apply,
    script,
    login: async (account, principal, command = ['id', '-Gn']) => ssh(await target(account, principal), command),
    session: async (account, principal, command, flags) => startSsh(await target(account, principal), command, flags),
    ownSession: async (account, command) => startSsh(server.as(account, { identity: server.loginKey.file }), command),
  };
}

/** Ends the loop. A look that it began would go on without it and reap what a test makes due: that is waited for. */
export async function killReaper({ server }: CurfewHost): Promise<void> {
  await server.output('sh', '-c', 'kill -9 $(cat /var/lib/curfew/reaper)');
  const looks = async () => (await server.output('ps', '-eo', 'args=')).match(/curfew-host reap( |$)/m);
  await until(async () => !(await looks()), { within: 20_000, what: 'the reaper is gone' });
}

async function setUp(script: CurfewHost['script'], client: HostClient): Promise<void> {
  const { faults } = parseAnswer(await script(formatSetUpRequest(client)));
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
}

async function certificate(ca: KeyPair, person: KeyPair, principal: string): Promise<string> {
  const { file } = await givenKey();
  // A copy of the public key, so that certificates for several principals stand side by side
  const copy = `${file}-person.pub`;

  copyFileSync(`${person.file}.pub`, copy);
  await sshKeygen('-q', '-s', ca.file, '-I', principal, '-n', principal, '-V', '-1m:+1h', '-z', '1', copy);
  return copy.replace(/\.pub$/, '-cert.pub');
}

const bare = (key: KeyPair): string => key.publicKey.split(' ').slice(0, 2).join(' ');

/** Lines of the files that a grant may touch, less those of accounts that Curfew made and of its own two groups [I24]. */
export async function etcLessOurs(server: TestServer, made: string[] = ['alice']): Promise<string> {
  const files = ['passwd', 'shadow', 'group', 'gshadow', 'subuid', 'subgid'];
  const ours = `^(${[...made, 'curfew-accounts', 'curfew-guests'].join('|')}):`;
  const shown = `for f in ${files.join(' ')}; do echo "== $f"; grep -vE '${ours}' /etc/$f; done; cd /etc; find sudoers sudoers.d ssh -type f ! -path 'ssh/curfew/*' ! -name 00-curfew.conf ! -name curfew-host | sort | xargs sha256sum`;
  return server.output('sh', '-c', shown);
}
