/** The life of grants: from granting to proved gone, and who may end them. */
import type { ResourceId } from '#access/ids.js';
import type { GrantsPage, GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenControlPlane } from '#testkit/control-plane.js';
import { ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
let next = 0;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'omar', 'mallory'],
    Array.from({ length: 45 }, (_, at) => ({ name: `web-${at + 1}` })),
  );
  await world.flow({ permissions: ['web-ops', 'db-admins'] });
});

/** A server that no other test uses. */
const server = (): string => `web-${(next += 1)}`;
const seen = (id: string): Promise<GrantView> => world.grant('ada', id);
const end = (who: string, id: string, how: 'give-back' | 'revoke') =>
  world.api.as(who).post<GrantView>(`/api/grants/${id}/${how}`, how === 'revoke' ? { reason: 'enough' } : {});
const code = (answer: Parameters<typeof refused>[0]): string => refused(answer).code;

describe('a grant', () => {
  it('is ordered to the connector as it was approved', async () => {
    const grant = await world.granting(server(), { permissions: ['web-ops', 'db-admins'] });
    const ordered = (await world.connector.ordered()).find(({ grantId }) => grantId === grant.id);
    expect(ordered).toEqual({
      grantId: grant.id, serverId: grant.resource.id, wanted: 'present', account: 'rita', accountKind: 'person', adopt: false,
      groups: ['web-ops', 'db-admins'], fromIso: grant.fromAt, untilIso: grant.untilAt, tellEnd: true, keyNumber: 1, extensions: ['permit-pty'],
    }); // prettier-ignore
  });

  it('takes an account over only where an administrator said that it is the same person', async () => {
    const name = server();
    const claim = `/api/servers/${world.server(name)}/account-claims/${world.idOf('rita')}`;
    ok(await world.api.as('ada').put(claim, { reason: 'It is her own account.' }));
    const [claimed, other] = [await world.granting(name), await world.granting(server())];
    const ordered = await world.connector.ordered();
    const adopt = (id: string): unknown => ordered.find(({ grantId }) => grantId === id)?.adopt;
    expect([adopt(claimed.id), adopt(other.id)]).toEqual([true, false]);
  });

  it('is active once the connector has read it back, with every group [I16]', async () => {
    const grant = await world.granting(server(), { permissions: ['web-ops', 'db-admins'] });
    const half = { grantId: grant.id, state: 'present', account: 'rita', groups: ['web-ops'], remaining: [] } as never;
    await world.connector.send(await world.connector.receipt(grant.resource.id as ResourceId, [half]));
    expect((await seen(grant.id)).state).toBe('granting');
    await world.connector.added(grant);
    expect((await seen(grant.id)).state).toBe('active');
    expect(await world.audited(grant.id)).toEqual(['grant.started', 'grant.activated']);
  });

  it('is ending until nothing is left, and ended only then [I16]', async () => {
    const grant = await world.granted(server());
    expect(ok(await end('rita', grant.id, 'give-back'))).toMatchObject({
      state: 'ending',
      cause: 'given-back',
      debt: true,
      provedAt: null,
    });
    await world.connector.removed(grant, ['process 4711 of rita']);
    const left = await seen(grant.id);
    expect(left).toMatchObject({ state: 'ending', debt: true, fault: { code: 'removal-unproved' } });
    expect(left.fault?.message).toContain('process 4711');
    await world.connector.removed(grant);
    expect(await seen(grant.id)).toMatchObject({ state: 'ended', cause: 'given-back', debt: false, fault: null });
    expect(await world.audited(grant.id)).toEqual([
      'grant.started',
      'grant.activated',
      'grant.given-back',
      'grant.ended',
    ]);
  });

  it('that is over is ordered as absent, to an older journal for ever, to a new one until it is proved', async () => {
    const grant = await world.granted(server());
    const before = await world.connector.generation();
    ok(await end('rita', grant.id, 'give-back'));
    const absent = expect.objectContaining({ grantId: grant.id, wanted: 'absent' }) as unknown;
    expect(await world.connector.ordered(before)).toEqual([absent]);
    expect(await world.connector.ordered()).toContainEqual(absent);
    await world.connector.removed(grant);
    expect(await world.connector.ordered(before)).toEqual([absent]);
    expect(await world.connector.ordered()).not.toContainEqual(absent);
  });

  it('given back before it was in force ends all the same', async () => {
    const grant = await world.granting(server());
    ok(await end('rita', grant.id, 'give-back'));
    await world.connector.removed(grant);
    expect(await seen(grant.id)).toMatchObject({ state: 'ended', cause: 'given-back' });
  });

  it('is told apart by what a connector says of it: faults that pass, and final ones', async () => {
    const passing = await world.granting(server());
    const retryAtIso = new Date(world.curfew.clock.nowMs() + 60_000).toISOString();
    await world.connector.fault(passing, { retryAtIso });
    expect(await seen(passing.id)).toMatchObject({
      state: 'granting',
      retryAt: retryAtIso,
      fault: { code: 'server-unreachable', detail: 'ETIMEDOUT' },
    });
    expect((await world.grant('rita', passing.id)).fault).not.toHaveProperty('detail');
    await world.connector.added(passing);
    expect(await seen(passing.id)).toMatchObject({ state: 'active', fault: null, retryAt: null });

    const refusedByServer = await world.granting(server());
    const fault = { code: 'group-missing' as const, message: 'web-1 has no group web-ops.' };
    await world.connector.fault(refusedByServer, { fault, final: true });
    expect(await seen(refusedByServer.id)).toMatchObject({
      state: 'failed',
      cause: null,
      debt: true,
      fault: { code: 'group-missing' },
    });
    expect(await world.connector.ordered()).toContainEqual(
      expect.objectContaining({ grantId: refusedByServer.id, wanted: 'absent' }),
    );
    await world.connector.removed(refusedByServer);
    expect(await seen(refusedByServer.id)).toMatchObject({
      state: 'failed',
      debt: false,
      fault: { code: 'group-missing' },
    });
    expect(await world.audited(refusedByServer.id)).toEqual(['grant.started', 'grant.failed', 'grant.proved-absent']);
  });

  it('that runs is not failed by a final fault', async () => {
    const grant = await world.granted(server());
    await world.connector.fault(grant, { final: true });
    expect((await seen(grant.id)).state).toBe('active');
  });
});

