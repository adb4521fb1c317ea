import { FAULT_CODES } from '#access/fault-codes.js';
import { readRootFile } from './source-tree.js';

/** The codes that begin a row of a table of docs/errors.md. */
const documented = (): string[] =>
  [...readRootFile('docs/errors.md').matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code]) => code);

describe('docs/errors.md', () => {
  it('explains every fault code, once', () => {
    expect(documented().sort()).toEqual(Object.keys(FAULT_CODES).sort());
  });

  it('gives each a cause and a remedy', () => {
    const rows = readRootFile('docs/errors.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(
      rows.filter((row) =>
        row
          .split('|')
          .slice(2, 4)
          .some((cell) => cell.trim().length < 5),
      ),
    ).toEqual([]);
  });
});
