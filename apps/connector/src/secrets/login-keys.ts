import { Fault } from '#access/fault.js';
import type { IntegrationId } from '#access/ids.js';
import type { OrderedIntegration } from '#protocol/order.js';
import { readPrivateKeySecret } from '#secret-store/private-key-secret.js';
import { parseSecretReference } from '#secret-store/secret-reference.js';
import type { SecretStore } from '#secret-store/secret-store.js';
import { toOpensshPrivateKey } from '#ssh/private-key.js';
import type { LoginKey } from '../servers/pool/dial.js';

/**
 * The login keys of the integrations, read from the secret store when they are needed and kept in memory for a short time.
 * They are never written to disk here.
 */

interface Cached {
  reference: string;
  readAtMs: number;
  /** So long it counts. */
  goodMs: number;
  key: Promise<LoginKey>;
}

/** Told after each reading: the fault, or null when the key was read. */
export type SecretWatcher = (integrationId: IntegrationId, fault: Fault | null) => void;

const CACHE_MS = 5 * 60_000;
/** Hundreds of servers may ask for a new reading at once, and a store takes only so many calls: one serves them all. */
const READ_EVERY_MS = 1_000;

export class LoginKeys {
  private readonly cache = new Map<IntegrationId, Cached>();

  constructor(
    private readonly secrets: SecretStore,
    private readonly nowMs: () => number,
    private readonly watcher: SecretWatcher,
  ) {}

  /** The login key of an integration. @throws Fault secret-… and public-key-weak */
  get(integration: OrderedIntegration): Promise<LoginKey> {
    const { integrationId, secret } = integration;
    const reference = JSON.stringify(secret);
    const cached = this.cache.get(integrationId);
    if (cached?.reference === reference && this.nowMs() - cached.readAtMs < cached.goodMs) return cached.key;
    const reading: Cached = { reference, readAtMs: this.nowMs(), goodMs: CACHE_MS, key: this.read(integration) };
    this.cache.set(integrationId, reading);
    reading.key.catch(() => (reading.goodMs = READ_EVERY_MS));
    return reading.key;
  }

  /** The next `get` reads the secret again, unless it was read just now: after a refused login, or when somebody asks for a look. */
  forget(integrationId: IntegrationId): void {
    const cached = this.cache.get(integrationId);
    if (cached !== undefined) cached.goodMs = READ_EVERY_MS;
  }

  private async read({ integrationId, secret }: OrderedIntegration): Promise<LoginKey> {
    try {
      const values = await this.secrets.read(parseSecretReference(secret));
      const key = readPrivateKeySecret(values, 'base64_private_key');
      this.watcher(integrationId, null);
      return { privateKey: toOpensshPrivateKey(key), publicKeyLine: key.publicKey.line };
    } catch (error) {
      const fault =
        error instanceof Fault
          ? error
          : new Fault('secret-unreachable', 'The secret could not be read.', { cause: error });
      this.watcher(integrationId, fault);
      throw fault;
    }
  }
}
