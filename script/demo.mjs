/** `npm run demo`: makes the clone fit to run, then hands over to the compiled script/demo.ts. */
import { build } from './build.mjs';
import { runScript } from './progress.mjs';
import { setUp } from './setup.mjs';

await runScript(async () => {
  await setUp('demo');
  await build();
  const { demo } = await import('../dist/script/demo.js');
  await demo();
});
