import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { NOTIFY_CHANNEL, notifyAfterCommit } from './notify.js';

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

const TELL = 'SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic';

/**
 * Wake-ups between the replicas of the control plane: PostgreSQL's NOTIFY, sent when the transaction is committed. Sent in it,
 * it would have all transactions commit one after the other, each with a wait for the disk. What was committed meanwhile is
 * told together.
 */
@Injectable()
export class WakeUps implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(WakeUps.name);
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private client?: pg.Client;
  private retry?: NodeJS.Timeout;
  private closed = false;
  private readonly untold = new Set<string>();
  private telling?: Promise<void>;

  constructor(private readonly dataSource: DataSource) {}

  /** Tells every replica, once the transaction is committed, that something of these topics changed. */
  send(tx: EntityManager, ...topics: Topic[]): void {
    notifyAfterCommit(tx, topics);
  }

  /** Tells what `send` remembered of a transaction that is committed now. */
  tell(topics: Iterable<string>): void {
    for (const topic of topics) this.untold.add(topic);
    if (this.untold.size > 0) this.telling ??= this.tellAll();
  }

  /** @returns when all is told */
  async told(): Promise<void> {
    await this.telling;
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
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async tellAll(): Promise<void> {
    while (this.untold.size > 0) {
      const topics = [...this.untold];
      this.untold.clear();
      await this.notify(topics).catch((error: unknown) => {
        this.log.warn(`wake-ups: not told: ${error instanceof Error ? error.message : 'unknown'}`);
      });
    }
    this.telling = undefined;
  }

  /** By the connection that listens, which never waits for a free one. */
  private notify(topics: string[]): Promise<unknown> {
    const values = [NOTIFY_CHANNEL, topics];
    return this.client ? this.client.query(TELL, values) : this.dataSource.query(TELL, values);
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
    if (this.client === client) this.client = undefined;
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
