import { groupsOf, permissionsOf, withdrawnPermissions } from './resource.js';

const look = { name: 'look', commands: ['/bin/a', '/bin/b'] };

test('what is on offer: the user groups, or Default, then the sudo roles', () => {
  expect(permissionsOf({ userGroups: ['web-ops'], sudoRoles: [look] })).toEqual(['web-ops', 'look']);
  expect(permissionsOf({ userGroups: [], sudoRoles: [look] })).toEqual(['Default', 'look']);
  expect(groupsOf(['Default', 'web-ops', 'look'], [look])).toEqual(['web-ops']);
});

test.each([
  ['a role that is taken out', { userGroups: ['a'], sudoRoles: [] }, ['look']],
  ['a role that may less', { userGroups: ['a'], sudoRoles: [{ ...look, commands: ['/bin/a'] }] }, ['look']],
  ['a role that became a group', { userGroups: ['a', 'look'], sudoRoles: [] }, ['look']],
  ['a role in another order', { userGroups: ['a'], sudoRoles: [{ ...look, commands: ['/bin/b', '/bin/a'] }] }, []],
  ['a group that became a role', { userGroups: [], sudoRoles: [look, { ...look, name: 'a' }] }, ['a']],
])('%s is withdrawn or not', (_title, after, withdrawn) => {
  expect(withdrawnPermissions({ userGroups: ['a'], sudoRoles: [look] }, after)).toEqual(withdrawn);
});