describe('the end of a grant', () => {
  it('is for him who has it, its approver and administrators [I36]', async () => {
    for (const [who, how, cause] of [['rita', 'give-back', 'given-back'], ['omar', 'revoke', 'revoked'], ['ada', 'revoke', 'revoked']] as const) {
      const grant = await world.granted(server());
      expect(ok(await end(who, grant.id, how))).toMatchObject({ state: 'ending', cause });
    }
  }); // prettier-ignore

  it('is not for others, who are told that there is no such grant', async () => {
    const grant = await world.granted(server());
    for (const how of ['give-back', 'revoke'] as const)
      expect(code(await end('mallory', grant.id, how))).toBe('not-found');
    expect(code(await world.api.as('mallory').get(`/api/grants/${grant.id}`))).toBe('not-found');
    expect(code(await end('omar', grant.id, 'give-back'))).toBe('not-allowed');
    expect(code(await end('rita', grant.id, 'revoke'))).toBe('not-allowed');
    expect((await seen(grant.id)).state).toBe('active');
  });

  it('happens once, however often it is asked for', async () => {
    const grant = await world.granted(server());
    const answers = await Promise.all([end('rita', grant.id, 'give-back'), end('omar', grant.id, 'revoke'), end('ada', grant.id, 'revoke'), end('rita', grant.id, 'give-back')]); // prettier-ignore
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const actions = await world.audited(grant.id);
    expect(actions).toHaveLength(3);
    expect(['grant.given-back', 'grant.revoked']).toContain(actions[2]);
  });

  it('comes at the deadline, at most a few seconds late', async () => {
    const grant = await world.granted(server(), { durationSeconds: 5 });
    const ended = await until(async () => {
      const now = await seen(grant.id);
      return now.state === 'ending' && now;
    }, { within: 40_000 }); // prettier-ignore
    expect(ended.cause).toBe('expired');
    expect(Date.parse(ended.endedAt ?? '') - Date.parse(grant.untilAt)).toBeGreaterThanOrEqual(0);
    expect(Date.parse(ended.endedAt ?? '') - Date.parse(grant.untilAt)).toBeLessThanOrEqual(5000);
  });

  it('comes after a restart too, and once with two replicas', async () => {
    const grants = [
      await world.granted(server(), { durationSeconds: 600 }),
      await world.granted(server(), { durationSeconds: 600 }),
    ];
    const { database, clock } = world.curfew;
    await world.curfew.stop();
    clock.forward({ minutes: 11 });
    const replica = await givenControlPlane({ database, clock });
    await world.curfew.restart();
    for (const { id } of grants) {
      await until(async () => (await seen(id)).state === 'ending', { within: 20_000 });
      expect(await world.audited(id)).toEqual(['grant.started', 'grant.activated', 'grant.expired']);
    }
    await replica.stop();
  });

  it('was reached by the connector first, by its own clock: its proof counts', async () => {
    const grant = await world.granted(server(), { durationSeconds: 3600 });
    const generation = await world.connector.generation();
    const readAtIso = new Date(Date.parse(grant.untilAt) + 10).toISOString();
    await world.connector.removed(grant, [], { readAtIso, generation });
    expect(await seen(grant.id)).toMatchObject({ state: 'ended', cause: 'expired' });
    expect(await world.audited(grant.id)).toEqual(['grant.started', 'grant.activated', 'grant.expired', 'grant.ended']);
  });
});

