import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { NOTIFY_CHANNEL, notifyAtCommit } from './notify.js';
import type { Transaction } from './transactions.js';

/** What changed. Only wakes somebody earlier: every listener also looks by itself from time to time [I22]. */
export type Topic =
  /** With the person whose it is. */
  | `access-requests:${string}`
  | `grants:${string}`
  | 'integrations'
  | 'servers'
  | 'connectors'
  | 'flows'
  | 'flow-proposals'
  | 'shifts'
  | 'bundles'
  | 'people'
  | 'audit'
  | 'sessions'
  | `order:${string}`
  | `sign:${string}`;

const RETRY_MS = 1_000;

/** Wake-ups between the replicas of the control plane: PostgreSQL's NOTIFY, sent when the transaction commits. */
@Injectable()
export class WakeUps implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(WakeUps.name);
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private client?: pg.Client;
  private retry?: NodeJS.Timeout;
  private closed = false;

  constructor(private readonly dataSource: DataSource) {}

  /** Tells every replica, when the transaction commits, that something of these topics changed. */
  send(tx: Transaction, ...topics: Topic[]): void {
    notifyAtCommit(tx, topics);
  }

  /** Calls back for each wake-up; gives the function that stops it. */
  on(listener: (topic: Topic) => void): () => void {
    this.emitter.on('topic', listener);
    return () => this.emitter.off('topic', listener);
  }

  async onModuleInit(): Promise<void> {
    await this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = new pg.Client(this.clientConfig());
    client.on('notification', ({ payload }) => payload && this.emitter.emit('topic', payload));
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${NOTIFY_CHANNEL}`);
      this.client = client;
    } catch (error) {
      this.lost(client, error);
    }
  }

  private lost(client: pg.Client, error?: unknown): void {
    client.removeAllListeners('end');
    if (this.closed || this.retry) return;
    this.log.warn(`wake-ups: connection lost, trying again${error instanceof Error ? `: ${error.message}` : ''}`);
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.listen();
    }, RETRY_MS);
  }

  private clientConfig(): pg.ClientConfig {
    const options = this.dataSource.options;
    if (options.type !== 'postgres') throw new Error('PostgreSQL is the only database.');
    if (options.url) return { connectionString: options.url };
    return {
      host: options.host,
      port: options.port,
      user: options.username,
      password: options.password as string,
      database: options.database,
    };
  }
}
