import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { Fault } from '#access/fault.js';
import { readIfThere, writeDurably } from './state-folder.js';

/** The connector's own Ed25519 key: proves who dials, and signs receipts. The private half never leaves this object. */
export class ConnectorKey {
  /** SPKI PEM, as the control plane pins it. */
  readonly publicKeyPem: string;

  private constructor(private readonly privateKey: KeyObject) {
    this.publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  }

  /** Ed25519 signature over the bytes, base64. */
  sign(bytes: Buffer): string {
    return sign(null, bytes, this.privateKey).toString('base64');
  }

  /**
   * Reads the key from the state folder; makes it at the first start.
   * @throws Fault state-unusable
   */
  static open(stateFolder: string): ConnectorKey {
    const path = join(stateFolder, 'connector.key');
    const pem = readIfThere(path) ?? ConnectorKey.make(path);
    try {
      const key = createPrivateKey(pem);
      if (key.asymmetricKeyType === 'ed25519') return new ConnectorKey(key);
    } catch {
      // Told below, without the cause: it could quote the key.
    }
    throw new Fault('state-unusable', `The connector's own key ${path} is damaged.`, {
      hint: 'Restore it from a backup, or empty the state folder and enrol the connector anew with a fresh token.',
    });
  }

  private static make(path: string): string {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeDurably(path, pem);
    return pem;
  }
}
