/** Approve, deny, cancel and time out at the same time, from many clients and two replicas: exactly one end each [I33]. */
import type { AccessRequestView } from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import { givenControlPlane } from '#testkit/control-plane.js';
import { Caller } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenWorld, type World } from './access-world.js';

const REQUESTS = 40;
const TIMEOUT_SECONDS = 60;
const APPROVERS = ['omar', 'olga', 'odo'];
type Step = 'approve' | 'deny' | 'cancel';

let world: World;
let replica: string;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', ...APPROVERS],
    Array.from({ length: REQUESTS }, (_, at) => ({ name: `web-${at}` })),
  );
  const { database, clock } = world.curfew;
  replica = (await givenControlPlane({ database, clock })).url;
  await world.flow({
    approvers: { personIds: APPROVERS.map((one) => world.idOf(one)) },
    requestTimeoutSeconds: TIMEOUT_SECONDS,
  });
});

/** The person's session at one of the two replicas. */
const at = (who: string, turn: number): Caller =>
  turn % 2 ? new Caller(replica, world.api.as(who).cookie) : world.api.as(who);

const STEPS: [string, Step][] = [
  ['omar', 'approve'], ['olga', 'approve'], ['olga', 'deny'], ['odo', 'deny'], ['rita', 'cancel'], ['ada', 'cancel'],
  ['omar', 'approve'], ['rita', 'cancel'], ['odo', 'approve'],
]; // prettier-ignore

/** Which steps meet; cancelling alone would win most of the time, because it has the least to look at. */
const MEETING: Step[][] = [['approve', 'deny'], ['approve', 'deny', 'cancel'], ['approve'], ['deny', 'cancel']];
const meeting = (turn: number): [string, Step][] =>
  STEPS.map((_, index) => STEPS[(index * 4 + turn) % STEPS.length]).filter(([, step]) =>
    MEETING[turn % MEETING.length].includes(step),
  );

/** Steps of several people at once, in an order that differs from request to request. */
const rush = (id: string, turn: number): Promise<{ step: Step; status: number }[]> =>
  Promise.all(
    meeting(turn).map(async ([who, step], index) => {
      const { status } = await at(who, turn + index).post(`/api/access-requests/${id}/${step}`);
      return { step, status };
    }),
  );

const ENDS: Record<string, Step | null> = {
  approved: 'approve',
  denied: 'deny',
  cancelled: 'cancel',
  'timed-out': null,
};

/** Whatever came first: one state, one audit row for it, a grant only if approved, and a good answer only to who won. */
const expectOneEnd = async (id: string, answers: { step: Step; status: number }[]): Promise<string> => {
  const { body } = await world.api.as('ada').get<AccessRequestView>(`/api/access-requests/${id}`);
  expect(Object.keys(ENDS)).toContain(body.state);
  expect(await world.audited(id)).toEqual(['access-request.submitted', `access-request.${body.state}`]);
  const grants = await world.curfew.database.query<{ id: string }>(
    'SELECT id FROM access_grant WHERE request_id = $1',
    [id],
  );
  expect(grants).toHaveLength(body.state === 'approved' ? 1 : 0);
  for (const grant of grants) expect(await world.audited(grant.id)).toContain('grant.started');
  expect(body.approvals).toHaveLength(body.state === 'approved' || body.state === 'denied' ? 1 : 0);
  const good = new Set(answers.filter(({ status }) => status < 300).map(({ step }) => step));
  expect([...good]).toEqual(ENDS[body.state] ? [ENDS[body.state]] : []);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  return body.state;
};

it('each request gets exactly one end, whoever is first', async () => {
  const requests: AccessRequestView[] = [];
  for (let turn = 0; turn < REQUESTS; turn += 1) requests.push(await world.ask('rita', `web-${turn}`));
  const ends = new Map<string, number>();
  const half = REQUESTS / 2;
  for (let turn = 0; turn < half; turn += 5) {
    const group = requests.slice(turn, turn + 5);
    const answers = await Promise.all(group.map(({ id }, index) => rush(id, turn + index)));
    for (const [index, { id }] of group.entries()) count(ends, await expectOneEnd(id, answers[index]));
  }
  await untilDue(requests[half]);
  const late = requests.slice(half);
  const answers = await Promise.all(late.map(({ id }, index) => rush(id, index)));
  await until(async () => (await pending()) === 0, { within: 40_000 });
  for (const [index, { id }] of late.entries()) count(ends, await expectOneEnd(id, answers[index]));
  expect(ends.get('approved')).toBeGreaterThan(0);
  expect(ends.size).toBeGreaterThan(2);
});

const count = (ends: Map<string, number>, end: string): void => void ends.set(end, (ends.get(end) ?? 0) + 1);
const pending = async (): Promise<number> =>
  (await world.curfew.database.query("SELECT 1 FROM access_request WHERE state = 'pending'")).length;

/** The clock is set shortly before the oldest of them times out, so that the time runs out in the middle of the rush. */
const untilDue = async ({ timesOutAt }: AccessRequestView): Promise<void> => {
  const { clock } = world.curfew;
  clock.forward({ seconds: (Date.parse(timesOutAt) - clock.nowMs()) / 1000 - 0.3 });
  await Promise.resolve();
};
