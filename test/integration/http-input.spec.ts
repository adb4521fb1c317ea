import { request } from 'node:http';
import { givenCurfew, refused } from '#testkit/given.js';
import type { Problem } from '../../apps/control-plane/src/http/problem.js';

let curfew: Awaited<ReturnType<typeof givenCurfew>>;
beforeAll(async () => {
  curfew = await givenCurfew('rita');
});

/** Sends bytes as they are, as ada: what fetch would put right stays wrong. */
const raw = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; problem: Problem; allow?: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(curfew.url);
    const cookie = curfew.api.as('ada').cookie ?? '';
    const call = request({ host: '127.0.0.1', port, method, path, headers: { cookie, ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const problem = (text.startsWith('{') ? JSON.parse(text) : { message: text }) as Problem;
        resolve({ status: answer.statusCode ?? 0, problem, allow: answer.headers.allow });
      });
    });
    call.on('error', reject);
    call.end(body);
  });

const JSON_TYPE = { 'content-type': 'application/json' };
const NEW = '{"displayName":"X","email":"x@example.com","role":"member"';

describe('an input', () => {
  it.each([
    ['an unknown field', `${NEW},"disabled":true}`, 'disabled', 'is not known here'],
    ['a field of an object in it', `${NEW},"attributes":{"a":1}}`, 'attributes', 'must be at most 50 pairs'],
    ['a missing field', '{"displayName":"X","role":"member"}', 'email', 'is missing'],
    [
      'too long a text',
      `{"displayName":"${'x'.repeat(101)}","email":"x@example.com","role":"member"}`,
      'displayName',
      'must have at most 100 characters',
    ],
    [
      'a control character',
      `{"displayName":"a\\u001bb","email":"x@example.com","role":"member"}`,
      'displayName',
      'must not hold control characters',
    ],
    [
      'text that turns around',
      `{"displayName":"a\\u202eb","email":"x@example.com","role":"member"}`,
      'displayName',
      'must not hold control characters',
    ],
    ['another type', `{"displayName":["X"],"email":"x@example.com","role":"member"}`, 'displayName', 'must'],
    [
      'an unknown word',
      `{"displayName":"X","email":"x@example.com","role":"root"}`,
      'role',
      'must be one of administrator, member',
    ],
    ['an id that is none', `${NEW},"managerId":"1"}`, 'managerId', 'must be an id'],
  ])('with %s is refused, and the field is named', async (_, body, path, reason) => {
    const { status, problem } = await raw('POST', '/api/people', JSON_TYPE, body);
    expect([status, problem.code]).toEqual([400, 'input-invalid']);
    const field = problem.fields?.find((one) => one.path === path);
    expect(field?.reason).toContain(reason);
  });

  it.each([
    ['not JSON', '{"displayName"', 400],
    ['empty', '', 400],
    ['with __proto__', `${NEW},"__proto__":{"role":"administrator"}}`, 400],
    ['with __proto__ deeper', `${NEW},"attributes":{"__proto__":{"a":"b"}}}`, 400],
    ['with constructor.prototype', `${NEW},"constructor":{"prototype":{"a":1}}}`, 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['larger than 1 MiB', `{"displayName":"${'x'.repeat(1024 * 1024)}"}`, 413],
  ])('that is %s is refused as a problem', async (_, body, expected) => {
    const { status, problem } = await raw('POST', '/api/people', JSON_TYPE, body);
    expect([status, problem.status, problem.code]).toEqual([expected, expected, 'input-invalid']);
    expect(JSON.stringify(problem)).not.toMatch(/FST_|at .*\.js|node_modules/);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'of type %s is refused: forms of other sites can send it',
    async (type) => {
      const { status, problem } = await raw('POST', '/api/people', { 'content-type': type }, `${NEW}}`);
      expect([status, problem.code]).toEqual([415, 'input-invalid']);
    },
  );

  it.each(['/api/people/1', '/api/people/..%2f', `/api/people/${'a'.repeat(150)}`, '/api/people/%00'])(
    'whose id is none (%s) is refused',
    async (path) => {
      const { status, problem } = await raw('GET', path, {});
      expect([status, problem.fields?.[0].path]).toEqual([400, 'id']);
    },
  );

  it.each(['limit=0', 'limit=201', 'limit=x', 'offset=-1', 'unknown=1', 'search=a&search=b'])(
    'of a list with ?%s is refused',
    async (query) => {
      expect(refused(await curfew.api.as('ada').get(`/api/people?${query}`)).status).toBe(400);
    },
  );
});

describe('an address', () => {
  it('that does not exist answers a problem', async () => {
    expect((await raw('GET', '/api/nothing', {})).problem).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('that takes other kinds of calls says which', async () => {
    const { status, allow } = await raw('PUT', '/api/people', JSON_TYPE, '{}');
    expect([status, allow]).toEqual([405, 'GET, POST']);
  });

  it('that is malformed answers without internals', async () => {
    const { status, problem } = await raw('GET', '/api/people/%E0%A4%A', {});
    expect(status).toBe(400);
    expect(JSON.stringify(problem)).not.toMatch(/FST_|\.js/);
  });
});

describe('an answer', () => {
  it('has a policy that lets nothing in from elsewhere, and is not kept', async () => {
    const { headers } = await curfew.api.as('ada').get('/api/people');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff']);
  });

  it('to what Curfew itself got wrong says nothing of the inside, and the log does', async () => {
    const rita = curfew.api.as('rita');
    await curfew.database.query('ALTER TABLE team_member RENAME TO away');
    const answer = await rita.get('/api/session');
    await curfew.database.query('ALTER TABLE away RENAME TO team_member');
    expect(refused(answer)).toEqual({
      status: 500,
      code: 'internal-error',
      message: 'Curfew itself failed at this call.',
      hint: expect.stringContaining('log') as string,
    });
    expect(curfew.log.join('')).toContain('relation \\"team_member\\" does not exist');
  });
});
