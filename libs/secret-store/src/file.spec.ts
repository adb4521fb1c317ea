import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '#access/fault.js';
import { openSecretStores, type SecretValues } from './secret-store.js';

const CANARY = 'canary-that-no-error-may-hold';
let base: string;
let folder: string;
let warnings: string[];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'curfew-secrets-'));
  folder = join(base, 'secrets');
  await mkdir(folder);
  warnings = [];
});
afterEach(() => rm(base, { recursive: true, force: true }));

const write = (path: string, text: string, mode = 0o600): Promise<void> => writeFile(path, text, { mode });
const read = (path: string): Promise<SecretValues> =>
  openSecretStores({ secretsFolder: folder, warn: (message) => warnings.push(message) }).read({ store: 'file', path });

const faultOf = async (path: string): Promise<Fault> => {
  const fault: unknown = await read(path).then(
    () => new Error('no fault'),
    (error: unknown) => error,
  );
  if (!(fault instanceof Fault)) throw fault;
  expect(JSON.stringify([fault.message, fault.hint, fault.detail, String(fault.cause), fault.stack])).not.toContain(
    CANARY,
  );
  return fault;
};

it('reads the texts of a JSON file, also in a folder below, and leaves what is no text', async () => {
  await mkdir(join(folder, 'ssh'));
  await write(join(folder, 'ssh', 'production.json'), '\uFEFF{"base64_private_key":"AAAA","port":22,"__proto__":"x"}');
  const values = await read('ssh/production.json');
  expect(Object.entries(values)).toEqual([['base64_private_key', 'AAAA'], ['__proto__', 'x']]); // prettier-ignore
  expect(warnings).toEqual([]);
});

it('follows links that stay in the folder, as mounted secrets have them', async () => {
  await mkdir(join(folder, '..data-1'));
  await write(join(folder, '..data-1', 'key.json'), '{"a":"b"}');
  await symlink('..data-1', join(folder, '..data'));
  await symlink('..data/key.json', join(folder, 'key.json'));
  await expect(read('key.json')).resolves.toEqual({ a: 'b' });
});

it('warns of a file that others can read, and reads it', async () => {
  await write(join(folder, 'open.json'), '{"a":"b"}');
  await chmod(join(folder, 'open.json'), 0o644);
  await expect(read('open.json')).resolves.toEqual({ a: 'b' });
  expect(warnings).toEqual([expect.stringContaining('open.json')]);
});

it('does not leave the folder by a link or by dots', async () => {
  await write(join(base, 'outside.json'), `{"a":"${CANARY}"}`);
  await symlink('../outside.json', join(folder, 'link.json'));
  await symlink(base, join(folder, 'up'));
  for (const path of ['link.json', 'up/outside.json', '../outside.json']) {
    expect((await faultOf(path)).message).toContain('leads out of the folder');
  }
});

it('does not take a neighbour folder whose name begins alike', async () => {
  await mkdir(`${folder}-other`);
  await write(join(`${folder}-other`, 'key.json'), `{"a":"${CANARY}"}`);
  expect((await faultOf('../secrets-other/key.json')).code).toBe('secret-unreachable');
});

it('tells apart what is missing, no file, no JSON and too large', async () => {
  await mkdir(join(folder, 'folder'));
  await write(join(folder, 'text'), CANARY);
  await write(join(folder, 'broken'), `{"a":"${CANARY}`);
  await write(join(folder, 'list'), `["${CANARY}"]`);
  await write(join(folder, 'large'), `{"a":"${CANARY.repeat(5000)}"}`);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const codes = await Promise.all(
    ['none', 'text/none', 'folder', 'pipe', 'text', 'broken', 'list', 'large'].map(
      async (path) => (await faultOf(path)).code,
    ),
  );
  const [missing, malformed] = ['secret-not-found', 'secret-malformed'];
  expect(codes).toEqual([missing, missing, missing, missing, malformed, malformed, malformed, malformed]);
});

it('says that the connector may not read a file', async () => {
  await write(join(folder, 'key.json'), '{}');
  await chmod(folder, 0o700);
  await chmod(join(folder, 'key.json'), 0o000);
  await chmod(base, 0o755);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    await chmod(folder, 0o755);
    process.seteuid?.(65534); // root may read everything
  }
  try {
    const fault = await faultOf('key.json');
    expect([fault.code, fault.message]).toEqual(['secret-unreachable', expect.stringContaining('may not read it')]);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