describe('a grant ends because of what it rested on', () => {
  it('when the person is disabled', async () => {
    await world.api.person('dora');
    await world.flow({ requesters: { personIds: [world.idOf('dora')] } });
    const grants = [await world.granted(server(), {}, 'dora'), await world.granting(server(), {}, 'dora')];
    ok(await world.api.as('ada').post(`/api/people/${world.idOf('dora')}/disable`, { reason: 'left' }));
    for (const { id } of grants) expect(await seen(id)).toMatchObject({ state: 'ending', cause: 'revoked' });
  });

  it('when the person leaves the team on which it rested, and only then', async () => {
    await world.api.person('tina');
    const first = await world.api.team('First', ['tina']);
    const second = await world.api.team('Second', ['tina']);
    const byTeam = server();
    const byName = server();
    await world.flow({ requesters: { teamIds: [first.id] }, servers: { names: [byTeam] } });
    const flow = await world.flow({ requesters: { teamIds: [first.id, second.id] }, servers: { names: [byName] } });
    const [rested, other] = [await world.granted(byTeam, {}, 'tina'), await world.granted(byName, {}, 'tina')];
    ok(await world.api.as('ada').put(`/api/teams/${first.id}/members`, { personIds: [] }));
    expect(await seen(rested.id)).toMatchObject({ state: 'ending', cause: 'revoked' });
    expect((await seen(other.id)).state).toBe('active');
    expect(code(await world.api.as('ada').delete(`/api/teams/${second.id}`))).toBe('conflict');
    ok(await world.api.as('ada').put(`/api/access-flows/${flow.id}`, world.flowInput({ name: flow.name })));
    expect((await seen(other.id)).state).toBe('active');
    ok(await world.api.as('ada').delete(`/api/teams/${second.id}`));
    expect((await seen(other.id)).state).toBe('ending');
  });

  it('when the server leaves the list, which keeps it until the removal is proved', async () => {
    const name = server();
    const grant = await world.granted(name);
    const path = `/api/integrations/${world.integrationId}`;
    const { servers } = ok(await world.api.as('ada').get<{ servers: { name: string }[] }>(path));
    ok(await world.api.as('ada').patch(path, { servers: servers.filter((one) => one.name !== name) }));
    expect(await seen(grant.id)).toMatchObject({ state: 'ending', cause: 'revoked' });
    const gone = async (): Promise<boolean> => {
      const [row] = await world.curfew.database.query<{ gone: boolean }>('SELECT gone FROM resource WHERE id = $1', [
        world.server(name),
      ]);
      return row.gone;
    };
    expect(await gone()).toBe(false);
    await world.connector.removed(grant);
    expect((await seen(grant.id)).state).toBe('ended');
    expect(await gone()).toBe(true);
    expect(await world.connector.ordered()).not.toContainEqual(expect.objectContaining({ grantId: grant.id }));
  });

  it('not when the flow is edited, switched off or removed', async () => {
    const name = server();
    const flow = await world.flow({ name: 'Gone later', servers: { names: [name] }, permissions: ['db-admins'] });
    const grant = await world.granted(name, { permissions: ['db-admins'], flowId: flow.id });
    ok(await world.api.as('ada').delete(`/api/access-flows/${flow.id}`));
    expect((await seen(grant.id)).state).toBe('active');
  });
});

