/** Fills a demo with people, a team, the connector, the servers and an access flow, through the HTTP API as its administrator would. */
import { randomBytes } from 'node:crypto';
import type { DataFolder } from './data-folder.js';
import { DEMO_GROUPS, type DemoServers } from './demo-servers.js';
import { eventually, HttpApi, Refused } from './http-api.js';
import { Stop } from './stop.js';

export interface SignIn {
  role: 'administrator' | 'requester' | 'approver';
  email: string;
  password: string;
}

const PEOPLE = [
  { role: 'administrator', displayName: 'Ada (administrator)', email: 'ada@demo.local' },
  { role: 'requester', displayName: 'Rita (requester)', email: 'rita@demo.local' },
  { role: 'approver', displayName: 'Omar (approver)', email: 'omar@demo.local' },
] as const;
const INTEGRATION = 'Demo servers';
export const DEMO_FLOW = 'Work on the demo servers';
const HOUR = 3600;

interface Page<T> {
  items: T[];
}
interface Named {
  id: string;
  name: string;
}
interface Person {
  id: string;
  email: string | null;
}
interface Server extends Named {
  host: string;
  port: number;
  state: string;
  hostKeys: { key: string; fingerprint: string }[];
  confirmedFingerprint: string | null;
  faults: { message: string }[];
}

/** The same passwords after every restart; random, and readable by this user only. */
export function demoSignIns(data: DataFolder): SignIn[] {
  const known = data.read<SignIn[]>('demo-sign-ins.json');
  if (known) return known;
  const made = PEOPLE.map(({ role, email }) => ({ role, email, password: randomBytes(12).toString('base64url') }));
  data.writeSecret('demo-sign-ins.json', made);
  return made;
}

export class DemoSeed {
  constructor(
    private readonly api: HttpApi,
    private readonly signIns: SignIn[],
  ) {}

  /** Makes Ada the first administrator, or signs in as her. @throws Stop when her password is not the one in the data folder */
  async signIn(firstToken: string | undefined): Promise<void> {
    const [ada] = this.signIns;
    const [{ displayName }] = PEOPLE;
    if (!ada) throw new Stop('The file demo-sign-ins.json of the data folder is empty.');
    if (firstToken)
      await this.api.post('/api/first-administrator', {
        token: firstToken,
        displayName,
        email: ada.email,
        password: ada.password,
      });
    else await this.api.signIn(ada.email, ada.password);
  }

  /** @returns the connector's enrolment token when it is not enrolled yet. */
  async connector(): Promise<{ id: string; token: string | undefined }> {
    const { items } = await this.api.get<Page<Named & { enrolled: boolean }>>('/api/connectors');
    const found = items.find(({ name }) => name === 'demo');
    if (found?.enrolled) return { id: found.id, token: undefined };
    if (found) {
      const { enrolmentToken } = await this.api.post<{ enrolmentToken: string }>(
        `/api/connectors/${found.id}/enrolment-token`,
      );
      return { id: found.id, token: enrolmentToken };
    }
    const made = await this.api.post<{ connector: Named; enrolmentToken: string }>('/api/connectors', { name: 'demo' });
    return { id: made.connector.id, token: made.enrolmentToken };
  }

  /** A fresh enrolment token, for a connector that lost its state folder. */
  async freshToken(connectorId: string): Promise<string> {
    return (await this.api.post<{ enrolmentToken: string }>(`/api/connectors/${connectorId}/enrolment-token`))
      .enrolmentToken;
  }

  /** People, team, integration and flow: what is there already stays as it is. */
  async fill(connectorId: string, servers: DemoServers, secretPath: string): Promise<void> {
    const people = await this.people();
    const team = await this.team(people.get('requester') ?? '');
    const integration = await this.integration(connectorId, servers, secretPath);
    await this.flow(integration, team, people.get('approver') ?? '');
    await this.setUpServers(integration, servers);
  }

