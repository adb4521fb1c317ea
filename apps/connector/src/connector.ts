import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Fault } from '#access/fault.js';
import type { IntegrationId } from '#access/ids.js';
import { faultReportOf } from '#protocol/fault-report.js';
import { IntegrationReport } from '#protocol/from-connector.js';
import type { Welcome } from '#protocol/from-control-plane.js';
import { parseSecretReference } from '#secret-store/secret-reference.js';
import { openSecretStores, type SecretStore } from '#secret-store/secret-store.js';
import { ceilingDigest } from './ceiling/ceiling.js';
import { readCeiling } from './ceiling/ceiling-file.js';
import type { ConnectorConfig } from './config.js';
import { Dispatch } from './dispatch.js';
import { ConnectorKey } from './enrol/connector-key.js';
import { type ConnectorIdentity, enrolOnce } from './enrol/enrol.js';
import { openStateFolder } from './enrol/state-folder.js';
import { lockStateFolder } from './enrol/state-lock.js';
import { HighWaterClock, MACHINE_CLOCKS } from './journal/high-water-clock.js';
import { Journal } from './journal/journal.js';
import { journalForSigner } from './journal/journal-for-signer.js';
import { Link } from './link/link.js';
import { Outbox } from './link/outbox.js';
import { LoginKeys } from './secrets/login-keys.js';
import type { Core } from './servers/apply/core.js';
import { Visitor } from './servers/apply/visit.js';
import { Fleet } from './servers/fleet.js';
import { ConnectionPool } from './servers/pool/pool.js';
import { Signer } from './signer/signer.js';
import { UserCa } from './signer/user-ca.js';
import { CONNECTOR_VERSION } from './version.js';

/** Puts the parts of the connector together and keeps them going. */

export interface RunningConnector {
  identity: ConnectorIdentity;
  /** Ends all work; what is not finished goes on at the next start. */
  stop(): Promise<void>;
}

/** Tells people at the console what happens. */
export type Say = (line: string) => void;

const CLOCK_EVERY_MS = 60_000;
const RECEIPTS_EVERY_MS = 5_000;

/**
 * Starts the connector: opens its state, enrols it if need be, takes up the work on servers, and dials the control plane.
 * @throws Fault config-invalid, state-unusable, enrolment-refused, link-refused, secret-…
 */
