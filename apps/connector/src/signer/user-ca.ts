import { randomBytes } from 'node:crypto';
import { Fault } from '#access/fault.js';
import { readPrivateKeySecret } from '#secret-store/private-key-secret.js';
import type { SecretReference } from '#secret-store/secret-reference.js';
import type { SecretStore } from '#secret-store/secret-store.js';
import { signCertificate, type CertificateSigner } from '#ssh/certificate.js';
import type { PrivateKey } from '#ssh/private-key.js';
import { RSA_BITS_MIN, publicKeyFromKeyObject, type PublicKey } from '#ssh/public-key.js';
import { redeemPermit, type SigningPermit } from './signing-permit.js';
import { loadOrMakeCaKey } from './user-ca-file.js';

/** Where the user CA key comes from: the secret store, or else the state folder, where it is made at the first start. */
export interface UserCaSource {
  stateFolder: string;
  secret?: { store: SecretStore; reference: SecretReference } | undefined;
}

/** Holds the user CA key and signs certificates with it, for a permit only. The key never leaves this object [I6]. */
export class UserCa {
  readonly #signer: CertificateSigner;
  /** `ssh-ed25519 AAAA…`: what servers trust. */
  readonly publicKeyLine: string;
  /** `SHA256:…` */
  readonly fingerprint: string;

  constructor(key: PrivateKey) {
    const publicKey = strongPublicKey(key);
    this.#signer = { privateKey: key.keyObject, publicKey };
    this.publicKeyLine = publicKey.line;
    this.fingerprint = publicKey.fingerprint;
  }

  /**
   * Opens the user CA.
   * @throws Fault state-unusable (file), those of the secret store, public-key-weak (RSA below 3072 bits)
   */
  static async open({ stateFolder, secret }: UserCaSource): Promise<UserCa> {
    if (!secret) return new UserCa(await loadOrMakeCaKey(stateFolder));
    const values = await secret.store.read(secret.reference);
    return new UserCa(readPrivateKeySecret(values, 'base64_ca_private_key'));
  }

  /** One certificate line for one permit; a permit serves once. */
  issue(permit: SigningPermit): Promise<string> {
    if (!redeemPermit(permit)) throw new Fault('internal-error', 'A certificate was asked for without a permit.');
    const { publicKey, principal, serial, validAfterSeconds, validBeforeSeconds, extensions } = permit;
    const times = { validAfterSeconds, validBeforeSeconds };
    const contents = { publicKey, principal, keyId: principal, serial, ...times, extensions };
    return signCertificate({ ...contents, criticalOptions: {}, nonce: randomBytes(32) }, this.#signer);
  }
}

/** A login key may be an RSA key of 2048 bits; the user CA key may not. */
function strongPublicKey(key: PrivateKey): PublicKey {
  try {
    return publicKeyFromKeyObject(key.keyObject, '', RSA_BITS_MIN);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault('public-key-weak', `The user CA key is not accepted: ${error.message}`, {
      hint: 'Use an Ed25519, ECDSA or RSA key of 3072 bits or more as user CA key.',
    });
  }
}
