/**
 * The connector: runs on the customer's side, alone holds the keys that open servers, dials the control plane, keeps each
 * server as the orders say, signs certificates, and proves what was added and removed.
 */
import 'reflect-metadata';
import { pino } from 'pino';
import { Fault } from '#access/fault.js';
import { readConfig } from './config.js';
import { startConnector } from './connector.js';
import { wordsOf } from './thrown.js';

const EXIT_FAILED = 1;
const EXIT_CONFIG = 2;

/** One clear sentence, and what to do now. */
const fail = (error: unknown): never => {
  if (error instanceof Fault) {
    process.stderr.write(`curfew connector: ${error.message}\n`);
    if (error.hint !== undefined) process.stderr.write(`hint: ${error.hint}\n`);
    if (error.detail !== undefined) process.stderr.write(`detail: ${error.detail.replace(/\p{Cc}/gu, ' ')}\n`);
  } else {
    process.stderr.write(`curfew connector: it cannot start: ${wordsOf(error)}\n`);
  }
  process.exit(error instanceof Fault && error.code === 'config-invalid' ? EXIT_CONFIG : EXIT_FAILED);
};

const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  // Neither the token nor anything else of the environment is kept where a child process could see it.
  delete process.env.CURFEW_ENROLMENT_TOKEN;
  const log = pino({ level: config.logLevel, base: { program: 'connector' } }, pino.destination({ fd: 2, sync: true }));
  const connector = await startConnector(config, log, (line) => process.stdout.write(`${line}\n`));
  const stop = (): void => {
    connector.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

main().catch(fail);
