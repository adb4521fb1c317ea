/** A large Curfew for benches: 100,000 servers, 1,000 flows and 10,000 people, written by SQL; what is measured goes through the API. */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import type { PersonId } from '#access/ids.js';
import { atEnd } from '#testkit/at-end.js';
import { type ControlPlaneUnderTest, givenControlPlane } from '#testkit/control-plane.js';
import { Transactions } from '../apps/control-plane/src/database/transactions.js';
import { SESSION_COOKIE } from '../apps/control-plane/src/http/session-cookie.js';
import { PeopleService } from '../apps/control-plane/src/identity/people.service.js';
import { SessionsService } from '../apps/control-plane/src/identity/sessions.service.js';

export const SIZE = { resources: 100_000, flows: 1_000, people: 10_000, integrations: 20, teams: 200, roles: 50 };

/** Ids that say what they are: so that the rows can refer to each other, and benches to them. */
export const idOf = (kind: 'person' | 'team' | 'connector' | 'integration' | 'resource' | 'flow' | 'version', n: number): string =>
  `${KINDS[kind]}-0000-4000-8000-${String(n).padStart(12, '0')}`; // prettier-ignore
const KINDS = { person: '10000000', team: '20000000', connector: '30000000', integration: '40000000', resource: '50000000', flow: '60000000', version: '70000000' }; // prettier-ignore
const sqlId = (kind: keyof typeof KINDS, n: string): string =>
  `CAST('${KINDS[kind]}-0000-4000-8000-' || lpad(CAST(${n} AS text), 12, '0') AS uuid)`;

/**
 * Person n is in the teams n, 7n and 13n (modulo 200) and asks; five people of each team from 200 on approve. Flow n lets team
 * n ask for the servers of one role in one integration, which are 100 of 100,000.
 */
const ROWS = [
  `INSERT INTO person (id, issuer, subject, display_name, email, email_key, account_name, role)
   SELECT ${sqlId('person', 'n')}, 'local', 'p' || n, 'Person ' || n, 'p' || n || '@example.org', 'p' || n || '@example.org', 'p' || n, 'member'
   FROM generate_series(0, ${SIZE.people - 1}) AS n`,
  `INSERT INTO team (id, name, name_key) SELECT ${sqlId('team', 'n')}, 'team ' || n, 'team ' || n FROM generate_series(0, ${2 * SIZE.teams - 1}) AS n`,
  `INSERT INTO team_member (team_id, person_id)
   SELECT DISTINCT ${sqlId('team', `(n * factor) % ${SIZE.teams}`)}, ${sqlId('person', 'n')}
   FROM generate_series(0, ${SIZE.people - 1}) AS n, unnest(ARRAY[1, 7, 13]) AS factor`,
  `INSERT INTO team_member (team_id, person_id)
   SELECT ${sqlId('team', `${SIZE.teams} + n`)}, ${sqlId('person', 'n * 5 + k')} FROM generate_series(0, ${SIZE.teams - 1}) AS n, generate_series(0, 4) AS k`,
  `INSERT INTO connector (id, name) SELECT ${sqlId('connector', 'n')}, 'rack ' || n FROM generate_series(0, ${SIZE.integrations - 1}) AS n`,
  `INSERT INTO integration (id, name, connector_id, secret, default_user, servers, user_groups, generation)
   SELECT ${sqlId('integration', 'n')}, 'machines ' || n, ${sqlId('connector', 'n')}, '{"store":"file","path":"key.json"}', 'curfew', '[]', '["web-ops"]', 0
   FROM generate_series(0, ${SIZE.integrations - 1}) AS n`,
  `INSERT INTO resource (id, integration_id, name, host, port, "user", tags, generation, state, wanted)
   SELECT ${sqlId('resource', 'n')}, ${sqlId('integration', `n % ${SIZE.integrations}`)}, 'web-' || n, 'web-' || n || '.example.org', 22, 'curfew',
     jsonb_build_object('role', 'r' || (n / ${SIZE.integrations}) % ${SIZE.roles}, 'env', CASE WHEN n % 3 = 0 THEN 'prod' ELSE 'test' END), 0, 'active', 'set-up'
   FROM generate_series(0, ${SIZE.resources - 1}) AS n`,
  `INSERT INTO access_flow (id, name, name_key, version, changed_at)
   SELECT ${sqlId('flow', 'n')}, 'Flow ' || n, 'flow ' || n, 1, now() FROM generate_series(0, ${SIZE.flows - 1}) AS n`,
  `INSERT INTO access_flow_version (id, flow_id, version, name, requesters, targets, approval, longest_seconds, justification_required, request_timeout_seconds, allows_forwarding, at, by_id)
   SELECT ${sqlId('version', 'n')}, ${sqlId('flow', 'n')}, 1, 'Flow ' || n,
     jsonb_build_object('subject', 'team', 'operator', 'is', 'values', jsonb_build_array(${sqlId('team', `n % ${SIZE.teams}`)})),
     jsonb_build_array(jsonb_build_object('integrationId', ${sqlId('integration', `n % ${SIZE.integrations}`)}, 'permissions', 'all',
       'servers', jsonb_build_object('tags', jsonb_build_object('role', 'r' || (n / ${SIZE.integrations}) % ${SIZE.roles})))),
     jsonb_build_object('tiers', jsonb_build_array(jsonb_build_object('mode', 'any-of', 'sets', jsonb_build_array(jsonb_build_object('needed', 1,
       'any', jsonb_build_array(jsonb_build_object('kind', 'team', 'id', ${sqlId('team', `${SIZE.teams} + n % ${SIZE.teams}`)})))))),
       'escalateAfterSeconds', NULL, 'noesNeeded', 1, 'requesterMayApprove', false, 'approverReasonRequired', false),
     3600, false, 3600, false, now(), ${sqlId('person', '0')}
   FROM generate_series(0, ${SIZE.flows - 1}) AS n`,
  'ANALYZE',
];

