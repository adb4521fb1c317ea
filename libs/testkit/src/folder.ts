import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './at-end.js';

/** A new empty folder that is removed when the test file has ended. Everybody may pass it (PostgreSQL as `nobody` must). */
export function givenFolder(name = 'test'): string {
  const folder = mkdtempSync(join(tmpdir(), `curfew-${name}-`));
  chmodSync(folder, 0o755);
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
