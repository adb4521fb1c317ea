/** Builds what is out of date: the programs into dist (tsc), the web app into dist/web (vite). */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quietly, ROOT, runScript, step } from './progress.mjs';

const PARTS = [
  {
    title: 'building the programs',
    stamp: 'dist/.programs',
    proof: 'dist/script/start.js',
    sources: [
      'apps/control-plane',
      'apps/connector',
      'libs',
      'migrations',
      'script',
      'package-lock.json',
      'tsconfig.json',
    ],
    argv: ['node_modules/typescript/bin/tsc', '-p', 'script/tsconfig.json'],
  },
  {
    title: 'building the web app',
    stamp: 'dist/.web',
    proof: 'dist/web/index.html',
    sources: ['apps/web', 'libs/access', 'libs/api-client', 'package-lock.json'],
    argv: ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn'],
  },
];

export async function build() {
  for (const part of PARTS) await buildPart(part);
}

async function buildPart({ title, stamp, proof, sources, argv }) {
  const state = fingerprint(sources);
  const path = join(ROOT, stamp);
  if (existsSync(join(ROOT, proof)) && existsSync(path) && readFileSync(path, 'utf8') === state) return;
  rmSync(path, { force: true });
  await step(title, () => quietly(title, [process.execPath, ...argv]));
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(path, state);
}

/** Names, sizes and times of all source files: cheap, and changes whenever one of them may have changed. */
function fingerprint(sources) {
  const hash = createHash('sha256').update(process.versions.node);
  const add = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (name !== 'node_modules') add(join(path, name));
    } else if (!/\.(spec\.ts|md)$/.test(path)) {
      hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    }
  };
  for (const source of sources) add(join(ROOT, source));
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { setUp } = await import('./setup.mjs');
  await runScript(async () => {
    await setUp('start');
    await build();
  });
}
