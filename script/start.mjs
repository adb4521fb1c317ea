/** `npm start`: makes the clone fit to run, then hands over to the compiled script/start.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { watchNpm } from './npm-ancestors.mjs';
import { ROOT, runScript } from './progress.mjs';
import { setUp } from './setup.mjs';

const args = process.argv.slice(2);

await runScript(async () => {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(readFileSync(join(ROOT, 'script/start-help.txt')));
    return;
  }
  const npmGone = watchNpm();
  const wantsDemo = !args.some((arg) => arg === '--no-demo' || arg.startsWith('--servers'));
  await setUp(wantsDemo ? 'demo' : 'start');
  await build();
  const { start } = await import('../dist/script/start.js');
  if (!npmGone.aborted) await start(args, npmGone);
});
