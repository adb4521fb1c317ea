/** `npm run migration`: builds the programs, then hands over to the compiled script/migration.ts. */
import { build } from './build.mjs';
import { ROOT, runScript } from './progress.mjs';
import { setUp } from './setup.mjs';

await runScript(async () => {
  await setUp('start');
  await build();
  process.chdir(ROOT);
  const { migration } = await import('../dist/script/migration.js');
  await migration(process.argv.slice(2), Date.now());
});
