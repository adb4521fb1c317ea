/** The real control plane for tests: the whole app on a free port, with a database of its own and a clock that is set by hand. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AppOptions, createApp } from '../../../apps/control-plane/src/app.js';
import { Clock } from '../../../apps/control-plane/src/clock/clock.js';
import type { ControlPlaneConfig } from '../../../apps/control-plane/src/config.js';
import { createDataSource, migrate } from '../../../apps/control-plane/src/database/data-source.js';
import { createLog } from '../../../apps/control-plane/src/http/log.js';
import { atEnd } from './at-end.js';
import { givenFolder } from './folder.js';
import { type DatabaseParts, givenDatabase, type TestDatabase } from './postgres.js';

/** A clock that goes on like the wall clock, from wherever a test has set it. */
export class TestClock extends Clock {
  private aheadMs = 0;

  override nowMs(): number {
    return Date.now() + this.aheadMs;
  }

  /** Time goes by at once: `clock.forward({ hours: 2 })`. */
  forward({ hours = 0, minutes = 0, seconds = 0 }: { hours?: number; minutes?: number; seconds?: number }): void {
    this.aheadMs += ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  }
}

export interface ControlPlaneUnderTest {
  /** `http://127.0.0.1:<port>`, the same after a restart. */
  readonly url: string;
  readonly clock: TestClock;
  readonly config: ControlPlaneConfig;
  /** Its database, with `query` for what no call of the API shows. */
  readonly database: TestDatabase;
  /** The lines of its log so far, JSON each. */
  readonly log: string[];
  /** The running app: `app.get(SomeService)`. */
  readonly app: NestFastifyApplication;
  stop(): Promise<void>;
  /** Stops it, if it runs, and starts it again on the same database and port. */
  restart(): Promise<void>;
}

/** Brings an empty database to the present tables. */
const makeTables = async (connection: DatabaseParts): Promise<void> => {
  const source = await createDataSource(connection).initialize();
  try {
    await migrate(source);
  } finally {
    await source.destroy();
  }
};

/** A database of this test alone, with all tables and no rows. */
export const givenControlPlaneDatabase = (): Promise<TestDatabase> => givenDatabase(makeTables);

/** A port below those that the kernel gives out by itself, so that nobody gets it while a control plane is stopped. */
const somePort = (): number => randomInt(20_000, 32_000);

/** The app as it runs now; one object over all restarts. */
class RunningControlPlane implements ControlPlaneUnderTest {
  private running?: NestFastifyApplication;

  constructor(
    private readonly options: AppOptions,
    readonly database: TestDatabase,
    readonly clock: TestClock,
    readonly log: string[],
  ) {}

  get config(): ControlPlaneConfig {
    return this.options.config;
  }

  get url(): string {
    return `${this.config.tls ? 'https' : 'http'}://127.0.0.1:${this.config.port}`;
  }

  get app(): NestFastifyApplication {
    if (!this.running) throw new Error('The control plane under test does not run.');
    return this.running;
  }

  async stop(): Promise<void> {
    const app = this.running;
    this.running = undefined;
    await app?.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    const app = await createApp(this.options);
    try {
      await app.listen(this.config.port, this.config.host);
    } catch (error) {
      await app.close();
      throw error;
    }
    this.running = app;
  }
}

/** Starts a control plane that is stopped when the test file has ended. */
export const givenControlPlane = async (
  options: { clock?: TestClock; config?: Partial<ControlPlaneConfig>; database?: TestDatabase } = {},
): Promise<ControlPlaneUnderTest> => {
  const { clock = new TestClock(), database = await givenControlPlaneDatabase() } = options;
  const log: string[] = [];
  const folder = givenFolder('control-plane');
  const config: ControlPlaneConfig & { port: number } = {
    dataFolder: folder,
    host: '127.0.0.1',
    port: somePort(),
    logLevel: 'trace',
    webFolder: join(import.meta.dirname, '../../../dist/web'),
    ...options.config,
  };
  const destination = { write: (line: string) => void log.push(line) };
  const controlPlane = new RunningControlPlane(
    { config, database: database.connection, clock, log: createLog(config.logLevel, destination) },
    database,
    clock,
    log,
  );
  atEnd(() => controlPlane.stop());
  await startSomewhere(controlPlane, config);
  return controlPlane;
};

/** Parallel workers and test runs must not meet: another port where that one is taken. */
const startSomewhere = async (controlPlane: RunningControlPlane, config: { port: number }): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      return await controlPlane.restart();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries > 5) throw error;
      config.port = somePort();
    }
  }
};
