import { Injectable, Logger } from '@nestjs/common';
import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { Fault } from '#access/fault.js';
import { Handshake, LinkRefused } from './handshake.service.js';
import { line, type ProvenConnector, refuse, send } from './link.js';

/** Who has not proved himself within this time is sent away. */
const PROVEN_WITHIN_MS = 10_000;
/** A hello with twenty CA keys takes less. */
const UNPROVEN_BYTES_MAX = 512 * 1024;
/** Close code (RFC 6455, section 7.4.1): it is not what it may be. */
const POLICY_CODE = 1008;

/** Receives who dials, until he is proven or gone. */
@Injectable()
export class Reception {
  private readonly log = new Logger('ConnectorLink');

  constructor(private readonly handshake: Handshake) {}

  /** @returns who it is, with the socket paused; undefined: he was sent away, and the log says why */
  async receive(socket: WebSocket, connection: Socket): Promise<ProvenConnector | undefined> {
    socket.on('error', () => socket.terminate());
    const endWatch = watch(socket, connection);
    try {
      const challenged = await this.handshake.challenge();
      const answer = firstMessage(socket);
      send(socket, challenged.challenge);
      const text = await answer;
      return text === undefined ? undefined : await this.handshake.prove(challenged, text);
    } catch (error) {
      this.sendAway(socket, error);
      return undefined;
    } finally {
      endWatch();
    }
  }

  private sendAway(socket: WebSocket, error: unknown): void {
    if (error instanceof LinkRefused) {
      this.log.warn(line(undefined, 'link refused', error));
      refuse(socket, 'link-refused', error.message, error.hint ?? '');
    } else if (error instanceof Fault) {
      this.log.warn(line(undefined, 'link refused', error));
      refuse(socket, 'input-invalid', error.message, 'Connector and control plane may be of versions that do not fit.');
    } else {
      this.log.error(line(undefined, 'link refused: the control plane failed', error));
      socket.close(1011, 'try again');
    }
    socket.resume();
  }
}

/** The first message as text, the socket paused behind it; undefined: the socket closed, or it was not text. */
function firstMessage(socket: WebSocket): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once('message', (data: RawData, isBinary: boolean) => {
      socket.pause();
      if (isBinary) socket.close(POLICY_CODE, 'text only');
      resolve(isBinary ? undefined : String(data));
    });
    socket.once('close', () => resolve(undefined));
  });
}

/** Ends who takes too long or sends too much. @returns the function that ends the watch */
function watch(socket: WebSocket, connection: Socket): () => void {
  const timer = setTimeout(() => socket.terminate(), PROVEN_WITHIN_MS);
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > UNPROVEN_BYTES_MAX) socket.terminate();
  };
  connection.on('data', count);
  return () => {
    clearTimeout(timer);
    connection.off('data', count);
  };
}
