import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** OpenSSH's own ssh-keygen: makes keys for tests and judges ours. */
export async function sshKeygen(...args: string[]): Promise<string> {
  const { stdout } = await run('ssh-keygen', args);
  return stdout;
}

/** Makes a key pair with ssh-keygen, e.g. `makeKeyFile(folder, 'id', '-t', 'ed25519')`. @returns the path of the private key */
export async function makeKeyFile(folder: string, name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  const passphrase = args.includes('-N') ? [] : ['-N', ''];
  await sshKeygen('-q', '-C', 'made for a test', ...args, ...passphrase, '-f', path);
  return path;
}

/** What `ssh-keygen -L` says of a certificate line. */
export const showCertificate = (line: string): Promise<string> => withFile(line, (path) => sshKeygen('-L', '-f', path));

/** The fingerprint that `ssh-keygen -l` gives to a public key line. */
export async function showFingerprint(line: string): Promise<string> {
  const shown = await withFile(line, (path) => sshKeygen('-l', '-f', path));
  return shown.split(' ')[1] ?? '';
}

/** The public key line that `ssh-keygen -y` reads out of a private key text. */
export const showPublicKey = (privateKey: string, passphrase = ''): Promise<string> =>
  withFile(privateKey, (path) => sshKeygen('-y', '-P', passphrase, '-f', path));

/** A fresh folder for keys, and how to take it away again. */
export async function keyFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'curfew-keys-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export const readText = (path: string): Promise<string> => readFile(path, 'utf8');

async function withFile<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await keyFolder();
  try {
    const path = join(folder.path, 'key');
    await writeFile(path, text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600 });
    return await use(path);
  } finally {
    await folder.remove();
  }
}