export const startConnector = async (config: ConnectorConfig, log: Logger, say: Say): Promise<RunningConnector> => {
  openStateFolder(config.stateFolder);
  const unlock = lockStateFolder(config.stateFolder);
  try {
    const secrets = openSecretStores({ secretsFolder: config.secretsFolder, warn: (message) => log.warn(message) });
    const key = ConnectorKey.open(config.stateFolder);
    const ceiling = readCeiling(config.ceilingFile);
    const userCa = await UserCa.open({ stateFolder: config.stateFolder, secret: caSecret(config, secrets) });
    const journal = await Journal.open(config.stateFolder);
    const { url, stateFolder, enrolmentToken: token } = config;
    const identity = await enrolOnce({ url, stateFolder, token, version: CONNECTOR_VERSION }, key);
    const parts = { config, log, say, secrets, userCa };
    const core = { identity, key, journal, ceiling, userCaKeys: [userCa.publicKeyLine], log, random: Math.random };
    return run(parts, { ...core, clock: new HighWaterClock(journal, MACHINE_CLOCKS) }, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
};

interface Parts {
  config: ConnectorConfig;
  log: Logger;
  say: Say;
  secrets: SecretStore;
  userCa: UserCa;
}

const caSecret = (
  { caSecret: reference }: ConnectorConfig,
  store: SecretStore,
): Parameters<typeof UserCa.open>[0]['secret'] =>
  reference === undefined ? undefined : { store, reference: parseSecretReference(reference) };

type Base = Omit<Core, 'reporter' | 'isCurrent'>;

/** The parts that work, wired to each other and not started yet. */
const assemble = ({ config, log, secrets, userCa }: Parts, base: Base) => {
  const { most: size, idleSeconds } = config.connections;
  const { identity, journal, clock, key, userCaKeys, ceiling, random } = base;
  const self = {
    identity,
    key,
    instanceId: randomUUID(),
    version: CONNECTOR_VERSION,
    userCaKeys,
    ceiling: ceilingDigest(ceiling),
    generation: () => journal.state.generation,
    nowMs: clock.nowMs,
    machineMs: MACHINE_CLOCKS.wallMs,
  };
  const link = new Link(self, { url: config.url, log, random });
  const outbox = new Outbox(journal, link.send, () => performance.now());
  const loginKeys = new LoginKeys(secrets, clock.nowMs, (id, fault) =>
    outbox.integrationReport(secretReport(id, fault, clock.nowMs())),
  );
  const pool = new ConnectionPool({ size, idleMs: idleSeconds * 1_000 });
  const core: Core = { ...base, reporter: outbox, isCurrent: link.isCurrent };
  const fleet = new Fleet(core, new Visitor(core, pool, loginKeys));
  const signer = new Signer(userCa, journalForSigner(journal, ceiling, clock.nowMs), clock.nowMs);
  const dispatch = new Dispatch({ identity, journal, fleet, signer, log }, link);
  return { link, outbox, pool, fleet, dispatch };
};

const run = (parts: Parts, base: Base, unlock: () => void): RunningConnector => {
  const { config, log, say } = parts;
  const { identity, journal, clock } = base;
  const { link, outbox, pool, fleet, dispatch } = assemble(parts, base);
  warnOfClock(clock, log);
  const unwritable = (error: unknown): void => log.error({ err: error }, 'The journal cannot be written.');
  link.start({
    up: (welcome) => {
      say(`curfew connector: connected to ${config.url.origin} as ${welcome.name}`);
      compareClocks(welcome, log);
      letIn(base)
        .then(() => fleet.wake())
        .catch(unwritable);
      outbox.linkIsUp();
    },
    message: (message) => dispatch.receive(message),
  });
  const timers = [
    setInterval(() => void clock.persist().catch(unwritable), CLOCK_EVERY_MS),
    setInterval(() => outbox.sendReceipts(), RECEIPTS_EVERY_MS),
  ];
  void fleet.start();
  return { identity, stop: () => stop({ link, pool, fleet, dispatch, journal, timers, unlock }) };
};

interface Stoppable {
  link: Link;
  pool: ConnectionPool;
  fleet: Fleet;
  dispatch: Dispatch;
  journal: Journal;
  timers: NodeJS.Timeout[];
  unlock: () => void;
}

/** Work under way on a server gets this long to come to its end. */
const STOP_WITHIN_MS = 5_000;

const stop = async ({ link, pool, fleet, dispatch, journal, timers, unlock }: Stoppable): Promise<void> => {
  timers.forEach((timer) => clearInterval(timer));
  link.stop();
  const cut = setTimeout(() => pool.close(), STOP_WITHIN_MS);
  const longest = new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS + 1_000).unref());
  await Promise.race([Promise.allSettled([fleet.stop(), dispatch.settled()]), longest]);
  clearTimeout(cut);
  pool.close();
  await journal.close();
  unlock();
};

/** A user CA key that the control plane did not refuse: from now on servers are told to trust it. */
const letIn = async ({ journal, userCaKeys }: Base): Promise<void> => {
  if (JSON.stringify(journal.state.userCaKeys) === JSON.stringify(userCaKeys)) return;
  await journal.commit({ kind: 'user-ca', keys: [...userCaKeys] });
};

const secretReport = (integrationId: IntegrationId, fault: Fault | null, nowMs: number): IntegrationReport =>
  Object.assign(new IntegrationReport(), {
    type: 'integration-report' as const,
    integrationId,
    lookedAtIso: new Date(nowMs).toISOString(),
    fault: fault === null ? null : faultReportOf(fault),
  });

const CLOCK_TOLERANCE_MS = 30_000;

const warnOfClock = (clock: HighWaterClock, log: Logger): void => {
  const behindMs = clock.behindMs();
  if (behindMs < CLOCK_TOLERANCE_MS) return;
  log.error(
    { code: 'connector-clock-off', behindMs },
    'The clock of this machine was set back. Deadlines go by the later time that was seen before.',
  );
};

const compareClocks = (welcome: Welcome, log: Logger): void => {
  const offMs = Date.now() - Date.parse(welcome.serverTimeIso);
  if (Math.abs(offMs) > CLOCK_TOLERANCE_MS)
    log.error(
      { code: 'connector-clock-off', offMs },
      'The clocks of connector and control plane differ by more than 30 s.',
    );
};
