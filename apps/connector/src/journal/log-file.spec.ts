import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenFolder } from '#testkit/folder.js';
import { LogFile } from './log-file.js';

const written = async (records: unknown[]): Promise<{ path: string; bytes: Buffer }> => {
  const path = join(givenFolder('journal'), 'journal.log');
  const { log } = await LogFile.open(path);
  for (const record of records) await log.append(record);
  await log.close();
  return { path, bytes: readFileSync(path) };
};

const reopened = async (path: string): Promise<unknown[]> => {
  const { log, records } = await LogFile.open(path);
  await log.close();
  return records;
};

test('what was appended is there after a reopen', async () => {
  const { path } = await written([{ a: 1 }, { b: 'two\nlines' }]);
  expect(await reopened(path)).toEqual([{ a: 1 }, { b: 'two\nlines' }]);
});

test('a file cut off at any byte gives the whole records before the cut and can be appended to', async () => {
  const { path, bytes } = await written([{ n: 1 }, { n: 2, text: 'ü' }, { n: 3 }]);
  const ends = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1);
  for (let cut = 0; cut <= bytes.length; cut++) {
    writeFileSync(path, bytes.subarray(0, cut));
    const whole = ends.filter((end) => end <= cut).length;
    const { log, records } = await LogFile.open(path);
    expect(records).toHaveLength(whole);
    await log.append({ n: 'next' });
    await log.close();
    expect(await reopened(path)).toEqual([...records, { n: 'next' }]);
  }
});

test('a torn end of any garbage is dropped', async () => {
  const { path } = await written([{ n: 1 }]);
  appendFileSync(path, Buffer.from([0, 0, 0x0a, 0xff, 0x0a, 0]));
  expect(await reopened(path)).toEqual([{ n: 1 }]);
});

test('damage in the middle stops the start: no crash makes that', async () => {
  const { path, bytes } = await written([{ n: 1 }, { n: 2 }]);
  bytes[20] ^= 1;
  writeFileSync(path, bytes);
  await expect(LogFile.open(path)).rejects.toMatchObject({
    code: 'state-unusable',
    hint: expect.stringContaining('backup'),
  });
});

test('a compaction that was cut off leaves the old content, a finished one the new', async () => {
  const { path } = await written([{ n: 1 }, { n: 2 }]);
  writeFileSync(`${path}.new`, 'half');
  expect(await reopened(path)).toHaveLength(2);
  const { log } = await LogFile.open(path);
  await log.replaceWith({ all: true });
  await log.append({ n: 3 });
  await log.close();
  expect(await reopened(path)).toEqual([{ all: true }, { n: 3 }]);
});
