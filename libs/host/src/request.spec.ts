import fc from 'fast-check';
import { Fault } from '#access/fault.js';
import { formatRequest, formatSetUpRequest, formatUninstallRequest } from './request.js';
import type { WantedGrant, WantedServer } from './wanted.js';

const UUID = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1';
const KEY = `ssh-ed25519 ${'A'.repeat(68)}`;

const grant = (change: object = {}): WantedGrant => ({
  grantId: UUID,
  keyNumber: 3,
  account: 'alice',
  accountKind: 'person',
  adopt: false,
  groups: ['web-ops', 'db-admins', 'web-ops'],
  untilSeconds: 1_795_000_000,
  allows: ['pty', 'port-forwarding'],
  ...change,
});

const server = (change: object = {}): WantedServer => ({
  installationId: UUID,
  connectorId: UUID.replace('1', '2'),
  generation: 7,
  nowSeconds: 1_794_000_000,
  userCaKeys: [KEY],
  grants: [grant()],
  ...change,
});

it('writes the order line by line, lists sorted and without doubles, closed by `end`', () => {
  const ended = [{ grantId: UUID.replace('1', '9'), account: 'bob' }];
  expect(formatRequest(server({ ended })).split('\n')).toEqual([
    'curfew-request 1 apply',
    `from ${UUID} ${UUID.replace('1', '2')}`,
    'generation 7',
    'now 1794000000',
    `ca ${KEY}`,
    `grant ${UUID} 3 alice person - 1795000000 port-forwarding,pty db-admins,web-ops`,
    `ended ${UUID.replace('1', '9')} bob`,
    'end',
    '',
  ]);
});

it('writes `-` for no groups and nothing allowed, and says when the account is adopted', () => {
  const text = formatRequest(
    server({ grants: [grant({ groups: [], allows: [], adopt: true, accountKind: 'existing' })] }),
  );
  expect(text).toContain(`grant ${UUID} 3 alice existing adopt 1795000000 - -\n`);
});

it('asks for a set-up and an uninstall in the name of one connector', () => {
  const client = { installationId: UUID, connectorId: UUID };
  expect(formatSetUpRequest(client)).toBe(`curfew-request 1 set-up\nfrom ${UUID} ${UUID}\nend\n`);
  expect(formatUninstallRequest(client)).toBe(`curfew-request 1 uninstall\nfrom ${UUID} ${UUID}\nend\n`);
});

const refuses = (change: object) => expect(() => formatRequest(server(change))).toThrow(Fault);

it('refuses every name that is not on the allow-list, of accounts and of groups, whatever it holds [I27]', () => {
  const names = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', 'a/b', '0', '1000', 'a#b', 'a,b', 'a b', 'a\n', 'a\nend', '-a', 'A', '', 'é', 'a'.repeat(33)),
  );
  fc.assert(
    fc.property(names, (name) => {
      fc.pre(!/^[a-z_][a-z0-9_-]{0,31}$/.test(name));
      refuses({ grants: [grant({ account: name })] });
      refuses({ grants: [grant({ groups: ['web-ops', name] })] });
      refuses({ ended: [{ grantId: UUID.replace('1', '8'), account: name }] });
    }),
    { numRuns: 200 },
  );
});

it('writes sudo rules behind their grant, as version 2; without any the request is one that older scripts read', () => {
  const sudoRoles = [{ name: 'look', commands: ['/usr/bin/id -u', '/usr/bin/env A=1'] }, { name: 'root-too', commands: ['ALL'] }]; // prettier-ignore
  const lines = formatRequest(server({ grants: [grant({ sudoRoles, groups: [] })] })).split('\n');
  expect(lines[0]).toBe('curfew-request 2 apply');
  expect(lines.slice(6, 9)).toEqual([
    `sudo ${UUID} look /usr/bin/env A=1`,
    `sudo ${UUID} look /usr/bin/id -u`,
    `sudo ${UUID} root-too ALL`,
  ]);
  expect(formatRequest(server({ grants: [grant({ sudoRoles: [] })] }))).toMatch(/^curfew-request 1 apply\n/);
});

it('says whose sessions may finish behind all else, as version 4; an older script is not told, and ends them', () => {
  const other = UUID.replace('1', '8');
  const wanted = server({
    grants: [grant({ finishUntilSeconds: 1_800_000_000 })],
    ended: [{ grantId: other, account: 'alice', finishUntilSeconds: 1_700_000_000 }],
  });
  expect(formatRequest(wanted)).toMatch(/^curfew-request 4 apply\n/);
  expect(formatRequest(wanted).split('\n').slice(-4)).toEqual([
    `finish ${UUID} 1800000000`,
    `finish ${other} 1700000000`,
    'end',
    '',
  ]);
  expect(formatRequest(wanted, 3)).toMatch(/^curfew-request 1 apply\n/);
  expect(formatRequest(wanted, 3)).not.toContain('finish');
  refuses({ grants: [grant({ finishUntilSeconds: -1 })] });
});

it('asks for the ends that the server holds, as version 5; an older script is not asked', () => {
  expect(
    formatRequest(server({ ends: true }))
      .split('\n')
      .slice(0, 5),
  ).toEqual([
    'curfew-request 5 apply',
    `from ${UUID} ${UUID.replace('1', '2')}`,
    'generation 7',
    'now 1794000000',
    'ends',
  ]);
  expect(formatRequest(server({ ends: true }), 4)).toBe(formatRequest(server()));
});

it('refuses sudo roles with a name or a command that no server may be given [I27]', () => {
  const role = (change: object) => refuses({ grants: [grant({ sudoRoles: [{ name: 'look', commands: ['/usr/bin/id'], ...change }] })] }); // prettier-ignore
  for (const name of ['', 'A', 'root', 'a b', 'a\nb', '..', 'Default']) role({ name });
  for (const command of [
    'id',
    '',
    '/usr/bin/*',
    '/usr/bin/id\nend',
    '/usr/bin/id "a"',
    '/usr/../x',
    '/usr/bin/id  -u',
    'ALL ALL',
  ])
    role({ commands: [command] });
  role({ commands: [] });
  role({ commands: Array.from({ length: 21 }, (_, n) => `/usr/bin/id ${n}`) });
  refuses({ grants: [grant({ sudoRoles: Array.from({ length: 33 }, (_, n) => ({ name: `r${n}`, commands: ['ALL'] })) })] }); // prettier-ignore
});

it('refuses reserved names, and ids, numbers, keys and options that are none', () => {
  for (const account of ['root', 'curfew', 'curfew-accounts', 'daemon']) refuses({ grants: [grant({ account })] });
  for (const grantId of ['', 'x', UUID.toUpperCase(), `${UUID}\n`]) refuses({ grants: [grant({ grantId })] });
  for (const number of [-1, 0.5, NaN, Infinity, 1e12, '7']) {
    refuses({ generation: number });
    refuses({ nowSeconds: number });
    refuses({ grants: [grant({ keyNumber: number })] });
    refuses({ grants: [grant({ untilSeconds: number })] });
  }
  for (const key of [`${KEY} comment`, `command="id" ${KEY}`, `${KEY}\n`, 'ssh-dss AAAA', ''])
    refuses({ userCaKeys: [key] });
  for (const option of ['command="id"', 'pty,', 'no-pty', '']) refuses({ grants: [grant({ allows: [option] })] });
  refuses({ grants: [grant({ accountKind: 'root' })] });
  refuses({ grants: [grant(), grant()] });
  refuses({ userCaKeys: [] });
  refuses({ grants: [grant({ groups: Array.from({ length: 33 }, (_, n) => `g${n}`) })] });
});
