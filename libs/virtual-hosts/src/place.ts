import { createServer } from 'node:net';
import type { Lab } from './lab.js';
import { VirtualHostError } from './virtual-host-error.js';

/** Where a host listens: on a loopback address of the machine with a high port, or on its own interface in a lab (port 22). */
export type HostNetwork = { address: string; port: number } | { lab: Lab; index: number };

/** The same, with everything that boot.sh wants to know. */
export interface Place {
  address: string;
  port: number;
  lab: Lab | null;
  link: string;
  index: number;
}

export function placeOf(network: HostNetwork): Place {
  if (!('lab' in network)) return { ...network, lab: null, link: '', index: 0 };
  return {
    address: network.lab.address(network.index),
    port: 22,
    lab: network.lab,
    link: `host${network.index}`,
    index: network.index,
  };
}

/** @throws VirtualHostError when another program listens there. */
export function checkFree(address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new VirtualHostError(
          'address-taken',
          `A virtual host cannot listen on ${address}:${port} (${cause.code ?? cause.message}).`,
          'Stop the program that listens there, or choose another port.',
          cause,
        ),
      ),
    );
    probe.listen({ host: address, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}
