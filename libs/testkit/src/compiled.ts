import { transformFileSync } from '@swc/core';
import { copyFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { givenFolder } from './folder.js';

const libs = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The modules of one library that imports nothing of ours, as JavaScript in a folder of its own, so that a test can run
 * them in another process (to kill it, or as another user) without building the whole.
 */
export function givenCompiled(library: 'virtual-hosts' | 'embedded-postgres'): string {
  const folder = givenFolder('compiled');
  const source = join(libs, library, 'src');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(libs, '../node_modules'), join(folder, 'node_modules'));
  for (const name of readdirSync(source).filter((file) => !file.endsWith('.spec.ts'))) {
    if (name.endsWith('.ts')) writeFileSync(join(folder, name.replace(/ts$/, 'js')), javascript(join(source, name)));
    else copyFileSync(join(source, name), join(folder, name));
  }
  return folder;
}

function javascript(path: string): string {
  return transformFileSync(path, {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  }).code;
}
