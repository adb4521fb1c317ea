import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { ControlPlaneConfig } from '../config.js';
import { type Topic, WakeUps } from '../database/wake-ups.js';
import { TrustedProxies } from '../http/trusted-proxies.js';
import { Doorkeeper } from './doorkeeper.js';
import { LinkParts } from './link-parts.js';
import { line } from './link.js';
import { LinkSession } from './link-session.js';
import { Reception } from './reception.service.js';

/** Messages of connectors are far smaller than orders; this is what one socket may make us hold. */
const MESSAGE_MAX_BYTES = 4 * 1024 * 1024;
/** Behind the wake-ups, each of which may get lost. */
const POLL_MS = 10_000;
const SWEEP_MS = 15_000;
/** Close code (RFC 6455, section 7.4.1): this replica goes; the connector comes to another one. */
const GOING_AWAY_CODE = 1001;
const REPLACED_CODE = 4409;

/** The WebSocket end of the links on this replica: lets connectors in, and wakes each link when something changed for it. */
@Injectable()
export class LinkServer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ConnectorLink');
  private readonly door: Doorkeeper;
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_MAX_BYTES,
    perMessageDeflate: false,
  });
  private readonly sessions = new Map<LinkSession, Promise<void>>();
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly reception: Reception,
    private readonly parts: LinkParts,
    private readonly wakeUps: WakeUps,
    config: ControlPlaneConfig,
  ) {
    this.door = new Doorkeeper(config.trustedProxies ?? new TrustedProxies());
  }

  onApplicationBootstrap(): void {
    const server = this.adapter.httpAdapter.getHttpServer() as Server;
    const upgrade = (request: IncomingMessage, socket: Socket, head: Buffer): void =>
      this.upgrade(request, socket, head);
    server.on('upgrade', upgrade);
    const poll = setInterval(() => this.wake(), POLL_MS);
    const sweep = setInterval(() => void this.sweep(), SWEEP_MS);
    this.ends.push(
      () => server.off('upgrade', upgrade),
      this.wakeUps.on((topic) => this.wake(topic)),
      () => clearInterval(poll),
      () => clearInterval(sweep),
    );
  }

  async onModuleDestroy(): Promise<void> {
    for (const end of this.ends.splice(0)) end();
    for (const session of this.sessions.keys()) session.close(GOING_AWAY_CODE, 'the control plane stops');
    const cut = setTimeout(() => this.sockets.clients.forEach((socket) => socket.terminate()), 1_000);
    await Promise.allSettled(this.sessions.values());
    clearTimeout(cut);
    this.sockets.clients.forEach((socket) => socket.terminate());
  }

  private upgrade(request: IncomingMessage, connection: Socket, head: Buffer): void {
    const admitted = this.door.admit(request);
    if (typeof admitted !== 'function') {
      connection.on('error', () => connection.destroy());
      connection.end(`HTTP/1.1 ${admitted.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    connection.once('close', admitted);
    this.sockets.handleUpgrade(request, connection, head, (socket) => void this.welcome(socket, connection, admitted));
  }

  private async welcome(socket: WebSocket, connection: Socket, proven: () => void): Promise<void> {
    const who = await this.reception.receive(socket, connection);
    proven();
    if (!who || socket.readyState !== socket.OPEN) return;
    const session = new LinkSession(socket, who, this.parts);
    this.replaceOld(session);
    const served = session.serve().catch((error: unknown) => {
      this.log.error(line(who, 'link closed: the control plane failed', error));
      socket.close(1011, 'try again');
      socket.resume();
    });
    this.sessions.set(session, served);
    await served;
    this.sessions.delete(session);
  }

  /** A process that dials again has lost its old link, even where nobody noticed yet. */
  private replaceOld({ who }: LinkSession): void {
    for (const session of this.sessions.keys()) {
      const { connectorId, instanceId } = session.who;
      if (connectorId === who.connectorId && instanceId === who.instanceId) session.close(REPLACED_CODE, 'replaced');
    }
  }

  /** Wakes the links that a topic is for; without one all of them. */
  private wake(topic?: Topic): void {
    for (const session of this.sessions.keys()) {
      const { connectorId } = session;
      if (topic === `sign:${connectorId}`) session.wake('questions');
      else if (!topic || topic === `order:${connectorId}`) session.wake();
    }
  }

  private async sweep(): Promise<void> {
    try {
      await this.parts.presence.sweep();
      await this.parts.relay.sweep();
    } catch (error) {
      this.log.warn(line(undefined, 'sweeping failed, trying again', error));
    }
  }
}
