import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createDataSource, type DatabaseConnection, migrate } from './data-source.js';
import { Transactions } from './transactions.js';
import { WakeUps } from './wake-ups.js';

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  /** Connects, brings the tables to this version, and offers transactions and wake-ups. */
  static connectedTo(connection: DatabaseConnection | string): DynamicModule {
    const dataSource = {
      provide: DataSource,
      useFactory: async () => {
        const source = createDataSource(connection);
        await source.initialize();
        await migrate(source);
        return source;
      },
    };
    return { module: DatabaseModule, providers: [dataSource, Transactions, WakeUps], exports: [Transactions, WakeUps] };
  }

  /** The last thing of all: everybody else has stopped asking by now. */
  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
