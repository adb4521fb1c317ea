/**
 * OpenSSH's own programs, by argument arrays: they are the judges of what Curfew makes. They read no configuration of the
 * user or machine, no agent, and trust only the host keys given.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, type RunResult } from '#virtual-hosts/run.js';
import { atEnd } from './at-end.js';
import { givenFolder } from './folder.js';
import { makeKeyFile, showCertificate } from './ssh-keygen.js';

/** Where to log in and how. */
export interface SshTarget {
  address: string;
  port: number;
  user: string;
  /** Private key file. */
  identity?: string;
  /** Certificate file for that key. */
  certificate?: string;
  /** Lines of known_hosts; without any the host key is refused. */
  knownHosts: string[];
  /** More `-o` options, such as `ConnectTimeout=2`. */
  options?: string[];
  /** Put in front of the program, such as `lab.command([])`. */
  through?: string[];
}

const ENV = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
const LONGEST_MS = 30_000;

/** `ssh user@host -- command`; code 255 means that ssh itself failed. `command` is joined by spaces on the server, as always with ssh. */
export function ssh(
  target: SshTarget,
  command: string[],
  { stdin = '', withinMs = LONGEST_MS } = {},
): Promise<RunResult> {
  return run([...sshArguments('ssh', target), `${target.user}@${target.address}`, '--', ...command], {
    stdin,
    withinMs,
    env: ENV,
  });
}

/** Copies by scp; the server's side of a path is written `server:/path`. */
export function scp(target: SshTarget, from: string, to: string): Promise<RunResult> {
  const place = (path: string) => path.replace(/^server:/, `${target.user}@${target.address}:`);
  return run([...sshArguments('scp', target), place(from), place(to)], { withinMs: LONGEST_MS, env: ENV });
}

/** Runs sftp with batch commands, one a line. */
export function sftp(target: SshTarget, commands: string[]): Promise<RunResult> {
  const argv = [...sshArguments('sftp', target), '-b', '-', `${target.user}@${target.address}`];
  return run(argv, { stdin: commands.map((line) => `${line}\n`).join(''), withinMs: LONGEST_MS, env: ENV });
}

/** A session that stays open: what it printed so far, and how it ended. End it with `kill()`. */
export interface SshSession {
  readonly child: ChildProcessWithoutNullStreams;
  output(): string;
  /** Exit code, or null while it runs. */
  code(): number | null;
  kill(): void;
}

/** Starts `ssh` and returns at once; `-tt` among `flags` asks for a terminal. */
export function startSsh(target: SshTarget, command: string[], flags: string[] = []): SshSession {
  const [program = '', ...args] = [
    ...sshArguments('ssh', target),
    ...flags,
    `${target.user}@${target.address}`,
    '--',
    ...command,
  ];
  const child = spawn(program, args, { env: ENV });
  atEnd(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined);
  return {
    child,
    output: () => output,
    code: () => child.exitCode ?? (child.signalCode ? -1 : null),
    kill: () => child.kill('SIGKILL'),
  };
}

function sshArguments(
  program: string,
  { port, identity, certificate, knownHosts, options = [], through = [] }: SshTarget,
): string[] {
  const file = join(givenFolder('known-hosts'), 'known_hosts');
  writeFileSync(file, knownHosts.map((line) => `${line}\n`).join(''));
  const settings = [
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'StrictHostKeyChecking=yes',
    'UpdateHostKeys=no',
    `UserKnownHostsFile=${file}`,
    'GlobalKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
    ...(certificate ? [`CertificateFile=${certificate}`] : []),
    ...(identity ? [] : ['PubkeyAuthentication=no']),
    ...options,
  ];
  const key = identity ? ['-i', identity] : [];
  return [
    ...through,
    program,
    '-F',
    'none',
    program === 'ssh' ? '-p' : '-P',
    String(port),
    ...key,
    ...settings.flatMap((setting) => ['-o', setting]),
  ];
}

export interface KeyPair {
  /** File of the private key. */
  file: string;
  /** The one line of the public key. */
  publicKey: string;
}

export interface KeyOptions {
  /** Default ed25519. */
  type?: 'ed25519' | 'rsa' | 'ecdsa';
  bits?: number;
  passphrase?: string;
  comment?: string;
  /** Default OpenSSH's own form. */
  format?: 'PEM' | 'PKCS8';
}

/** A new key pair, made by ssh-keygen in a folder of its own. */
export async function givenKey({
  type = 'ed25519',
  bits,
  passphrase = '',
  comment = 'test',
  format,
}: KeyOptions = {}): Promise<KeyPair> {
  const size = bits ? ['-b', String(bits)] : [];
  const form = format ? ['-m', format] : [];
  const file = await makeKeyFile(
    givenFolder('key'),
    `id_${type}`,
    '-t',
    type,
    ...size,
    ...form,
    '-N',
    passphrase,
    '-C',
    comment,
  );
  return { file, publicKey: readFileSync(`${file}.pub`, 'utf8').trim() };
}

/** What `ssh-keygen -L` says of a certificate. */
export interface CertificateFacts {
  type: string;
  publicKey: string;
  signingCa: string;
  keyId: string;
  serial: string;
  valid: string;
  principals: string[];
  criticalOptions: string[];
  extensions: string[];
}

/** Reads a certificate with `ssh-keygen -L`. @throws Error when it is none for OpenSSH. */
export async function certificateFacts(certificate: string): Promise<CertificateFacts> {
  const lines = (await showCertificate(certificate)).split('\n').slice(1);
  const field = (name: string) =>
    lines
      .find((line) => line.trim().startsWith(`${name}:`))
      ?.trim()
      .slice(name.length + 1)
      .trim() ?? '';
  const list = (name: string) => {
    const start = lines.findIndex((line) => line.trim().startsWith(`${name}:`));
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line) => !line.startsWith(' '.repeat(16)));
    return start < 0 ? [] : rest.slice(0, end < 0 ? undefined : end).map((line) => line.trim());
  };
  return {
    type: field('Type'),
    publicKey: field('Public key'),
    signingCa: field('Signing CA'),
    keyId: field('Key ID').replace(/^"|"$/g, ''),
    serial: field('Serial'),
    valid: field('Valid'),
    principals: list('Principals'),
    criticalOptions: list('Critical Options'),
    extensions: list('Extensions'),
  };
}
