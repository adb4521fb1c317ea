import { givenCurfew, ok, refused } from '#testkit/given.js';

it('no password and no token is in the log, the audit record or an answer, whatever fails [I51]', async () => {
  const curfew = await givenCurfew('rita');
  const { api } = curfew;
  const secrets = ['canary password one', 'canary password two', 'canary password wrong'];
  const [first, second, wrong] = secrets;
  const answers: string[] = [];
  const keep = <T extends { body: unknown; headers: Headers }>(answer: T): T => {
    const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie');
    answers.push(JSON.stringify([answer.body, headers]));
    return answer;
  };

  const input = { displayName: 'Cara', email: 'cara@example.com', role: 'member', password: first };
  ok(keep(await api.as('ada').post('/api/people', input)));
  refused(keep(await api.as('ada').post('/api/people', input)));
  refused(keep(await api.as('ada').post('/api/people', { ...input, password: { text: first } })));
  const cara = await api.signedIn(input.email, first);
  refused(keep(await api.anyone.post('/api/session', { email: input.email, password: wrong })));
  refused(keep(await api.anyone.post('/api/session', { email: input.email, password: wrong, unknown: wrong })));
  refused(keep(await cara.post('/api/session/password', { current: wrong, next: second })));
  secrets.push(cara.cookie?.split('=')[1] ?? '');
  keep(await cara.post('/api/session/password', { current: first, next: second }));
  secrets.push(cara.cookie?.split('=')[1] ?? '');
  await curfew.database.query('ALTER TABLE password RENAME TO away');
  expect(keep(await api.anyone.post('/api/session', { email: input.email, password: second })).status).toBe(500);
  expect(keep(await api.as('ada').post('/api/people', { ...input, email: 'c2@example.com' })).status).toBe(500);
  await curfew.database.query('ALTER TABLE away RENAME TO password');
  refused(
    keep(await api.anyone.post('/api/first-administrator', { ...input, token: 'canary-token', role: undefined })),
  );
  secrets.push('canary-token');

  const rows = await curfew.database.query('SELECT * FROM audit_row');
  const everything = [...curfew.log, JSON.stringify(rows), ...answers].join('\n');
  expect(curfew.log.length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => secret === '' || everything.includes(secret))).toEqual([]);
});
