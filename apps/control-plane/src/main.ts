/** The control plane as a program: reads its settings, starts the embedded database where there is no other, serves, stops. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Fault } from '#access/fault.js';
import { EmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import { createApp } from './app.js';
import { type ControlPlaneConfig, readConfig } from './config.js';
import { createLog } from './http/log.js';
import { FirstAdministratorService } from './identity/first-administrator.service.js';
import { ProvisionService } from './provision/provision.service.js';

const CONFIG_EXIT_CODE = 2;
const say = (line: string): void => void process.stdout.write(`curfew control-plane: ${line}\n`);

const makeDataFolder = ({ dataFolder }: ControlPlaneConfig): void => {
  try {
    mkdirSync(dataFolder, { recursive: true });
  } catch (cause) {
    throw new Fault('state-unusable', `The folder ${dataFolder} cannot be made.`, {
      hint: 'Set CURFEW_DATA to a folder that this user may write to.',
      cause,
    });
  }
};

const startEmbedded = async (config: ControlPlaneConfig): Promise<EmbeddedPostgres | undefined> => {
  if (config.databaseUrl !== undefined) return undefined;
  const postgres = new EmbeddedPostgres(join(config.dataFolder, 'postgres'), {
    onUnexpectedExit: (message) => {
      process.stderr.write(`curfew control-plane: ${message}\n`);
      process.exit(1);
    },
  });
  await postgres.start();
  return postgres;
};

const listen = async (app: NestFastifyApplication, { host, port }: ControlPlaneConfig): Promise<void> => {
  try {
    await app.listen(port, host);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'EADDRINUSE') {
      throw new Fault('port-taken', `Another program listens on ${host}:${port} already.`, {
        hint: 'Stop it, or choose another port, e.g. CURFEW_LISTEN=127.0.0.1:7444.',
        cause,
      });
    }
    throw new Fault('config-invalid', `Cannot listen on ${host}:${port} (${code}).`, {
      hint: 'Set CURFEW_LISTEN to an address of this machine and a port that this user may open.',
      cause,
    });
  }
};

const announce = (app: NestFastifyApplication, config: ControlPlaneConfig, token: string | undefined): void => {
  const { address, family, port } = app.getHttpServer().address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const listening = `${config.tls ? 'https' : 'http'}://${host}:${port}`;
  say(`listening on ${listening}`);
  if (token) say(`first administrator: ${config.publicUrl ?? listening}/first-administrator#token=${token}`);
};

const run = async (): Promise<void> => {
  const config = readConfig(process.env);
  makeDataFolder(config);
  const log = createLog(config.logLevel);
  const postgres = await startEmbedded(config);
  const stopPostgres = async (): Promise<void> => postgres?.stop();
  try {
    const app = await createApp({ config, database: config.databaseUrl ?? postgres?.connection ?? '', log });
    const token = await app.get(FirstAdministratorService).token();
    const begin = async (): Promise<void> => {
      await app.get(ProvisionService).carryOut();
      await listen(app, config);
    };
    await begin().catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
    onStopSignal(async () => {
      await app.close();
      await stopPostgres();
    });
    announce(app, config, token);
  } catch (error) {
    await stopPostgres();
    throw error;
  }
};

/** A second signal while it stops changes nothing: the supervisor kills what does not stop in time. */
const onStopSignal = (stop: () => Promise<void>): void => {
  let stopping: Promise<void> | undefined;
  const begin = (): void => {
    stopping ??= stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
};

const fail = (error: unknown): never => {
  const fault = error instanceof Fault ? error : undefined;
  const said = error instanceof Error ? error.message : String(error);
  const fields = (fault?.fields ?? []).map(({ path, reason }) => `${path} ${reason}`);
  const more = [...fields, ...(fault?.hint ? [fault.hint] : [])].map((line) => `  ${line}\n`).join('');
  process.stderr.write(`curfew control-plane: ${said}\n${more}`);
  process.exit(fault?.code === 'config-invalid' ? CONFIG_EXIT_CODE : 1);
};

run().catch(fail);
