import { Departures, type Departure } from '../../apps/control-plane/src/identity/departures.js';
import { TeamsService } from '../../apps/control-plane/src/identity/teams.service.js';
import { PeopleService } from '../../apps/control-plane/src/identity/people.service.js';
import type { TeamView } from '../../apps/control-plane/src/identity/teams.dto.js';
import type { PersonView } from '../../apps/control-plane/src/identity/person.view.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import type { PersonId } from '#access/ids.js';
import { until } from '#testkit/until.js';
import { givenCurfew, ok, refused } from '#testkit/given.js';

let curfew: Awaited<ReturnType<typeof givenCurfew>>;
const heard: (Departure & { stillMember: boolean })[] = [];
let refusal: Error | undefined;

beforeAll(async () => {
  curfew = await givenCurfew('rita', 'olaf', 'otto');
  const teams = curfew.app.get(TeamsService, { strict: false });
  curfew.app.get(Departures, { strict: false }).register(async (tx, departure) => {
    if (refusal) throw refusal;
    const [theirs = []] = (await teams.ofEach([departure.personId], tx)).values();
    heard.push({ ...departure, stillMember: theirs.length > 0 });
  });
});
beforeEach(() => {
  heard.length = 0;
  refusal = undefined;
});

const ada = () => curfew.api.as('ada');
const idOf = (name: string) => curfew.api.idOf(name);
const namesIn = ({ members }: TeamView) => members.map(({ displayName }) => displayName);

describe('a team', () => {
  it('has a name that no other has in any case, and members', async () => {
    const team = ok(
      await ada().post<TeamView>('/api/teams', { name: 'Web Ops', memberIds: [idOf('olaf'), idOf('rita')] }),
    );
    expect(namesIn(team)).toEqual(['Olaf', 'Rita']);
    expect(refused(await ada().post('/api/teams', { name: 'web ops' })).code).toBe('name-taken');
    const rita = ok(await ada().get<PersonView>(`/api/people/${idOf('rita')}`));
    expect(rita.teams).toEqual([{ id: team.id, name: 'Web Ops' }]);
  });

  it('is renamed and described', async () => {
    const { id } = await curfew.api.team('old name', []);
    const edited = ok(await ada().patch<TeamView>(`/api/teams/${id}`, { name: 'new name', description: 'why' }));
    expect(edited).toMatchObject({ id, name: 'new name', description: 'why' });
    expect(refused(await ada().patch(`/api/teams/${id}`, { name: 'WEB OPS' })).code).toBe('name-taken');
  });

  it('announces who leaves before he has left, and nobody who stays or comes', async () => {
    const { id } = await curfew.api.team('leavers', ['rita', 'olaf']);
    const left = ok(await ada().put<TeamView>(`/api/teams/${id}/members`, { personIds: [idOf('olaf'), idOf('otto')] }));
    expect(namesIn(left)).toEqual(['Olaf', 'Otto']);
    expect(heard).toMatchObject([{ kind: 'left-team', personId: idOf('rita'), teamId: id, stillMember: true }]);
    expect(heard[0].actor).toMatchObject({ kind: 'person', id: idOf('ada') });
  });

  it('announces everybody when it is removed', async () => {
    const { id } = await curfew.api.team('gone', ['rita', 'olaf']);
    expect((await ada().delete(`/api/teams/${id}`)).status).toBe(204);
    expect(heard.map(({ personId }) => personId).sort()).toEqual([idOf('rita'), idOf('olaf')].sort());
    expect(refused(await ada().get(`/api/teams/${id}`)).code).toBe('not-found');
  });

  it('stays as it was when what rests on it cannot be ended', async () => {
    const { id } = await curfew.api.team('kept', ['rita']);
    refusal = new Error('planted');
    expect((await ada().put(`/api/teams/${id}/members`, { personIds: [] })).status).toBe(500);
    expect((await ada().delete(`/api/teams/${id}`)).status).toBe(500);
    expect(namesIn(ok(await ada().get<TeamView>(`/api/teams/${id}`)))).toEqual(['Rita']);
  });

  it('takes only people who exist, each once', async () => {
    const unknown = '7b1f1c34-3b0f-4e5c-9f26-4a3b5c6d7e8f';
    const input = { name: 'strangers', memberIds: [idOf('rita'), unknown] };
    expect(refused(await ada().post('/api/teams', input)).fields?.[0].path).toBe('memberIds[1]');
    const twice = { name: 'twice', memberIds: [idOf('rita'), idOf('rita')] };
    expect(refused(await ada().post('/api/teams', twice)).fields?.[0].path).toBe('memberIds');
  });
});

describe('a person who is disabled', () => {
  it('is announced before he is, in the same transaction', async () => {
    await curfew.api.person('dora');
    await curfew.api.team('of dora', ['dora']);
    const path = `/api/people/${idOf('dora')}`;
    refusal = new Error('planted');
    expect((await ada().post(`${path}/disable`, { reason: 'left' })).status).toBe(500);
    expect(ok(await ada().get<PersonView>(path)).disabled).toBe(false);
    expect((await curfew.api.as('dora').get('/api/session')).status).toBe(200);
    refusal = undefined;
    expect(ok(await ada().post<PersonView>(`${path}/disable`, { reason: 'left' })).disabled).toBe(true);
    expect(heard).toMatchObject([{ kind: 'person-disabled', personId: idOf('dora'), stillMember: true }]);
  });

  it('stays enabled for as long as a transaction holds him still', async () => {
    await curfew.api.person('hans');
    const id = idOf('hans') as PersonId;
    const people = curfew.app.get(PeopleService, { strict: false });
    let disabling: Promise<unknown> = Promise.resolve();
    const seen = await curfew.app.get(Transactions).run(async (tx) => {
      await people.get(id, tx);
      disabling = ada().post(`/api/people/${id}/disable`, { reason: 'left' });
      const waiting = () =>
        curfew.database.query(`SELECT 1 FROM pg_locks WHERE NOT granted`).then(({ length }) => length > 0);
      await until(waiting, { within: 20_000 });
      return (await people.get(id, tx)).disabled;
    });
    await disabling;
    expect([seen, (await people.get(id)).disabled]).toEqual([false, true]);
  });
});

describe('the directory', () => {
  it('gives everybody the names, and only administrators the addresses', async () => {
    const query = '/api/directory?search=RIT';
    const member = ok(await curfew.api.as('olaf').get<{ people: unknown[] }>(query));
    expect(member.people).toEqual([{ id: idOf('rita'), displayName: 'Rita', email: null }]);
    const administrator = ok(await ada().get<{ people: unknown[] }>(query));
    expect(administrator.people).toEqual([{ id: idOf('rita'), displayName: 'Rita', email: 'rita@example.com' }]);
  });

  it.each(['%', '_', '\\', "'"])('takes %p as a letter, not as a pattern', async (search) => {
    const found = ok(await ada().get<{ people: unknown[] }>(`/api/directory?search=${encodeURIComponent(search)}`));
    expect(found.people).toEqual([]);
  });
});
