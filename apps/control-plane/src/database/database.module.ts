import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Fault } from '#access/fault.js';
import { createDataSource, type DatabaseConnection, migrate } from './data-source.js';
import { Transactions } from './transactions.js';
import { WakeUps } from './wake-ups.js';

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Connects, brings the tables to this version, and offers transactions and wake-ups. */
  static connectedTo(connection: DatabaseConnection | string): DynamicModule {
    const dataSource = {
      provide: DataSource,
      useFactory: async () => {
        const source = createDataSource(connection);
        await source.initialize().catch((cause: unknown) => {
          throw unreachable(connection, cause);
        });
        await migrate(source);
        return source;
      },
    };
    return { module: DatabaseModule, providers: [dataSource, Transactions, WakeUps], exports: [Transactions, WakeUps] };
  }

  /** The last thing of all: everybody else has stopped asking by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.wakeUps.told();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Says where PostgreSQL was looked for; never the password. */
const unreachable = (connection: DatabaseConnection | string, cause: unknown): Fault => {
  const { host, port } = typeof connection === 'string' ? placeOf(connection) : connection;
  const reason = cause instanceof Error ? cause.message : 'unknown';
  return new Fault('database-unreachable', `PostgreSQL did not answer at ${host}:${port}: ${reason}.`, {
    hint: 'Check that it runs, and the address, user and password in DATABASE_URL.',
    cause,
  });
};

const placeOf = (url: string): { host: string; port: string } => {
  if (!URL.canParse(url)) return { host: 'an unreadable address', port: '?' };
  const { hostname, port, searchParams } = new URL(url);
  return { host: searchParams.get('host') ?? hostname, port: port || '5432' };
};
