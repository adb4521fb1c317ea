import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '#access/fault.js';
import { fieldOf, wordsOf } from '../thrown.js';

/** A state folder that cannot be used, and what to do. */
export const unusable = (message: string, hint: string, cause?: unknown): Fault =>
  new Fault('state-unusable', message, { hint, cause, detail: cause === undefined ? undefined : wordsOf(cause) });

/**
 * Makes the state folder (0700) where it is missing, and checks that it is ours alone.
 * @throws Fault state-unusable
 */
export const openStateFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = statSync(folder);
    if (process.getuid !== undefined && found.uid !== process.getuid()) {
      throw unusable(`The state folder ${folder} belongs to another user.`, `Run: chown -R $(id -u) ${folder}`);
    }
    if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw unusable(
      `The state folder ${folder} cannot be made or read.`,
      'Set CURFEW_CONNECTOR_STATE to a folder that this user may write.',
      cause,
    );
  }
};

/** Writes a file (0600) so that a crash leaves either the old content or the new one, never half of it. */
export const writeDurably = (path: string, content: string): void => {
  const aside = `${path}.new`;
  const file = openSync(aside, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
  syncFolder(dirname(path));
};

/** Makes a rename inside the folder durable. */
export const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** The file's text, or undefined where there is none. */
export const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (fieldOf(cause, 'code') === 'ENOENT') return undefined;
    throw unusable(
      `The file ${path} cannot be read.`,
      'Check its owner and mode: it must be readable for this user.',
      cause,
    );
  }
};
