import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Fault } from '#access/fault.js';
import { errorField } from './error-field.js';
import type { FileReference } from './secret-reference.js';

/** As large as AWS lets a secret be. */
const FILE_MAX_BYTES = 65_536;
/** Neither wait for a writer of a pipe nor follow a link that replaced the file meanwhile. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Secrets in files below one folder. Links that stay in the folder are followed, e.g. those of mounted secrets. */
export class FileSecrets {
  constructor(
    private readonly folder: string,
    private readonly warn: (message: string) => void,
  ) {}

  /** The text of the file. @throws Fault secret-unreachable, secret-not-found, secret-malformed */
  async read({ path }: FileReference): Promise<string> {
    try {
      const file = await open(await this.insideFolder(path), OPEN_FLAGS);
      try {
        return await this.readChecked(file, path);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw error instanceof Fault ? error : this.toFault(error, path);
    }
  }

  private async insideFolder(path: string): Promise<string> {
    const folder = await realpath(this.folder);
    const file = await realpath(join(folder, path));
    if (file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return file;
    throw new Fault('secret-unreachable', `The secret file ${path} leads out of the folder of secrets.`, {
      hint: `Put the file itself below ${this.folder} on the connector's machine.`,
    });
  }

  private async readChecked(file: FileHandle, path: string): Promise<string> {
    const { size, mode } = await file.stat().then((stat) => (stat.isFile() ? stat : Promise.reject(noFile(path))));
    if (size > FILE_MAX_BYTES) throw new Fault('secret-malformed', `The secret file ${path} is larger than 64 KiB.`);
    if (mode & 0o077) this.warn(`The secret file ${path} can be read by other accounts of the machine: run chmod 600.`);
    return file.readFile('utf8');
  }

  private toFault(error: unknown, path: string): Fault {
    const code = errorField(error, 'code') ?? 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return new Fault('secret-not-found', `There is no secret file ${path} on the connector's machine.`, {
        hint: `Put it below ${this.folder} there.`,
      });
    }
    const reason = code === 'EACCES' || code === 'EPERM' ? 'the connector may not read it' : code;
    return new Fault('secret-unreachable', `The secret file ${path} cannot be read: ${reason}.`, {
      hint: `Let the account of the connector read it: chown it, and chmod 600.`,
      detail: `${code} below ${this.folder}`,
    });
  }
}

const noFile = (path: string): Fault => new Fault('secret-not-found', `The secret ${path} is not a file.`);
