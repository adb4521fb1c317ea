import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#access/fault.js';
import { makeEd25519Key, readPrivateKey, toOpensshPrivateKey, type PrivateKey } from '#ssh/private-key.js';

/** Name of the file in the state folder. Whoever has it can log in wherever a grant is in force. */
export const CA_KEY_FILE = 'user-ca-key';
const FILE_MAX_BYTES = 65_536;

/**
 * The user CA key of the state folder, made there (Ed25519, mode 0600) if there is none. A key that is there is never
 * replaced, however unusable.
 * @throws Fault state-unusable
 */
export async function loadOrMakeCaKey(stateFolder: string): Promise<PrivateKey> {
  const path = join(stateFolder, CA_KEY_FILE);
  try {
    return (await load(path)) ?? (await make(stateFolder, path));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw unusable(`The user CA key ${path} cannot be read or written: ${errorCode(error)}.`);
  }
}

async function load(path: string): Promise<PrivateKey | undefined> {
  const file = await openExisting(path);
  if (!file) return undefined;
  try {
    await refuseUnsafe(file, path);
    return readPrivateKey(await file.readFile('utf8'));
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'state-unusable') throw error;
    throw unusable(`The user CA key ${path} is damaged: ${error.message}`);
  } finally {
    await file.close();
  }
}

async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function refuseUnsafe(file: FileHandle, path: string): Promise<void> {
  const stat = await file.stat();
  if (!stat.isFile() || stat.size > FILE_MAX_BYTES) throw unusable(`The user CA key ${path} is not a key file.`);
  if (stat.uid !== process.geteuid?.()) throw unusable(`The user CA key ${path} belongs to another account.`);
  if (stat.mode & 0o077) {
    throw new Fault('state-unusable', `The user CA key ${path} can be read by other accounts of the machine.`, {
      hint: 'If nobody can have copied it, run chmod 600 on it; else end all grants, remove it, and start again.',
    });
  }
}

/** Written aside, brought to disk, then linked: a crash leaves a whole key or none, and of two starts the first wins. */
async function make(stateFolder: string, path: string): Promise<PrivateKey> {
  const aside = `${path}.${randomUUID()}.new`;
  try {
    await writeDurably(aside, toOpensshPrivateKey(makeEd25519Key(), 'curfew user CA'));
    await link(aside, path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(aside).catch(() => undefined);
  }
  await syncFolder(stateFolder);
  const key = await load(path);
  if (!key) throw unusable(`The user CA key ${path} is gone right after it was written.`);
  return key;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const unusable = (message: string): Fault =>
  new Fault('state-unusable', message, {
    hint: 'Restore it from a backup. Without one: end all grants, remove it, start again.',
  });

function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
