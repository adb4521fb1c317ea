import { givenCurfew, ok, refused } from '#testkit/given.js';
import type { AuditPage, AuditRowView } from '../../apps/control-plane/src/audit/audit.dto.js';

let curfew: Awaited<ReturnType<typeof givenCurfew>>;
beforeAll(async () => {
  curfew = await givenCurfew('rita');
  for (const name of ['one', 'two', 'three']) await curfew.api.team(name, ['rita']);
});

const ada = () => curfew.api.as('ada');
const page = async (query: string) => ok(await ada().get<AuditPage>(`/api/audit?${query}`));

describe('the audit record', () => {
  it('tells who did what to which thing, from where, newest first', async () => {
    const [row] = (await page('action=team.')).items;
    expect(row).toMatchObject({
      actor: { kind: 'person', id: curfew.api.idOf('ada'), name: 'Ada' },
      action: 'team.added',
      object: { kind: 'team', name: 'three' },
      detail: { members: ['Rita'] },
      ip: '127.0.0.1',
    });
  });

  it('is read page by page without a gap', async () => {
    const first = await page('action=team.added&limit=2');
    const second = await page(`action=team.added&limit=2&before=${first.items[1].id}`);
    expect([first.total, [...first.items, ...second.items].map(({ object }) => object.name)]).toEqual([
      3,
      ['three', 'two', 'one'],
    ]);
  });

  it('is searched by person, thing and time', async () => {
    expect((await page(`actorId=${curfew.api.idOf('rita')}`)).items.map(({ action }) => action)).toEqual([
      'session.started',
    ]);
    expect((await page(`objectId=${curfew.api.idOf('rita')}&action=person.added`)).total).toBe(1);
    expect((await page(`from=${new Date(Date.now() + 60_000).toISOString()}`)).total).toBe(0);
    expect((await page(`to=2020-01-01T00:00:00Z`)).total).toBe(0);
  });

  it.each(['from=yesterday', 'before=x', 'limit=1000', 'actorId=1'])('refuses the search %s', async (query) => {
    expect(refused(await ada().get(`/api/audit?${query}`)).code).toBe('input-invalid');
  });

  it('is for administrators only', async () => {
    expect(refused(await curfew.api.as('rita').get('/api/audit')).code).toBe('not-allowed');
    expect(refused(await curfew.api.as('rita').get('/api/audit/export')).code).toBe('not-allowed');
  });

  it('is exported as a line of JSON each, oldest first, also when there are many', async () => {
    await curfew.database.query(`INSERT INTO audit_row (at, actor_kind, actor_name, action, object_kind, object_name)
      SELECT now(), 'system', 'test', 'thing.happened', 'thing', 'thing ' || n FROM generate_series(1, 1200) AS n`);
    const { body, headers } = await ada().get<string>('/api/audit/export?action=thing.');
    const rows = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditRowView);
    expect(headers.get('content-disposition')).toContain('curfew-audit.jsonl');
    expect(rows.map(({ object }) => object.name)).toEqual([...Array(1200).keys()].map((n) => `thing ${n + 1}`));
  });
});

describe('a change that fails', () => {
  it('leaves no row', async () => {
    const before = (await page('')).total;
    refused(await ada().post('/api/teams', { name: 'ONE' }));
    refused(await ada().post('/api/teams', { name: 'four', memberIds: ['7b1f1c34-3b0f-4e5c-9f26-4a3b5c6d7e8f'] }));
    expect((await page('')).total).toBe(before);
  });
});
