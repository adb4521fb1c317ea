import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GrantId } from '#access/ids.js';
import { givenFolder } from '#testkit/folder.js';
import { FROM_MS, givenGrant, SERVER } from '../connector.fixture.js';
import { type Ceiling, DEFAULT_CEILING, grantRefusal, serverRefusal } from './ceiling.js';
import { readCeiling } from './ceiling-file.js';

const ceiling = (more: Partial<Ceiling>): Ceiling => ({ ...DEFAULT_CEILING, ...more });
const ENDED = '0144231e-c306-46ae-8600-de84f20f462e' as GrantId;
const withSudo = (...commands: string[]) => givenGrant({ sudoRoles: [{ name: 'web-restart', commands }] });
const lasting = (seconds: number) => givenGrant({ untilIso: new Date(FROM_MS + seconds * 1000).toISOString() });

test.each<[string, Ceiling, ReturnType<typeof givenGrant>, string | undefined]>([
  ['without a file 30 days are allowed', DEFAULT_CEILING, lasting(30 * 86_400), undefined],
  ['without a file a second more is refused', DEFAULT_CEILING, lasting(30 * 86_400 + 1), 'above-ceiling'],
  ['a group of the list is allowed', ceiling({ groups: ['web-*'] }), givenGrant(), undefined],
  ['a group outside the list is refused', ceiling({ groups: ['db-*'] }), givenGrant(), 'above-ceiling'],
  ['a grant that is named as ended is over', ceiling({ ended: [ENDED] }), givenGrant({ grantId: ENDED }), 'grant-not-active'], // prettier-ignore
  ['and no other', ceiling({ ended: [ENDED] }), givenGrant(), undefined],
  ['an empty list allows nothing', ceiling({ accounts: [] }), givenGrant(), 'above-ceiling'],
  ['an account outside the list is refused', ceiling({ accounts: ['deploy'] }), givenGrant(), 'above-ceiling'],
  ['root is refused under every ceiling', DEFAULT_CEILING, givenGrant({ account: 'root' }), 'account-not-allowed'],
  [
    'a reserved group is refused under every ceiling',
    DEFAULT_CEILING,
    givenGrant({ groups: ['root'] }),
    'account-not-allowed',
  ],
  [
    'a sudo role is refused where the ceiling does not speak of sudo',
    DEFAULT_CEILING,
    withSudo('/usr/bin/id'),
    'above-ceiling',
  ],
  ['a grant without sudo is allowed there', DEFAULT_CEILING, givenGrant({ sudoRoles: [] }), undefined],
  [
    'a command of the list is allowed',
    ceiling({ sudo: ['/usr/bin/systemctl *'] }),
    withSudo('/usr/bin/systemctl restart nginx'),
    undefined,
  ],
  [
    'a command without its arguments is another one',
    ceiling({ sudo: ['/usr/bin/systemctl *'] }),
    withSudo('/usr/bin/systemctl'),
    'above-ceiling',
  ],
  [
    'one command outside the list refuses all',
    ceiling({ sudo: ['/usr/bin/id'] }),
    withSudo('/usr/bin/id', '/usr/bin/env'),
    'above-ceiling',
  ],
  ['the star does not stand for ALL', ceiling({ sudo: ['*'] }), withSudo('ALL'), 'above-ceiling'],
  ['ALL is allowed where it is written', ceiling({ sudo: ['ALL'] }), withSudo('ALL'), undefined],
  ['ALL in the list allows no other command', ceiling({ sudo: ['ALL'] }), withSudo('/usr/bin/id'), 'above-ceiling'],
  [
    'a command with a wildcard is refused under every ceiling',
    ceiling({ sudo: ['*', 'ALL'] }),
    withSudo('/usr/bin/*'),
    'above-ceiling',
  ],
  [
    'a command with a line end is refused under every ceiling',
    ceiling({ sudo: ['*', 'ALL'] }),
    withSudo('/usr/bin/id\nALL'),
    'above-ceiling',
  ],
])('%s', (_title, limits, grant, code) => {
  expect(grantRefusal(limits, grant)?.code).toBe(code);
});

test.each([
  ['*', true],
  ['web-1.example.com', true],
  ['*.example.com', true],
  ['web-*.com', true],
  ['*.example.org', false],
  ['web-1', false],
  ['web-1.example.com*web-1.example.com', false],
])('the server pattern %s', (pattern, allowed) => {
  expect(serverRefusal(ceiling({ servers: [pattern] }), SERVER) === undefined).toBe(allowed);
});

test('the login account has its own list', () => {
  expect(serverRefusal(ceiling({ logins: ['curfew'] }), { ...SERVER, user: 'root' })?.message).toContain('root');
});

test('a ceiling file limits what it names and nothing else, but for the longest time', () => {
  const path = join(givenFolder('ceiling'), 'ceiling.json');
  writeFileSync(path, '{"groups":["web-ops"]}');
  expect(readCeiling(path)).toEqual({ ...DEFAULT_CEILING, groups: ['web-ops'] });
});

test.each([
  ['{', 'is not JSON'],
  ['[]', 'not a JSON object'],
  ['{"group":["a"]}', '"group" is no field'],
  ['{"groups":"a"}', 'groups is not a list'],
  ['{"servers":["a","B C"]}', 'servers[1]'],
  ['{"sudo":["/bin/x *","systemctl"]}', 'sudo[1]'],
  ['{"longestSeconds":"3600"}', 'longestSeconds'],
  ['{"longestSeconds":0}', 'longestSeconds'],
])('the bad ceiling file %s stops the start and names what is wrong', (text, reason) => {
  const path = join(givenFolder('ceiling'), 'ceiling.json');
  writeFileSync(path, text);
  expect(() => readCeiling(path)).toThrow(
    expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(reason) }),
  );
});

test('a ceiling file that is named but missing stops the start', () => {
  expect(() => readCeiling('/nowhere/ceiling.json')).toThrow(expect.objectContaining({ code: 'config-invalid' }));
});
