import fc from 'fast-check';
import { givesRoot, isSudoCommand, isSudoRoleName, rolesOf, sameRoles, sudoCommandProblem } from './sudo-role.js';

test.each([
  'ALL',
  '/usr/bin/id',
  '/usr/bin/systemctl restart nginx',
  '/usr/bin/systemctl restart getty@tty1.service',
  '/usr/bin/env A=b c:d,e f+g -x --long=/etc/x',
  '/opt/a.b/c_d+e@f-1',
])('%s is a command', (command) => {
  expect(sudoCommandProblem(command)).toBeUndefined();
});

test.each([
  '', ' ', 'all', 'ALL ALL', 'id', 'usr/bin/id', './id', '~/id', '/', '/usr/bin/', '//bin/id', '/usr//bin/id', '/usr/./id', '/usr/.',
  '/usr/../bin/id', '/usr/bin/cat /var/../etc/shadow', '/usr/bin/cat a..b', '/usr/bin/*', '/usr/bin/id *', '/usr/bin/id ?', '/usr/bin/id [a]',
  '/usr/bin/id !x', '/usr/bin/id "a"', "/usr/bin/id 'a'", '/usr/bin/id a\\', '/usr/bin/id  a', ' /usr/bin/id', '/usr/bin/id ', '/usr/bin/id\ta',
  '/usr/bin/id\n', '/usr/bin/id\nALL', '/usr/bin/id #', '/usr/bin/id %x', '/usr/bin/id ^a$', '/usr/bin/id $HOME', '/usr/bin/id `id`', '/usr/bin/id ;id',
  '/usr/bin/id a|b', '/usr/bin/id é', '/usr/bin/id \u202e', '/usr/bin/a,b', '/usr/bin/a=b', '/usr/bin/a:b', '!/usr/bin/id', 'sha256:x /usr/bin/id',
  'sudoedit /etc/hosts', '/usr/bin/sudoedit /etc/hosts', `/${'a'.repeat(256)}`, `/usr/bin/id${' a'.repeat(32)}`,
])('%j is none [I27] [I39]', (command) => {
  expect(sudoCommandProblem(command)).toEqual(expect.any(String));
}); // prettier-ignore

test('whatever is a command holds no byte that sudoers could take for something else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      for (const command of [text, `/usr/bin/id ${text}`, `/usr/bin/${text}`])
        if (isSudoCommand(command)) expect(command).toMatch(/^(ALL|\/[A-Za-z0-9_.+@/-]+( [A-Za-z0-9_.+@/=:,-]+)*)$/);
    }),
    { numRuns: 2000 },
  );
  expect(isSudoCommand(7)).toBe(false);
});

test('names follow the rules of permissions', () => {
  expect(['web-restart', 'Default', 'root', 'ALL', 'a b', ''].map(isSudoRoleName)).toEqual([true, false, false, false, false, false]); // prettier-ignore
});

test('the same roles are the same in any order, and one command more makes them others', () => {
  const a = { name: 'a', commands: ['/bin/x', '/bin/y'] };
  const b = { name: 'b', commands: ['ALL'] };
  expect(sameRoles([a, b], [b, { ...a, commands: ['/bin/y', '/bin/x', '/bin/x'] }])).toBe(true);
  expect(sameRoles([a], [{ ...a, commands: [...a.commands, '/bin/z'] }])).toBe(false);
  expect(sameRoles([a], [{ ...a, name: 'c' }])).toBe(false);
  expect(sameRoles([a], [a, b])).toBe(false);
  expect(rolesOf(['b', 'web-ops'], [a, b])).toEqual([b]);
  expect([givesRoot(a), givesRoot(b)]).toEqual([false, true]);
});
