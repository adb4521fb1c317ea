import { Injectable } from '@nestjs/common';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlPlaneConfig } from '../config.js';

/** The file in the data folder that holds the first administrator's token; only the owner of the process reads it. */
@Injectable()
export class FirstAdministratorFile {
  private readonly path: string;

  constructor(config: ControlPlaneConfig) {
    this.path = join(config.dataFolder, 'first-administrator-token');
  }

  read(): string | undefined {
    try {
      return readFileSync(this.path, 'utf8').trim() || undefined;
    } catch {
      return undefined;
    }
  }

  /** Written aside and renamed, so that an older file's mode never counts. */
  write(token: string): void {
    const aside = `${this.path}.new`;
    rmSync(aside, { force: true });
    writeFileSync(aside, `${token}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(aside, this.path);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
