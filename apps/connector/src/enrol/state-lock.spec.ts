import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { lockStateFolder } from './state-lock.js';

const refusal = expect.objectContaining({
  code: 'state-unusable',
  message: expect.stringContaining('Another connector process') as string,
  hint: expect.stringContaining('CURFEW_CONNECTOR_STATE') as string,
}) as Error;
const givenHolder = (): { folder: string; path: string; content: string } => {
  const folder = givenFolder('state');
  atEnd(lockStateFolder(folder));
  const path = join(folder, 'lock');
  return { folder, path, content: readFileSync(path, 'utf8') };
};
const age = (path: string, seconds: number): void => {
  const then = new Date(Date.now() - seconds * 1_000);
  utimesSync(path, then, then);
};
const startOf = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
};

it('is released, and leaves nothing behind', () => {
  const folder = givenFolder('state');
  lockStateFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

it('refuses a folder that a live process holds, and takes it when that one is dead', async () => {
  const { folder, path, content } = givenHolder();
  const [, , place] = content.trim().split(' ');
  const child = spawn('sleep', ['60']);
  await new Promise((resolve) => child.once('spawn', resolve));
  const pid = child.pid ?? 0;
  writeFileSync(path, `${pid} ${startOf(pid)} ${place} x\n`);
  age(path, 3_600);
  expect(() => lockStateFolder(folder)).toThrow(refusal);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  lockStateFolder(folder)();
});

it('refuses a folder that a process of another container renews, whatever its number, and takes it when it does not any more', () => {
  const { folder, path } = givenHolder();
  writeFileSync(path, `${process.pid} ${startOf(process.pid)} another-boot/pid:[1] x\n`);
  expect(() => lockStateFolder(folder)).toThrow(refusal);
  age(path, 25);
  lockStateFolder(folder)();
});

it('takes a lock of an earlier version, which named no place, when its process is dead', () => {
  const folder = givenFolder('state');
  const dead = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
  writeFileSync(join(folder, 'lock'), `${dead} 12\n`);
  lockStateFolder(folder)();
  writeFileSync(join(folder, 'lock'), `1 ${startOf(1)}\n`);
  expect(() => lockStateFolder(folder)).toThrow(refusal);
});
