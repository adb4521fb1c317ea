/** `npm run bench`: makes the clone fit to run, builds, then hands over to the compiled bench/main.ts. */
import { build } from './build.mjs';
import { quietly, runScript, step } from './progress.mjs';
import { setUp } from './setup.mjs';

await runScript(async () => {
  await setUp('bench');
  await build();
  const argv = [process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.json'];
  await step('building the benches', () => quietly('building the benches', argv));
  const { bench } = await import('../dist/bench/main.js');
  await bench(process.argv.slice(2));
});
