import fc from 'fast-check';
import { Fault, type WrongField } from '#access/fault.js';
import { readServersList, type ServerEntry, SERVERS_MAX } from './servers-list.js';

const read = (list: unknown, user = 'curfew'): ServerEntry[] => readServersList(list, user);

const wrongOf = (list: unknown): readonly WrongField[] => {
  try {
    read(list);
  } catch (error) {
    if (error instanceof Fault && error.code === 'servers-list-invalid') return error.fields ?? [];
    throw error;
  }
  throw new Error('the list was taken');
};

/** The only mistake of a list. */
const onlyWrong = (list: unknown): WrongField => {
  const wrong = wrongOf(list);
  expect(wrong).toHaveLength(1);
  return wrong[0];
};

const server = (fields: Record<string, unknown>): Record<string, unknown> => ({
  name: 'db',
  host: 'db.example',
  ...fields,
});

describe('a good list of servers', () => {
  it('fills in the default user and port 22', () => {
    expect(read([{ name: 'My Server 1', host: '10.0.0.1' }])).toEqual([
      { name: 'My Server 1', host: '10.0.0.1', user: 'curfew', port: 22, tags: {} },
    ]);
  });

  it("takes the integration's own default user, so that lists made for another product work unchanged", () => {
    expect(read([server({})], 'apono')[0].user).toBe('apono');
  });

  it('may be text, also with a byte order mark', () => {
    expect(read('\uFEFF[{"name":"a","host":"b"}]')).toHaveLength(1);
  });

  it('may be empty', () => {
    expect(read('[]')).toEqual([]);
  });

  it('takes root and ec2-user as logins of the connector', () => {
    expect(
      read([server({ user: 'root' }), { name: 'b', host: 'b', user: 'ec2-user' }]).map(({ user }) => user),
    ).toEqual(['root', 'ec2-user']);
  });

  it.each([[2222], ['2222']])('takes the port %p', (port) => {
    expect(read([server({ port })])[0].port).toBe(2222);
  });

  it.each([
    [['env=prod', 'critical', 'note=a=b'], { env: 'prod', critical: '', note: 'a=b' }],
    [
      { env: 'prod', empty: '' },
      { env: 'prod', empty: '' },
    ],
    [[], {}],
  ])('takes the tags %j', (tags, expected) => {
    expect(read([server({ tags })])[0].tags).toEqual(expected);
  });

  it.each([
    '10.0.0.1',
    'fe80::1',
    '::1',
    'db',
    'db-1.example.com',
    'db_1.example.com',
    'DB.Example.',
    'xn--bcher-kva.example',
  ])('takes the host %s', (host) => {
    expect(read([server({ host })])[0].host).toBe(host);
  });

  it('takes one host on two ports', () => {
    expect(read([server({}), server({ name: 'db2', port: 2222 })])).toHaveLength(2);
  });

  it('takes 10,000 servers', () => {
    const list = Array.from({ length: SERVERS_MAX }, (_, n) => ({ name: `s${n}`, host: `h${n}` }));
    expect(read(JSON.stringify(list))).toHaveLength(SERVERS_MAX);
  });
});

