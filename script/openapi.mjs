/** `npm run openapi`: builds the programs and writes docs/openapi.json and libs/api-client/src/schema.ts from them. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'script/tsconfig.json', '--noEmitOnError', 'false'],
  {
    stdio: 'inherit',
  },
);
if (status !== 0) console.error('The programs have type errors; the document is made from them as they are.');
const { writeGenerated } = await import('../dist/script/write-openapi.js');
await writeGenerated();
process.exitCode = status ?? 1;
