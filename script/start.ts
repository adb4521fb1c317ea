/** `npm start`: starts Curfew on this machine, says where to open it, and stops it on Ctrl-C or when npm was killed. */
import { lstatSync, realpathSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Instance } from './instance.js';
import { startInstance } from './instance.js';
import { readOptions, type StartOptions } from './options.js';
import { tellAndExit } from './stop.js';

const say = (line: string) => process.stderr.write(`curfew: ${line}\n`);
const print = (text: string) => process.stdout.write(text);

/** Serves until Ctrl-C, or until `launcherGone` is aborted: what started this process has ended. */
export async function start(argv: string[], launcherGone?: AbortSignal): Promise<void> {
  let stopping = false;
  const interrupted = new Promise<void>((resolve) => {
    const stop = () => {
      if (stopping) process.exit(130); // asked twice: what is left ends with this process
      stopping = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    launcherGone?.addEventListener('abort', () => {
      resolve(); // npm also ends on Ctrl-C, before us: that is no second asking
    });
  });
  try {
    const options = readOptions(argv);
    const starting = startInstance(options, say);
    const instance = await Promise.race([starting, interrupted]);
    if (instance) {
      print(welcome(instance, options));
      await interrupted;
    }
    say('stopping …');
    // A start that was interrupted is waited for, so that nothing of it is left behind.
    await (await starting.catch(() => undefined))?.stop();
    say('stopped');
    process.exit(0);
  } catch (error) {
    tellAndExit(error);
  }
}

function welcome(instance: Instance, options: StartOptions): string {
  const { publicUrl, firstAdministratorLink, demo } = instance;
  const lines = ['', `  Curfew is ready: open ${publicUrl}`, ''];
  if (firstAdministratorLink)
    lines.push(
      '  Nobody may administer it yet. This link makes the first administrator, once:',
      `    ${firstAdministratorLink}`,
      '',
    );
  if (demo) {
    lines.push('  Sign in as');
    for (const { role, email, password } of demo.signIns)
      lines.push(`    ${role.padEnd(14)} ${email.padEnd(17)} password ${password}`);
    lines.push('', '  Demo servers (real sshd on this machine, groups web-ops and db-admins)');
    for (const { name, host, port } of demo.servers.entries) lines.push(`    ${name.padEnd(7)} ${host}:${port}`);
    lines.push('', '  The story in the terminal, in about a minute: npm run demo', '');
  }
  lines.push(...elsewhere(options, instance.url), ...whereDataIs(options.data), '');
  return `${lines.join('\n')}\n`;
}

function whereDataIs(data: string): string[] {
  const lines = [`  Ctrl-C stops everything. The data stays in ${data}`];
  const database = join(data, 'control-plane/postgres');
  const isElsewhere = lstatSync(database, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isElsewhere)
    lines.push(
      `  and the database in ${realpathSync(database)}, since its user (nobody) may not pass the way to that folder.`,
    );
  return lines;
}

function elsewhere(options: StartOptions, url: string): string[] {
  if (options.publicUrl || !/^https?:\/\/(127\.|localhost|\[::1\])/.test(url)) return [];
  const { port, hostname: address } = new URL(url);
  return [
    `  It listens on this machine only. From another one: ssh -L ${port}:${address}:${port} ${userInfo().username}@${hostname()}, then open the same address there;`,
    '  or serve it to others by https: npm start -- --listen 0.0.0.0:7443 --tls-cert cert.pem --tls-key key.pem --public-url https://NAME:7443',
    '',
  ];
}