describe('a bad list of servers', () => {
  it('names entry, server, field and reason', () => {
    expect(onlyWrong([server({}), { name: 'My Server 2' }])).toEqual({
      path: 'servers[1].host',
      reason: 'server My Server 2: is missing',
    });
  });

  it('names all mistakes of all entries at once', () => {
    const list = [{ host: 'a b' }, 7, server({ port: 0, user: 'Root', colour: 'red', tags: ['a', 'a'] })];
    expect(wrongOf(list).map(({ path }) => path)).toEqual([
      'servers[0].name',
      'servers[0].host',
      'servers[1]',
      'servers[2].colour',
      'servers[2].user',
      'servers[2].port',
      'servers[2].tags[1]',
    ]);
  });

  it.each([
    ['{', 'is not JSON'],
    ['', 'is not JSON'],
    ['{"name":"a","host":"b"}', 'must be a JSON array'],
    [null, 'must be a JSON array'],
    [Array.from({ length: SERVERS_MAX + 1 }, () => server({})), '10001 servers'],
  ])('that is no list at all says so', (list, reason) => {
    const wrong = onlyWrong(list);
    expect(wrong.path).toBe('servers');
    expect(wrong.reason).toContain(reason);
  });

  it.each([
    ['', 'empty'], [' db', 'blank'], ['a\u0000b', 'control'], ['a\u202Eb', 'invisible'], ['a\nb', 'control'],
    ['x'.repeat(201), 'at most 200'], [7, 'must be a text'], [null, 'must be a text'],
  ])('has the name %p', (name, reason) => { expect(onlyWrong([server({ name })])).toMatchObject({ path: 'servers[0].name', reason: expect.stringContaining(reason) as string }); }); // prettier-ignore

  it.each([
    '', '-oProxyCommand=x', 'a b', 'a;b', 'a/b', 'ssh://a', 'root@a', 'a:22', '[::1]', '[::1]:22', '10.0.0', '10.0.0.256', '0x7f',
    'fe80::1%eth0', 'a..b', '-a.b', 'a-.b', 'x'.repeat(64), `${'x.'.repeat(127)}yy`, 'a\n', 'bücher.example', 7, null,
  ])('has the host %p', (host) => { expect(onlyWrong([server({ host })]).path).toBe('servers[0].host'); }); // prettier-ignore

  it.each([0, -1, 65_536, 22.5, '22a', ' 22', '', '0x16', '1e3', true, null, [22]])('has the port %p', (port) => {
    expect(onlyWrong([server({ port })]).path).toBe('servers[0].port');
  });

  it.each(['', 'Root', 'a b', '-x', '1x', 'a'.repeat(33), 'a/b', 'ro\u00f6t', 7, null])('has the user %p', (user) => {
    expect(onlyWrong([server({ user })]).path).toBe('servers[0].user');
  });

  it.each([
    ['env=prod', 'servers[0].tags'], [7, 'servers[0].tags'], [null, 'servers[0].tags'], [[7], 'servers[0].tags[0]'],
    [['=x'], 'servers[0].tags[0]'], [['a=\u0007'], 'servers[0].tags[0]'], [{ env: 7 }, 'servers[0].tags.env'],
    [{ env: { a: 'b' } }, 'servers[0].tags.env'], [{ 'a=b': '' }, 'servers[0].tags'], [{ env: 'x'.repeat(257) }, 'servers[0].tags.env'],
    [Array.from({ length: 51 }, (_, n) => `t${n}`), 'servers[0].tags'],
  ])('has the tags %j', (tags, path) => { expect(onlyWrong([server({ tags })]).path).toBe(path); }); // prettier-ignore

  it('that smuggles __proto__ as a field or a tag is refused', () => {
    expect(onlyWrong('[{"name":"a","host":"b","__proto__":{"user":"root"}}]').path).toBe('servers[0].__proto__');
    expect(onlyWrong('[{"name":"a","host":"b","tags":{"__proto__":"x"}}]').path).toBe('servers[0].tags.__proto__');
    expect(onlyWrong('[{"name":"a","host":"b","tags":["__proto__=x"]}]').path).toBe('servers[0].tags[0]');
    expect(onlyWrong('[{"name":"a","host":"b","constructor":"x"}]').path).toBe('servers[0].constructor');
  });

  it('that names a server twice says which entry was first', () => {
    expect(onlyWrong([server({}), server({ host: 'other' })]).reason).toContain('entry 0');
  });

  it('that names one address twice says so, whatever the login, the case of the host and the form of the port', () => {
    const wrong = onlyWrong([server({}), { name: 'other', host: 'DB.example.', port: '22', user: 'root' }]);
    expect(wrong).toMatchObject({ path: 'servers[1].host', reason: expect.stringContaining('entry 0') as string });
  });

  it('shows characters that would disturb the reader as symbols', () => {
    expect(onlyWrong([server({ name: 'a\u001B[31mb' })]).reason).not.toContain('\u001B');
  });

  it('of thousands of mistakes names the first thousand and how many are left', () => {
    const wrong = wrongOf(Array.from({ length: 1500 }, () => ({ host: 'a' })));
    expect(wrong).toHaveLength(1001);
    expect(wrong.at(-1)?.reason).toContain('500 more');
  });
});

describe('any list at all', () => {
  it('is taken whole or refused with paths; nothing else is thrown', () => {
    const entry = fc.record({ name: fc.anything(), host: fc.anything(), user: fc.anything(), port: fc.anything(), tags: fc.anything() }, { requiredKeys: [] }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, fc.anything())), (list) => {
        try {
          expect(read(list)).toHaveLength(list.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 'servers-list-invalid' });
        }
      }),
    );
  });
});

describe("another product's example list", () => {
  const example = `[
    {"name": "My Server 1", "host": "10.0.100.1", "user": "ec2-user"},
    {"name": "My Server 4", "host": "10.0.100.4", "user": "root"}
  ]`;

  it('imports as it is', () => {
    expect(read(example).map(({ name, user, port }) => [name, user, port])).toEqual([
      ['My Server 1', 'ec2-user', 22],
      ['My Server 4', 'root', 22],
    ]);
  });
});
