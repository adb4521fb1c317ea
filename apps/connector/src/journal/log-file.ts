import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault } from '#access/fault.js';
import { syncFolder } from '../enrol/state-folder.js';
import { fieldOf, wordsOf } from '../thrown.js';

/**
 * An append-only file of lines `<checksum> <JSON>`. A line is on disk before `append` resolves. The end of a line that a
 * crash cut off is dropped at the next open; damage anywhere else stops the start, because it is no work of a crash.
 */
export class LogFile {
  private constructor(
    private readonly path: string,
    private file: FileHandle,
    private goodBytes: number,
  ) {}

  /** Bytes on disk: what compaction is decided by. */
  get bytes(): number {
    return this.goodBytes;
  }

  /**
   * Opens or makes the file and gives its records in order.
   * @throws Fault state-unusable
   */
  static async open(path: string): Promise<{ log: LogFile; records: unknown[] }> {
    await rm(`${path}.new`, { force: true });
    const { records, goodBytes } = parseLog(await readOrEmpty(path), path);
    const file = await open(path, 'a', 0o600);
    await file.truncate(goodBytes);
    await file.sync();
    syncFolder(dirname(path));
    return { log: new LogFile(path, file, goodBytes), records };
  }

  /** Writes one record. When it fails (disk full), nothing of it stays in the file. */
  async append(record: unknown): Promise<void> {
    const line = encodeLine(record);
    try {
      await this.file.appendFile(line);
      await this.file.datasync();
      this.goodBytes += line.length;
    } catch (cause) {
      await this.file.truncate(this.goodBytes).catch(() => undefined);
      throw new Fault('state-unusable', 'The connector cannot write its journal.', {
        hint: 'Check that the disk of the state folder is neither full nor read-only. The connector tries again by itself.',
        detail: wordsOf(cause),
        cause,
      });
    }
  }

  /** Replaces the whole content by one record: written aside, then renamed, so that a crash leaves the old or the new. */
  async replaceWith(record: unknown): Promise<void> {
    const line = encodeLine(record);
    const aside = `${this.path}.new`;
    await rm(aside, { force: true });
    const file = await open(aside, 'ax', 0o600);
    try {
      await file.appendFile(line);
      await file.sync();
      await rename(aside, this.path);
    } catch (cause) {
      await file.close();
      throw cause;
    }
    // From the rename on this is the journal, whatever fails now: nothing may be appended to the old one.
    const old = this.file;
    this.file = file;
    this.goodBytes = line.length;
    await old.close().catch(() => undefined);
    syncFolder(dirname(this.path));
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

const CHECKSUM_LENGTH = 16;

const checksum = (json: string | Buffer): string =>
  createHash('sha256').update(json).digest('hex').slice(0, CHECKSUM_LENGTH);

/** One line of the file. JSON text holds no line break of its own. */
export const encodeLine = (record: unknown): Buffer => {
  const json = JSON.stringify(record);
  return Buffer.from(`${checksum(json)} ${json}\n`);
};

const decodeLine = (line: Buffer): { record: unknown } | undefined => {
  const json = line.subarray(CHECKSUM_LENGTH + 1);
  if (line.subarray(0, CHECKSUM_LENGTH).toString('latin1') !== checksum(json)) return undefined;
  try {
    return { record: JSON.parse(json.toString('utf8')) };
  } catch {
    return undefined;
  }
};

/** Gives the records up to the first line that is not whole. @throws Fault state-unusable if whole lines follow it. */
export const parseLog = (content: Buffer, path: string): { records: unknown[]; goodBytes: number } => {
  const records: unknown[] = [];
  let goodBytes = 0;
  let torn = false;
  for (let start = 0; start < content.length;) {
    const end = content.indexOf(0x0a, start);
    const decoded = end < 0 ? undefined : decodeLine(content.subarray(start, end));
    if (decoded !== undefined && torn) throw damaged(path, goodBytes);
    if (decoded === undefined) torn = true;
    else {
      records.push(decoded.record);
      goodBytes = end + 1;
    }
    start = end < 0 ? content.length : end + 1;
  }
  return { records, goodBytes };
};

const damaged = (path: string, offset: number): Fault =>
  new Fault('state-unusable', `The connector's journal ${path} is damaged after byte ${offset}.`, {
    hint: 'Restore it from a backup. Without one, empty the state folder and enrol the connector anew: servers keep ending by themselves what has expired.',
  });

const readOrEmpty = async (path: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch (cause) {
    if (fieldOf(cause, 'code') === 'ENOENT') return Buffer.alloc(0);
    throw new Fault('state-unusable', `The connector's journal ${path} cannot be read.`, {
      hint: 'Check the owner and mode of the state folder.',
      cause,
    });
  }
};
