import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '#access/fault.js';
import { openSecretStores } from '#secret-store/secret-store.js';
import { makeKeyFile, readText, showPublicKey } from '#testkit/ssh-keygen.js';
import { UserCa } from './user-ca.js';
import { CA_KEY_FILE } from './user-ca-file.js';

let stateFolder: string;
let path: string;

beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'curfew-ca-'));
  path = join(stateFolder, CA_KEY_FILE);
});
afterEach(() => rm(stateFolder, { recursive: true, force: true }));

const open = (): Promise<UserCa> => UserCa.open({ stateFolder });
const refusal = async (work: Promise<unknown>): Promise<Fault> => {
  const fault: unknown = await work.then(
    () => new Error('it was opened'),
    (error: unknown) => error,
  );
  if (!(fault instanceof Fault)) throw fault;
  return fault;
};

/** Opens the user CA of a secret that holds a key made by ssh-keygen. */
const openSecret = async (...args: string[]): Promise<{ ca: Promise<UserCa>; publicLine: string }> => {
  const key = await makeKeyFile(stateFolder, 'key', ...args);
  const secret = { base64_ca_private_key: Buffer.from(await readText(key)).toString('base64') };
  await writeFile(join(stateFolder, 'ca.json'), JSON.stringify(secret), { mode: 0o600 });
  const store = openSecretStores({ secretsFolder: stateFolder, warn: () => undefined });
  const ca = UserCa.open({ stateFolder, secret: { store, reference: { store: 'file', path: 'ca.json' } } });
  return { ca, publicLine: await readText(`${key}.pub`) };
};

describe('the key of the state folder', () => {
  it('is made at the first start as a 0600 file that ssh-keygen reads, and kept', async () => {
    const first = await open();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await showPublicKey(await readText(path))).toContain(first.publicKeyLine);
    expect((await open()).publicKeyLine).toBe(first.publicKeyLine);
    expect(await readdir(stateFolder)).toEqual([CA_KEY_FILE]);
  });

  it('is one and the same for two starts at once', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    expect(one.publicKeyLine).toBe(two.publicKeyLine);
  });

  it.each([0o640, 0o604, 0o660, 0o601])('is refused with mode %o', async (mode) => {
    await open();
    await chmod(path, mode);
    const fault = await refusal(open());
    expect([fault.code, fault.message]).toEqual(['state-unusable', expect.stringContaining('other accounts')]);
  });

  it('is never replaced when it is damaged, and no part of it is told', async () => {
    await open();
    const text = await readText(path);
    const damaged = text.replace(/\n.{10}/, '\nAAAAAAAAAA');
    await writeFile(path, damaged);
    const fault = await refusal(open());
    expect(fault.code).toBe('state-unusable');
    const told = JSON.stringify([fault.message, fault.hint, fault.detail, String(fault.cause), fault.stack]);
    for (const line of text.split('\n').slice(1, -2)) expect(told).not.toContain(line.slice(0, 20));
    expect(await readFile(path, 'utf8')).toBe(damaged);
  });

  it('is refused as a link, as a folder and as an empty file', async () => {
    await symlink('/etc/hostname', path);
    expect((await refusal(open())).code).toBe('state-unusable');
    await rm(path);
    await mkdir(path);
    expect((await refusal(open())).code).toBe('state-unusable');
    await rm(path, { recursive: true });
    await writeFile(path, '', { mode: 0o600 });
    expect((await refusal(open())).code).toBe('state-unusable');
  });

  it('cannot be made in a folder that is not there', async () => {
    const fault = await refusal(UserCa.open({ stateFolder: join(stateFolder, 'none') }));
    expect([fault.code, fault.message]).toEqual(['state-unusable', expect.stringContaining('ENOENT')]);
  });
});

describe('the key of the secret store', () => {
  it.each([
    ['Ed25519', ['-t', 'ed25519']],
    ['ECDSA', ['-t', 'ecdsa', '-b', '384', '-m', 'PEM']],
    ['RSA', ['-t', 'rsa', '-b', '3072', '-m', 'PKCS8']],
  ])('may be %s, and nothing is written to the state folder', async (_, args) => {
    const { ca, publicLine } = await openSecret(...args);
    expect(publicLine).toContain((await ca).publicKeyLine);
    expect(await readdir(stateFolder)).not.toContain(CA_KEY_FILE);
  });

  it('may not be RSA below 3072 bits', async () => {
    const fault = await refusal((await openSecret('-t', 'rsa', '-b', '2048')).ca);
    expect([fault.code, fault.message]).toEqual(['public-key-weak', expect.stringContaining('user CA key')]);
  });

  it('that is missing makes no key instead', async () => {
    const store = openSecretStores({ secretsFolder: stateFolder, warn: () => undefined });
    const secret = { store, reference: { store: 'file', path: 'none.json' } as const };
    expect((await refusal(UserCa.open({ stateFolder, secret }))).code).toBe('secret-not-found');
    expect(await readdir(stateFolder)).toEqual([]);
  });
});