describe('access debt', () => {
  const debt = async (): Promise<string[]> => {
    const { items } = ok(await world.api.as('ada').get<GrantsPage>('/api/access-debt?limit=200'));
    return items.map(({ id }) => id);
  };

  it('is what has ended and is not proved gone', async () => {
    const grant = await world.granted(server());
    expect(await debt()).not.toContain(grant.id);
    ok(await end('rita', grant.id, 'give-back'));
    expect(await debt()).toContain(grant.id);
    await world.connector.removed(grant);
    expect(await debt()).not.toContain(grant.id);
    expect(code(await world.api.as('rita').get('/api/access-debt'))).toBe('not-allowed');
  });

  it('can be written off with a reason, and is never shown as removed', async () => {
    const name = server();
    const grant = await world.granted(name);
    ok(await end('rita', grant.id, 'give-back'));
    const path = `/api/servers/${world.server(name)}/write-off`;
    expect(code(await world.api.as('rita').post(path, { reason: 'burnt' }))).toBe('not-allowed');
    expect(ok(await world.api.as('ada').post(path, { reason: 'The machine burnt down.' }))).toEqual({ writtenOff: 1 });
    expect(await seen(grant.id)).toMatchObject({
      state: 'ending', provedAt: null, debt: false, writtenOff: { by: { displayName: 'Ada' }, reason: 'The machine burnt down.' },
    }); // prettier-ignore
    expect(await debt()).not.toContain(grant.id);
    expect(await world.audited(grant.id)).toContain('grant.written-off');
    expect(code(await world.api.as('ada').post(path, { reason: 'again' }))).toBe('conflict');
  });
});

describe('grants that could not be set up', () => {
  const failed = async (): Promise<GrantView[]> =>
    ok(await world.api.as('ada').get<GrantsPage>('/api/failed-grants?limit=200')).items;
  const final = { code: 'account-exists', message: 'There is an account rita.', hint: 'Say whose it is.' } as const;

  it('are listed for administrators with what is in the way, until the person is granted something there again', async () => {
    const name = server();
    const grant = await world.granting(name);
    await world.connector.fault(grant, { final: true, fault: final });
    expect(await failed()).toContainEqual(expect.objectContaining({ id: grant.id, state: 'failed', fault: final }));
    expect(code(await world.api.as('omar').get('/api/failed-grants'))).toBe('not-allowed');
    const again = await world.granting(name);
    expect((await failed()).map(({ id }) => id)).not.toContain(grant.id);
    await world.connector.fault(again, { final: true, fault: final });
    const ids = (await failed()).map(({ id }) => id);
    expect([ids.includes(grant.id), ids.includes(again.id)]).toEqual([false, true]);
  });

  it('stand in the audit with their server', async () => {
    const name = server();
    const grant = await world.granting(name);
    await world.connector.fault(grant, { final: true, fault: final });
    const rows = await world.curfew.database.query<{ action: string; object_name: string }>(
      'SELECT action, object_name FROM audit_row WHERE object_id = ANY($1) ORDER BY id',
      [[grant.id, grant.requestId]],
    );
    expect(rows.map((row) => [row.action, row.object_name])).toEqual([
      ['access-request.submitted', `web-ops on ${name}`],
      ['access-request.approved', `web-ops on ${name}`],
      ['grant.started', `rita: web-ops on ${name}`],
      ['grant.failed', `rita: web-ops on ${name}`],
    ]);
  });
});

describe('the list of grants', () => {
  const list = async (who: string, query: string): Promise<GrantsPage> =>
    ok(await world.api.as(who).get<GrantsPage>(`/api/grants?limit=200&${query}`));

  it('shows each his own, approvers those that they answer for, administrators all', async () => {
    const { total } = await list('ada', 'scope=all');
    expect(total).toBeGreaterThan(20);
    expect((await list('omar', 'scope=all')).total).toBe(total);
    expect((await list('mallory', 'scope=all')).items).toEqual([]);
    expect((await list('mallory', '')).items).toEqual([]);
    const mine = await list('rita', 'scope=mine&state=active');
    expect(mine.items.every((grant) => grant.state === 'active' && grant.person.displayName === 'Rita')).toBe(true);
    expect(mine.items.length).toBeGreaterThan(0);
    const running = await list('ada', 'scope=all&state=granting&state=active&state=ending');
    expect(new Set(running.items.map((grant) => grant.state))).toEqual(new Set(['granting', 'active', 'ending']));
    expect(code(await world.api.as('ada').get('/api/grants?state=active&state=gone'))).toBe('input-invalid');
  });
});
