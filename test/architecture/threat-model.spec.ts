import { readRootFile } from './source-tree.js';

const table = readRootFile('docs/threat-model.md');
const named = [...table.matchAll(/`([\w./-]+\.spec\.ts)`: “([^”]+)”/g)].map(([, file, title]) => ({ file, title }));

/** As it stands in a source, where quotes in a title are escaped. */
const plain = (text: string): string => text.replaceAll('\\', '');

describe('docs/threat-model.md', () => {
  it('names tests', () => {
    expect(named.length).toBeGreaterThan(40);
  });

  it.each(named)('names a test that exists: $title', ({ file, title }) => {
    expect(plain(readRootFile(file))).toContain(title);
  });

  it('has a test for every invariant that it lists', () => {
    const rows = table.split('\n').filter((line) => /^\| I\d/.test(line));
    expect(rows.filter((row) => !row.includes('.spec.ts`: “'))).toEqual([]);
  });
});
