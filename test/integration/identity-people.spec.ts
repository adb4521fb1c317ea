import type { PersonView } from '../../apps/control-plane/src/identity/person.view.js';
import { givenCurfew, ok, refused } from '#testkit/given.js';

let curfew: Awaited<ReturnType<typeof givenCurfew>>;
beforeAll(async () => {
  curfew = await givenCurfew('rita');
});

const ada = () => curfew.api.as('ada');
const add = (input: Record<string, unknown>) =>
  ada().post<PersonView>('/api/people', { displayName: 'Somebody', role: 'member', ...input });

describe('people', () => {
  it('get their account name from their address, each another one', async () => {
    const first = ok(await add({ email: 'Jörg.Müller@example.com' }));
    const second = ok(await add({ email: 'jorg.muller@example.org' }));
    expect([first.accountName, second.accountName]).toEqual(['jorg-muller', 'jorg-muller-2']);
  });

  it('are known by issuer and subject, not by address', async () => {
    const person = ok(await add({ email: 'identity@example.com' }));
    expect(person).toMatchObject({ issuer: 'local', subject: person.id });
    const moved = ok(await ada().patch<PersonView>(`/api/people/${person.id}`, { email: 'moved@example.com' }));
    expect(moved).toMatchObject({ id: person.id, subject: person.id, email: 'moved@example.com' });
  });

  it.each(['RITA@example.com', 'rita@EXAMPLE.com', 'ｒita@example.com', ' rita@example.com'])(
    'cannot have the address of another in the form %p',
    async (email) => {
      const { status, code } = refused(await add({ email }));
      expect([
        [409, 'name-taken'],
        [400, 'input-invalid'],
      ]).toContainEqual([status, code]);
    },
  );

  it.each([
    ['"rita"@example.com', 'must not be quoted', /without quotes/],
    ['r\u0456ta@example.com', 'must have Latin letters only', /Latin letters/],
    ['rita\u034f@example.com', 'must have Latin letters only', /Latin letters/],
    ['rita@ex\u0430mple.com', 'must have Latin letters only', /Write it as rita@xn--exmple-4nf\.com\./],
  ])('cannot get an address that is taken for another’s: %s', async (email, reason, hint) => {
    const { id } = ok(await add({ email: 'before@example.com' }));
    for (const answer of [await add({ email }), await ada().patch(`/api/people/${id}`, { email })]) {
      const problem = refused(answer);
      expect([problem.code, problem.fields?.[0].path, problem.fields?.[0].reason]).toEqual(['input-invalid', 'email', expect.stringContaining(reason)]); // prettier-ignore
      expect(problem.hint).toMatch(hint);
    }
    // Who has such a one from before keeps it when something else is changed.
    await curfew.database.query('UPDATE person SET email = $2, email_key = $2 WHERE id = $1', [id, email]);
    expect(ok(await ada().patch<PersonView>(`/api/people/${id}`, { email, displayName: 'Renamed' })).displayName).toBe('Renamed'); // prettier-ignore
    await curfew.database.query('UPDATE person SET email = NULL, email_key = NULL WHERE id = $1', [id]);
  });

  it('get one name each when many come at once', async () => {
    const added = await Promise.all([...Array(8).keys()].map((n) => add({ email: `twin@host${n}.example.com` })));
    expect(new Set(added.map((answer) => ok(answer).accountName)).size).toBe(8);
  });

  it.each(['root', 'Rita', '-rf', 'a b', 'a'.repeat(33), 'rita'])(
    'cannot be named %p on servers',
    async (accountName) => {
      expect(refused(await add({ email: 'named@example.com', accountName })).fields?.[0].path).toBe('accountName');
    },
  );

  it('have attributes and a manager, who is another person', async () => {
    const managerId = curfew.api.idOf('ada');
    const person = ok(await add({ email: 'managed@example.com', managerId, attributes: { site: 'Graz' } }));
    expect(person).toMatchObject({ manager: { id: managerId }, attributes: { site: 'Graz' } });
    const path = `/api/people/${person.id}`;
    expect(refused(await ada().patch(path, { managerId: person.id })).fields?.[0].path).toBe('managerId');
    expect(ok(await ada().patch<PersonView>(path, { managerId: null })).manager).toBeNull();
  });

  it('are listed by page and by text', async () => {
    const { items, total } = ok(
      await ada().get<{ items: PersonView[]; total: number }>('/api/people?search=RITA&limit=1'),
    );
    expect([items.length, items[0].email, total]).toEqual([1, 'rita@example.com', 1]);
  });

  it('leave one audit row for each change, and none for no change', async () => {
    const person = ok(await add({ email: 'audited@example.com', password: 'a long password' }));
    const path = `/api/people/${person.id}`;
    await ada().patch(path, { displayName: 'Audited' });
    await ada().patch(path, { displayName: 'Audited' });
    await ada().post(`${path}/disable`, { reason: 'left the company' });
    await ada().post(`${path}/disable`, { reason: 'again' });
    await ada().post(`${path}/enable`);
    const rows = await curfew.database.query<{ action: string; detail: unknown }>(
      'SELECT action, detail FROM audit_row WHERE object_id = $1 ORDER BY id',
      [person.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'person.added',
      'person.edited',
      'person.disabled',
      'person.enabled',
    ]);
    expect(rows[2].detail).toEqual({ reason: 'left the company' });
    expect(JSON.stringify(rows)).not.toContain('a long password');
  });
});

describe('the last administrator', () => {
  it('can be neither disabled nor made a member', async () => {
    const path = `/api/people/${curfew.api.idOf('ada')}`;
    expect(refused(await ada().post(`${path}/disable`, { reason: 'x' })).code).toBe('conflict');
    expect(refused(await ada().patch(path, { role: 'member' })).code).toBe('conflict');
  });

  it('remains one, also when two are demoted at the same moment', async () => {
    const two = [];
    for (const email of ['a1@example.com', 'a2@example.com']) two.push(ok(await add({ email, role: 'administrator' })));
    const ids = [curfew.api.idOf('ada'), ...two.map(({ id }) => id)];
    await Promise.all(ids.map((id) => ada().patch(`/api/people/${id}`, { role: 'member' })));
    const [{ n }] = await curfew.database.query<{ n: string }>(
      `SELECT count(*) AS n FROM person WHERE role = 'administrator' AND NOT disabled`,
    );
    expect(Number(n)).toBe(1);
  });
});
