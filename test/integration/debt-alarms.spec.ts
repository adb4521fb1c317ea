/** Access debt that gets old is an alarm: once, whatever dies meanwhile, and it is told when it is over [I17]. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEnd } from '#testkit/at-end.js';
import { type ControlPlaneUnderTest, givenControlPlane } from '#testkit/control-plane.js';
import { ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import type { DebtSummaryView, GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from './access-world.js';

const SECRET = 'a secret of more than thirty-two characters';
const WITHIN_MS = 60_000;

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  message: {
    id: string;
    kind: string;
    text: string;
    by?: string;
    server: { id: string; name: string };
    grantCount: number;
    /** Of access debt only. */
    grants?: { id: string; fault: { code: string } | null }[];
  };
}

/** Where alarms arrive: a real HTTP server that answers as it is told. */
class Receiver {
  readonly tried: Received[] = [];
  readonly taken: Received[] = [];
  readonly elsewhere: string[] = [];
  answer: number | 'nothing' = 204;
  /** The answer to what has this text in it waits for this. */
  held?: { text: string; until: Promise<unknown> };
  private server?: Server;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}/alarms`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url !== '/alarms') this.elsewhere.push(request.url ?? '');
        const body = Buffer.concat(chunks).toString();
        const received = { headers: request.headers, body, message: JSON.parse(body || '{}') as Received['message'] };
        this.tried.push(received);
        if (this.held && body.includes(this.held.text)) return void this.held.until.then(() => answer(received));
        answer(received);
      });
      const answer = (received: Received): void => {
        if (this.answer === 'nothing') return void request.socket.destroy();
        if (this.answer < 300) this.taken.push(received);
        response.writeHead(this.answer, { location: '/elsewhere' }).end();
      };
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  of(grant: GrantView): Received[] {
    return this.taken.filter(({ message }) => message.grants?.some(({ id }) => id === grant.id));
  }
}

const receiver = new Receiver();
const watching = () => ({ debtAlarmSeconds: 300, alarmWebhook: { url: receiver.url, secret: SECRET } });
let world: World;
let replica: ControlPlaneUnderTest;
let next = 0;

beforeAll(async () => {
  await receiver.start();
  atEnd(() => receiver.stop());
  world = await givenWorld(
    ['rita', 'omar'],
    Array.from({ length: 20 }, (_, at) => ({ name: `web-${at + 1}` })),
    undefined,
    { watching: watching() },
  );
  await world.flow({ permissions: 'all' });
  const { database, clock } = world.curfew;
  replica = await givenControlPlane({ database, clock, config: { watching: watching() } });
});
beforeEach(() => {
  receiver.answer = 204;
});

const server = (): string => `web-${(next += 1)}`;
/** A grant that was given back on a server that then answers nothing. */
const debt = async (on = server(), permissions = ['web-ops']): Promise<GrantView> => {
  const grant = await world.granted(on, { permissions });
  ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
  await world.connector.fault(grant);
  return world.grant('ada', grant.id);
};
const summary = async (): Promise<DebtSummaryView> =>
  ok(await world.api.as('ada').get<DebtSummaryView>('/api/access-debt/summary'));
const arrived = (grant: GrantView, count: number): Promise<unknown> =>
  until(() => receiver.of(grant).length >= count, { within: WITHIN_MS, what: `${count} messages arrived` });
/** Error lines about debt in the logs of both replicas. */
const logged = (name: string): string[] =>
  [...world.curfew.log, ...replica.log].filter(
    (line) => line.includes('"code":"access-debt-overdue"') && line.includes(`on ${name} `),
  );
/** Both replicas have looked several times after this. */
const bothHaveLooked = async (): Promise<void> => {
  const marker = await debt();
  world.curfew.clock.forward({ minutes: 6 });
  await arrived(marker, 1);
  await world.connector.removed(marker);
  await arrived(marker, 2);
};

describe('access debt', () => {
  it('is no alarm before five minutes, and then one: a line in the log, a signed message, an audit row [I17]', async () => {
    const grant = await debt();
    const young = await debt();
    world.curfew.clock.forward({ minutes: 4, seconds: 30 });
    await world.connector.removed(young);
    expect(await summary()).toMatchObject({ overdue: 0 });
    world.curfew.clock.forward({ seconds: 31 });
    await arrived(grant, 1);
    await bothHaveLooked();
    expect(receiver.of(young)).toEqual([]);
    const [{ headers, body, message }, ...more] = receiver.of(grant);
    expect(more).toEqual([]);
    const { t, v1 } = Object.fromEntries(
      String(headers['curfew-signature'])
        .split(',')
        .map((part) => part.split('=')),
    ) as Record<string, string>;
    expect(v1).toBe(createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex'));
    expect(Math.abs(Number(t) - world.curfew.clock.nowMs() / 1000)).toBeLessThan(3600);
    expect(message).toMatchObject({
      id: headers['curfew-id'],
      kind: 'access-debt.overdue',
      server: { name: grant.resource.name },
      grantCount: 1,
      grants: [{ fault: { code: 'server-unreachable' } }],
    });
    expect(body).not.toContain('Rita');
    expect(logged(grant.resource.name)).toHaveLength(1);
    expect(JSON.parse(logged(grant.resource.name)[0])).toMatchObject({ level: 50, code: 'access-debt-overdue' });
    expect((await world.audited(grant.id)).filter((action) => action === 'grant.debt-alarmed')).toHaveLength(1);
    await until(async () => (await world.audited(message.id)).includes('alarm.sent'), { within: WITHIN_MS });
    expect(await summary()).toMatchObject({ overdue: 1 });
  });

  it('that is proved gone, or written off, is told once more', async () => {
    const [proved, writtenOff] = [await debt(), await debt()];
    world.curfew.clock.forward({ minutes: 6 });
    await arrived(proved, 1);
    await arrived(writtenOff, 1);
    await world.connector.removed(proved);
    const path = `/api/servers/${writtenOff.resource.id}/write-off`;
    ok(await world.api.as('ada').post(path, { reason: 'It burnt down.' }));
    await arrived(proved, 2);
    await arrived(writtenOff, 2);
    await world.connector.removed(writtenOff);
    await bothHaveLooked();
    const told = (grant: GrantView): unknown[] => receiver.of(grant).map(({ message: { kind, by } }) => [kind, by]);
    expect(told(proved)).toEqual([['access-debt.overdue', undefined], ['access-debt.cleared', 'proved']]); // prettier-ignore
    expect(told(writtenOff)).toEqual([['access-debt.overdue', undefined], ['access-debt.cleared', 'written-off']]); // prettier-ignore
    expect(await world.audited(writtenOff.id)).toEqual(
      expect.arrayContaining(['grant.debt-alarmed', 'grant.written-off', 'grant.debt-alarm-cleared']),
    );
  });

  it('of several grants on one server that get old together is one message', async () => {
    const on = server();
    const grants = [await debt(on), await debt(on, ['db-admins'])];
    world.curfew.clock.forward({ minutes: 6 });
    for (const grant of grants) await arrived(grant, 1);
    const ids = new Set(grants.flatMap((grant) => receiver.of(grant).map(({ message }) => message.id)));
    expect(ids.size).toBe(1);
  });
});

describe('an extension', () => {
  const held = ({ untilAt }: GrantView): string => untilAt.replace(/\.\d+Z$/, '.000Z');
  /** Running access that was extended, and whose server holds the end of before. */
  const extended = async (): Promise<GrantView> => {
    const flow = await world.flow({ permissions: ['db-admins'], extensions: { most: 3, longestSeconds: 3600, approvalAgain: false } });
    const grant = await world.granted(server(), { permissions: ['db-admins'], flowId: flow.id });
    await world.connector.holds(grant, held(grant));
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/extend`, { durationSeconds: 1800, fromUntilAt: grant.untilAt, reason: 'More' }));
    return world.grant('ada', grant.id);
  }; // prettier-ignore
  const kinds = (grant: GrantView) => receiver.of(grant).map(({ message: { kind, by } }) => [kind, by]);
  const listed = async () => ok(await world.api.as('ada').get<{ items: GrantView[] }>('/api/unproved-extensions')).items.map(({ id }) => id); // prettier-ignore
  const faults = async () => ok(await world.api.as('ada').get<{ faults: { code: string; message: string }[] }>('/api/attention')).faults.filter(({ code }) => code === 'extension-unproved'); // prettier-ignore

  it('that a server was not told is no debt, and an alarm after as long: in the log, by a message, in the audit, on every page; told once more when it was', async () => {
    const [late, inTime] = [await extended(), await extended()];
    await world.connector.fault(late);
    const { grants: debts } = await summary();
    expect((await listed()).sort()).toEqual([late.id, inTime.id].sort());
    expect(refused(await world.api.as('omar').get('/api/unproved-extensions')).code).toBe('not-allowed');
    expect(await faults()).toEqual([]);
    await world.connector.holds(inTime, held(inTime));
    expect(await listed()).toEqual([late.id]);
    world.curfew.clock.forward({ minutes: 4, seconds: 30 });
    await bothHaveLooked();
    await arrived(late, 1);
    const [{ message, body }] = receiver.of(late);
    expect(message).toMatchObject({
      kind: 'extension-unproved.overdue',
      server: { name: late.resource.name },
      grantCount: 1,
      grants: [{ provedUntilAt: late.provedUntilAt, untilAt: late.untilAt, fault: { code: 'server-unreachable' } }],
    });
    expect(message.text).toBe(`One access was extended, and ${late.resource.name} was not told yet: it goes by the earlier end, the first at ${late.provedUntilAt}.`); // prettier-ignore
    expect(body).not.toContain('Rita');
    const lines = [...world.curfew.log, ...replica.log].filter((line) => line.includes('"code":"extension-unproved"'));
    expect(lines.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([50]);
    expect((await faults()).map(({ message: said }) => said)).toEqual(['One access was extended, and one server was not told yet: it ends there too early.']); // prettier-ignore
    expect(await summary()).toMatchObject({ grants: debts });
    await world.connector.holds(late, held(late));
    await arrived(late, 2);
    expect(kinds(late)).toEqual([['extension-unproved.overdue', undefined], ['extension-unproved.cleared', 'proved']]); // prettier-ignore
    expect(receiver.of(inTime)).toEqual([]);
    expect([await faults(), await listed()]).toEqual([[], []]);
    const audited = (await world.audited(late.id)).filter((action) => action.startsWith('grant.extension-alarm'));
    expect(audited).toEqual(['grant.extension-alarmed', 'grant.extension-alarm-cleared']);
  });

  it('is an alarm anew when a later one is not told, and is told as over when the access ends', async () => {
    const grant = await extended();
    world.curfew.clock.forward({ minutes: 6 });
    await arrived(grant, 1);
    await world.connector.holds(grant, held(grant));
    await arrived(grant, 2);
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/extend`, { durationSeconds: 600, fromUntilAt: grant.untilAt, reason: 'More' }));
    world.curfew.clock.forward({ minutes: 6 });
    await arrived(grant, 3);
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await arrived(grant, 4);
    expect(kinds(grant).slice(2)).toEqual([['extension-unproved.overdue', undefined], ['extension-unproved.cleared', 'ended']]);
    await world.connector.removed(grant);
  }); // prettier-ignore
});

describe('the review of access that was taken in an emergency', () => {
  it('is one alarm when nobody closes it in time, in the log, by a signed message and in the audit; none when somebody does', async () => {
    const breakGlass = { reviewWithinSeconds: 3600 };
    const input = { ...world.flowInput({ permissions: ['db-admins'] }), name: 'a first', breakGlass };
    const flow = ok(await world.api.as('ada').post<{ id: string }>('/api/access-flows', input));
    const take = (on: string) =>
      world.ask('rita', on, { permissions: ['db-admins'], breakGlass: true, reason: 'Down', flowId: flow.id });
    const [late, inTime] = [await take(server()), await take(server())];
    ok(await world.api.as('omar').post(`/api/access-requests/${inTime.id}/review`, { comment: 'Seen' }));
    world.curfew.clock.forward({ minutes: 61 });
    const of = (id: string) => receiver.taken.filter(({ body }) => body.includes(id));
    await until(() => of(late.id).length > 0, { within: WITHIN_MS });
    await bothHaveLooked();
    expect(
      of(late.id).map(
        ({
          message: {
            kind,
            server: { name },
          },
        }) => [kind, name],
      ),
    ).toEqual([['break-glass-review.overdue', late.resource.name]]);
    expect(of(late.id)[0].body).not.toContain('Rita');
    expect(of(inTime.id)).toEqual([]);
    const logs = [...world.curfew.log, ...replica.log].filter((line) => line.includes('"code":"review-overdue"'));
    expect(logs).toHaveLength(1);
    expect(logs[0]).toContain(`Access to ${late.resource.name} was taken in an emergency`);
    const audited = await world.audited(late.id);
    expect(audited.filter((action) => action === 'access-request.review-overdue')).toHaveLength(1);
    expect(await world.audited(inTime.id)).not.toContain('access-request.review-overdue');
    const { items } = ok(
      await world.api.as('ada').get<{ items: { sentence: string }[] }>(`/api/access-requests/${late.id}/timeline`),
    );
    expect(items.map(({ sentence }) => sentence)).toContain(
      'An alarm was raised: the review of the emergency is overdue.',
    );
    ok(await world.api.as('omar').post(`/api/access-requests/${late.id}/review`, { comment: 'Late' }));
  });
});

describe('a message', () => {
  it.each([['answers 500', 500], ['redirects', 302], ['hangs up', 'nothing']] as const)(
    'to a receiver that %s comes again until it is taken, with the same id, in order',
    async (_, answer) => {
      receiver.answer = answer;
      const grant = await debt();
      world.curfew.clock.forward({ minutes: 6 });
      const tried = () => receiver.tried.filter(({ body }) => body.includes(grant.id));
      await until(() => tried().length >= 2, { within: WITHIN_MS });
      await world.connector.removed(grant);
      expect(await until(async () => (await failing()) && true, { within: WITHIN_MS })).toBe(true);
      receiver.answer = 204;
      await arrived(grant, 2);
      expect(receiver.of(grant).map(({ message }) => message.kind)).toEqual([
        'access-debt.overdue',
        'access-debt.cleared',
      ]);
      const first = tried().filter(({ message }) => message.kind === 'access-debt.overdue');
      expect(new Set(first.map(({ headers }) => headers['curfew-id'])).size).toBe(1);
      expect(receiver.elsewhere).toEqual([]);
    },
  ); // prettier-ignore

  it('is one replica’s as long as that one tries: the other one sends others meanwhile', async () => {
    const grant = await debt();
    world.curfew.clock.forward({ minutes: 3 });
    const other = await debt();
    let release: (value?: unknown) => void = () => undefined;
    receiver.held = { text: grant.id, until: new Promise((resolve) => (release = resolve)) };
    world.curfew.clock.forward({ minutes: 2, seconds: 30 });
    await until(() => receiver.tried.some(({ body }) => body.includes(grant.id)), { within: WITHIN_MS });
    // As little as possible from here on: an answer that takes 10 s counts as none
    world.curfew.clock.forward({ minutes: 3 });
    await arrived(other, 1);
    await world.connector.removed(other);
    await arrived(other, 2);
    release();
    await arrived(grant, 1);
    expect(receiver.tried.filter(({ body }) => body.includes(grant.id))).toHaveLength(1);
  });

  it('survives that every control plane is restarted before it could be sent', async () => {
    receiver.answer = 500;
    const grant = await debt();
    world.curfew.clock.forward({ minutes: 6 });
    await until(() => receiver.tried.some(({ body }) => body.includes(grant.id)), { within: WITHIN_MS });
    await replica.stop();
    await world.curfew.stop();
    receiver.answer = 204;
    await world.curfew.restart();
    await replica.restart();
    await arrived(grant, 1);
    expect(receiver.of(grant)).toHaveLength(1);
    expect(logged(grant.resource.name)).toHaveLength(1);
  });
});

it('says the secret of the webhook in no log and no audit row [I51]', async () => {
  const rows = await world.curfew.database.query('SELECT * FROM audit_row');
  const output = [...world.curfew.log, ...replica.log, JSON.stringify(rows)].join('\n');
  expect(output).toContain('grant.debt-alarmed');
  expect(output).not.toContain(SECRET);
});

const failing = async (): Promise<number> => {
  const { faults } = ok(await world.api.as('ada').get<{ faults: { code: string }[] }>('/api/attention'));
  return faults.filter(({ code }) => code === 'alarm-undelivered').length;
};
