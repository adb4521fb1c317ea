import type { ChildProcess } from 'node:child_process';
import { VirtualHostError } from './virtual-host-error.js';

/** Waits for the process id that boot.sh prints when the host's file tree stands. */
export function bootedPid(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve(Number(out));
    });
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('error', reject);
    child.once('close', () =>
      reject(
        new VirtualHostError('host-failed', `The virtual host ${name} did not start: ${err.trim() || 'no message'}`),
      ),
    );
  });
}
