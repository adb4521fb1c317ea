import { formatRequest } from '#host/request.js';
import { curfewHostVersion, requestVersionOf } from '#host/script.js';
import type { WantedServer } from '#host/wanted.js';
import { givenGrant, IDENTITY } from '../../connector.fixture.js';
import { heldBack, isTooOld, itsVersion, sayable } from './script-version.js';
import { newMemory, type ServerMemory } from './server-memory.js';

const plain = { ...givenGrant(), allows: [], untilSeconds: 2, sudoRoles: [] };
const withSudo = {
  ...plain,
  grantId: 'aaaaaaaa-aaaa-4aaa-8aaa-000000000002',
  sudoRoles: [{ name: 'who', commands: ['/usr/bin/id'] }],
};
const wanted: WantedServer = { ...IDENTITY, generation: 1, nowSeconds: 1, userCaKeys: [`ssh-ed25519 ${'A'.repeat(68)}`], grants: [plain, withSudo] }; // prettier-ignore

const serverWith = (scriptVersion: string | null): ServerMemory => {
  const memory = newMemory();
  memory.found.scriptVersion = scriptVersion;
  return memory;
};

test.each([
  [null, [plain.grantId, withSudo.grantId], '2', false],
  [curfewHostVersion(), [plain.grantId, withSudo.grantId], '2', false],
  ['7-0123456789ab', [plain.grantId, withSudo.grantId], '2', false],
  ['1-0123456789ab', [plain.grantId], '1', false],
  ['0-0123456789ab', [], '0', true],
])(
  'a script %s is told what it knows, in its version, and the rest is held back with the reason',
  (version, told, says, tooOld) => {
    const memory = serverWith(version);
    const said = sayable(wanted, memory, () => false);
    expect(said.grants.map(({ grantId }) => grantId)).toEqual(told);
    expect(formatRequest(said, itsVersion(memory))).toMatch(new RegExp(`^curfew-request ${says} apply\\n`));
    const held = heldBack(wanted, memory);
    expect([...told, ...held.map(({ grantId }) => grantId)].sort()).toEqual([plain.grantId, withSudo.grantId].sort());
    expect(held.every(({ fault, final }) => fault.code === 'host-script-version' && !final)).toBe(true);
    expect(isTooOld(memory)).toBe(tooOld);
  },
);

test.each([
  ['3-0123456789ab', [plain.grantId, withSudo.grantId], /^curfew-request 3 apply\n(.+\n)+hold\n/],
  ['2-0123456789ab', [plain.grantId], /^curfew-request 1 apply\n(?!(.+\n)*hold\n)/],
])(
  'a script %s that shall add nothing is told all that may stand there, or what is known to',
  (version, told, says) => {
    const memory = serverWith(version);
    const said = sayable({ ...wanted, hold: true }, memory, (id) => id === plain.grantId);
    expect(said.grants.map(({ grantId }) => grantId)).toEqual(told);
    expect(formatRequest(said, itsVersion(memory))).toMatch(says);
  },
);

test('a version of a script that says no number is none', () => {
  expect(requestVersionOf('abc')).toBeUndefined();
  expect(requestVersionOf(curfewHostVersion())).toBe(5);
});
