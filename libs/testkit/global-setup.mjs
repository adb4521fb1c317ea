/**
 * Offers one embedded PostgreSQL (fsync off) to all test files of a jest run. It is started by the first test that asks for
 * a database, so that runs without one pay nothing, and belongs to jest's main process, so that it outlives the workers.
 * libs/testkit/src/postgres.ts asks, by a line over the Unix socket whose path is in CURFEW_TEST_POSTGRES.
 */
import { transformFile } from '@swc/core';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const libs = fileURLToPath(new URL('..', import.meta.url));

export default async function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'curfew-jest-'));
  chmodSync(folder, 0o755);
  let started;
  const server = createServer((socket) => {
    started ??= startPostgres(folder);
    started.then(
      (postgres) => socket.end(JSON.stringify({ connection: postgres.connection })),
      (error) => socket.end(JSON.stringify({ error: error.message })),
    );
    socket.on('error', () => undefined);
  });
  const path = join(folder, 'ask');
  await new Promise((resolve) => server.listen(path, resolve));
  server.unref();
  process.env.CURFEW_TEST_POSTGRES = path;
  globalThis.curfewTestRun = async () => {
    server.close();
    await (await started?.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function startPostgres(folder) {
  const compiled = join(folder, 'embedded-postgres');
  const source = join(libs, 'embedded-postgres/src');
  mkdirSync(compiled);
  writeFileSync(join(compiled, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(libs, '../node_modules'), join(compiled, 'node_modules'));
  const options = {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  };
  for (const name of readdirSync(source).filter((file) => /^[a-z-]+\.ts$/.test(file))) {
    const { code } = await transformFile(join(source, name), options);
    writeFileSync(join(compiled, name.replace(/ts$/, 'js')), code);
  }
  const { EmbeddedPostgres } = await import(pathToFileURL(join(compiled, 'embedded-postgres.js')).href);
  const postgres = new EmbeddedPostgres(join(folder, 'postgres'), { fsync: false, maxConnections: 200 });
  await postgres.start();
  return postgres;
}