/** The flows under which a person may ask. */
export const flowsOf = (person: number): number[] => {
  const teams = new Set([1, 7, 13].map((factor) => (person * factor) % SIZE.teams));
  return Array.from({ length: SIZE.flows }, (_, n) => n).filter((n) => teams.has(n % SIZE.teams));
};

/** The integration and the role that a flow reaches. */
export const targetOf = (flow: number): { integration: number; role: number } => ({
  integration: flow % SIZE.integrations,
  role: Math.floor(flow / SIZE.integrations) % SIZE.roles,
});

/** Two of the servers that a flow reaches are never the same for different `nth` below 100. */
export const resourceOf = (flow: number, nth: number): number => {
  const { integration, role } = targetOf(flow);
  return integration + SIZE.integrations * (role + SIZE.roles * nth);
};

export class BigSite {
  private readonly cookies = new Map<number, string>();
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(readonly curfew: ControlPlaneUnderTest) {}

  /** On a PostgreSQL of its own that writes to the disk as in earnest. */
  static async start(): Promise<BigSite> {
    const folder = await mkdtemp(join(tmpdir(), 'curfew-bench-'));
    const postgres = new EmbeddedPostgres(join(folder, 'postgres'));
    const before = process.env['TEST_DATABASE_URL'];
    atEnd(() => rm(folder, { recursive: true, force: true }));
    atEnd(() => postgres.stop());
    await postgres.start();
    const { host, port, user, password, database } = postgres.connection;
    process.env['TEST_DATABASE_URL'] =
      `postgresql://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
    try {
      const curfew = await givenControlPlane({ config: { logLevel: 'error' } });
      for (const rows of ROWS) await curfew.database.query(rows);
      return new BigSite(curfew);
    } finally {
      if (before === undefined) delete process.env['TEST_DATABASE_URL'];
      else process.env['TEST_DATABASE_URL'] = before;
    }
  }

  /** Signs these people in, without passwords: a password takes longer than all that is measured. */
  async signIn(people: readonly number[]): Promise<void> {
    const [sessions, known, transactions] = [SessionsService, PeopleService, Transactions].map((one) =>
      this.curfew.app.get(one as never, { strict: false }),
    ) as unknown as [SessionsService, PeopleService, Transactions];
    for (const n of new Set(people)) {
      const person = await known.get(idOf('person', n) as PersonId);
      const { token } = await transactions.run((tx) => sessions.start(tx, person, null, undefined));
      this.cookies.set(n, `${SESSION_COOKIE}=${token}`);
    }
  }

  /** Calls the API as one of those who are signed in. */
  call<T>(person: number, method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: T }> {
    const headers = { cookie: this.cookies.get(person) ?? '', ...(body && { 'content-type': 'application/json' }) };
    return new Promise((resolve, reject) => {
      const call = request(this.curfew.url + path, { method, agent: this.agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as T }));
      });
      call.on('error', reject);
      call.end(body && JSON.stringify(body));
    });
  }
}
