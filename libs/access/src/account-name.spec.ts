import fc from 'fast-check';
import { accountNameFor } from './account-name.js';
import { isLinuxName, RESERVED_NAMES } from './linux-names.js';

const nobody = () => false;

describe('the account name of a person', () => {
  it.each([
    ['rita@example.com', 'rita'],
    ['First.Last@example.com', 'first-last'],
    ['first_last@example.com', 'first_last'],
    ['o’neill@example.com', 'oneill'],
    ["o'neill@example.com", 'o-neill'],
    ['rita+aws@example.com', 'rita'],
    ['+rita@example.com', 'rita'],
    ['jörg.müller@example.com', 'jorg-muller'],
    ['Søren.Æble@example.com', 'soren-aeble'],
    ['STRAßE@example.com', 'strasse'],
    ['ﬁona@example.com', 'fiona'],
    ['007@example.com', 'u007'],
    ['4.ever@example.com', 'u4-ever'],
    ['李雷@example.com', 'person'],
    ['..@example.com', 'person'],
    ['-rf@example.com', 'rf'],
    ['a..b@example.com', 'a-b'],
    ['a/../b@example.com', 'a-b'],
    ['"a@b"@example.com', 'a-b'],
    ['root@example.com', 'root-2'],
    ['curfew@example.com', 'curfew-2'],
    ['www.data@example.com', 'www-data-2'],
    ['Rita Request', 'rita-request'],
    ['', 'person'],
    [`${'a'.repeat(40)}@example.com`, 'a'.repeat(32)],
    [`${'a'.repeat(31)}.b@example.com`, 'a'.repeat(31)],
  ])('of %s is %s', (address, name) => {
    expect(accountNameFor(address, nobody)).toBe(name);
  });

  it('gets the next free number when it is taken', () => {
    const taken = new Set(['rita', 'rita-2']);
    expect(accountNameFor('rita@example.com', (name) => taken.has(name))).toBe('rita-3');
  });

  it('makes room for the number in a name of full length', () => {
    const full = 'a'.repeat(32);
    expect(accountNameFor(`${full}@example.com`, (name) => name === full)).toBe(`${'a'.repeat(30)}-2`);
  });

  it('matches the pattern and is not reserved, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const name = accountNameFor(text, nobody);
        expect(isLinuxName(name)).toBe(true);
        expect(RESERVED_NAMES.has(name)).toBe(false);
      }),
    );
  });
});
