/** `npm run demo`: tells the story in the terminal, on the instance that runs here or on one of its own. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runningInstance } from './data-folder.js';
import { startInstance, type Instance } from './instance.js';
import type { SignIn } from './demo-seed.js';
import { readOptions } from './options.js';
import { Stop, tellAndExit } from './stop.js';
import { tellStory } from './demo-story.js';
import { Story } from './terminal.js';

const OWN_DATA = fileURLToPath(new URL('../../.curfew', import.meta.url));
const say = (line: string) => process.stderr.write(`curfew: ${line}\n`);

/** Exit code 0 only when each step of the story was really so. */
export async function demo(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'curfew-demo-'));
  chmodSync(folder, 0o711); // PostgreSQL's user must be able to pass
  const instance: { stop?: () => Promise<void> } = {};
  const tidyUp = async () => {
    await instance.stop?.();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void tidyUp().then(() => process.exit(130)));
  try {
    const story = new Story();
    const place = findRunning() ?? (await startOwn(folder, instance));
    await tellStory(story, { ...place, folder });
    await tidyUp();
    if (story.failures.length > 0) throw new Stop(`The story did not hold: ${story.failures.join('; ')}.`);
    process.stdout.write('\nEach step was so.\n');
    process.exit(0);
  } catch (error) {
    await tidyUp().catch(() => undefined);
    tellAndExit(error);
  }
}

interface Place {
  url: string;
  signIns: SignIn[];
  loginKeyFile: string;
}

/** An instance with demo servers that `npm start` runs in this folder. */
function findRunning(): Place | undefined {
  const running = runningInstance(OWN_DATA);
  if (!running?.demo || !running.url) return undefined;
  say(`telling the story on the running instance ${running.url}`);
  const signIns = JSON.parse(readFileSync(join(OWN_DATA, 'demo-sign-ins.json'), 'utf8')) as SignIn[];
  return { url: running.url, signIns, loginKeyFile: join(OWN_DATA, 'secrets/demo-login-key') };
}

async function startOwn(folder: string, running: { stop?: () => Promise<void> }): Promise<Place> {
  const options = readOptions(['--data', join(folder, 'data'), '--listen', '127.0.0.1:0']);
  const starting = startInstance({ ...options, publicUrl: undefined, tls: undefined }, say);
  running.stop = async () => (await starting.catch((): Instance | undefined => undefined))?.stop();
  const { url, demo: parts } = await starting;
  if (!parts) throw new Stop('The demo servers did not start.');
  return { url, signIns: parts.signIns, loginKeyFile: parts.servers.loginKeyFile };
}