  private async people(): Promise<Map<SignIn['role'], string>> {
    const { items } = await this.api.get<Page<Person>>('/api/people?limit=200');
    const ids = new Map<SignIn['role'], string>();
    for (const { role, displayName, email } of PEOPLE) {
      const found = items.find((person) => person.email === email);
      const password = this.signIns.find((one) => one.role === role)?.password;
      const person =
        found ?? (await this.api.post<Person>('/api/people', { displayName, email, role: 'member', password }));
      ids.set(role, person.id);
    }
    return ids;
  }

  private async team(memberId: string): Promise<string> {
    const name = 'Engineering';
    const { items } = await this.api.get<Page<Named>>('/api/teams');
    const found = items.find((team) => team.name === name);
    return (
      found ??
      (await this.api.post<Named>('/api/teams', {
        name,
        description: 'People who may ask for the demo servers',
        memberIds: [memberId],
      }))
    ).id;
  }

  private async integration(connectorId: string, servers: DemoServers, secretPath: string): Promise<string> {
    const { items } = await this.api.get<Page<Named>>('/api/integrations');
    const found = items.find((integration) => integration.name === INTEGRATION);
    if (found) return found.id;
    const made = await this.api.post<Named>('/api/integrations', {
      name: INTEGRATION,
      connectorId,
      secret: { store: 'file', path: secretPath },
      servers: servers.entries,
      userGroups: DEMO_GROUPS,
    });
    return made.id;
  }

  private async flow(integrationId: string, teamId: string, approverId: string): Promise<void> {
    const { items } = await this.api.get<Page<Named>>('/api/access-flows');
    if (items.some(({ name }) => name === DEMO_FLOW)) return;
    await this.api.post('/api/access-flows', {
      name: DEMO_FLOW,
      requesters: { personIds: [], teamIds: [teamId] },
      targets: [{ integrationId, servers: { all: true }, permissions: 'all' }],
      approvers: { personIds: [approverId], teamIds: [] },
      longestSeconds: 8 * HOUR,
      justificationRequired: true,
      requestTimeoutSeconds: 8 * HOUR,
      allowsForwarding: false,
    });
  }

  /**
   * Confirms each host key by comparing it with the key that we made, as an administrator would compare fingerprints, and
   * lets the connector write to the servers. Servers that are set up already are left alone.
   */
  private async setUpServers(integrationId: string, { hosts, entries }: DemoServers): Promise<void> {
    const list = async () =>
      (await this.api.get<Page<Server>>(`/api/integrations/${integrationId}/servers?limit=200`)).items;
    const ours = (server: Server) => entries.some(({ name }) => name === server.name);
    const seen = await eventually('the connector saw the host keys of the demo servers', 60_000, async () => {
      const servers = (await list()).filter(ours);
      return servers.length > 0 && servers.every((server) => server.hostKeys.length > 0) && servers;
    });
    const unconfirmed = seen.filter((server) => server.confirmedFingerprint === null);
    const servers = unconfirmed.map((server) => ({ id: server.id, fingerprint: fingerprintOf(server, hosts) }));
    if (servers.length > 0) await this.api.post(`/api/integrations/${integrationId}/set-up`, { servers });
    const settled = await eventually('the demo servers are set up', 60_000, async () => {
      const now = (await list()).filter(ours);
      return now.every(({ state }) => ['active', 'amber', 'removed'].includes(state)) && now;
    }).catch(async () => (await list()).filter(ours));
    const bad = settled.filter(({ state }) => state !== 'active' && state !== 'removed');
    if (bad.length > 0) {
      throw new Stop(
        `The demo server ${bad[0]?.name} could not be set up: ${bad[0]?.faults.map(({ message }) => message).join(' ') || `it is ${bad[0]?.state}`}`,
      );
    }
  }
}

function fingerprintOf(server: Server, hosts: DemoServers['hosts']): string {
  const host = hosts.find(({ name }) => name === server.name);
  const key = host?.hostKey.split(' ')[1];
  const found = server.hostKeys.find((shown) => shown.key.split(' ').includes(key ?? ''));
  if (!found)
    throw new Stop(
      `Somebody else answers on ${server.host}:${server.port}: its host key is not that of the demo server ${server.name}.`,
    );
  return found.fingerprint;
}

/** Whether the demo's own sign-in was refused: somebody changed the password, or the files are of another database. */
export const isRefusedSignIn = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'sign-in-refused';
