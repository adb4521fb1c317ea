/** A way out of a lab for one port: what dials 127.0.0.1:<port> in there reaches the same address out here, until it is cut. */
import { spawn } from 'node:child_process';
import { connect, type Server, type Socket } from 'node:net';
import type { Lab } from '#virtual-hosts/lab.js';
import { atEnd } from './at-end.js';

/** A socket stays in the network in which it was made, whoever holds it: this makes one there and hands it over. */
const LISTEN = `
  const server = require('node:net').createServer();
  server.listen(Number(process.argv[1]), '127.0.0.1', () => process.send('listening', server));
  process.on('disconnect', () => process.exit());`;

export class Relay {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on('connection', (socket: Socket) => this.pass(socket));
  }

  /** Cuts every connection and each new one, or lets them pass again. */
  cut(isCut: boolean): void {
    this.isCut = isCut;
    if (isCut) this.sockets.forEach((socket) => socket.destroy());
  }

  close(): void {
    this.cut(true);
    this.server.close();
  }

  private pass(inside: Socket): void {
    if (this.isCut) return void inside.destroy();
    const outside = connect({ host: '127.0.0.1', port: this.port });
    for (const [one, other] of [[inside, outside] as const, [outside, inside] as const]) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}

export const givenRelay = async (lab: Lab, port: number): Promise<Relay> => {
  const [program = '', ...args] = lab.command([process.execPath, '-e', LISTEN, String(port)]);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const server = await new Promise<Server>((resolve, reject) => {
    child.once('message', (_message, handle) => resolve(handle as Server));
    child.once('exit', (code) => reject(new Error(`No socket could be made in the lab: code ${code}`)));
  });
  child.disconnect();
  const relay = new Relay(server, port);
  atEnd(() => relay.close());
  return relay;
};
