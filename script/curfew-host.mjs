/** `npm run --silent curfew-host >curfew-host`: the script to install by hand on a server, from these sources and nobody else. */
import { build } from './build.mjs';
import { runScript, say } from './progress.mjs';

await runScript(async () => {
  await build();
  const { curfewHostScript, curfewHostSha256, curfewHostVersion } = await import('../dist/libs/host/src/script.js');
  process.stdout.write(curfewHostScript());
  say(`curfew-host ${curfewHostVersion()}, sha256 ${curfewHostSha256()}`);
  say(
    'On the server: sudo sh curfew-host install LOGIN, with the account that the connector logs in as (curfew unless said).',
  );
});
