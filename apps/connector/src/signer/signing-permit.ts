import { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import type { CertificateExtension } from '#ssh/certificate.js';
import { grantPrincipal, type Principal } from '#ssh/principal.js';
import { parsePublicKey, type PublicKey } from '#ssh/public-key.js';
import type { SignerJournal } from './signer-journal.js';

/** What somebody asks the connector to sign: the message `sign` of the link. */
export interface SignRequest {
  grantId: GrantId;
  keyNumber: number;
  /** One OpenSSH public key line. */
  publicKey: string;
}

/**
 * Proof that one certificate may be signed: the grant is in force in the connector's own journal, the key is the one bound
 * to it, and the serial is written down. Only `permitSigning` makes it, and it serves once.
 */
export interface SigningPermit {
  readonly __kind: 'signing-permit';
  readonly publicKey: PublicKey;
  readonly principal: Principal;
  readonly serial: bigint;
  readonly validAfterSeconds: number;
  readonly validBeforeSeconds: number;
  readonly extensions: readonly CertificateExtension[];
}

export interface SigningSources {
  journal: SignerJournal;
  /** The connector's high-water time: it never goes back [I19]. Unix milliseconds. */
  nowMs: () => number;
  /** Gives so many random bytes. */
  random: (bytes: number) => Buffer;
}

/** How far a server's clock may be behind the connector's [I1]. */
const SKEW_SECONDS = 60;
const SERIAL_TRIES = 3;

const permits = new WeakSet<SigningPermit>();

/**
 * Checks everything and writes key and serial to the journal; the grant is looked at again after the last write.
 * @throws Fault public-key-invalid, public-key-weak, grant-not-active, key-not-bound, and the journal's own refusal
 */
export async function permitSigning(request: SignRequest, sources: SigningSources): Promise<SigningPermit> {
  const publicKey = parsePublicKey(request.publicKey);
  validityInForce(request, sources);
  await bind(request, publicKey, sources.journal);
  const validity = validityInForce(request, sources);
  const serial = await journalSerial(request, publicKey, validity, sources);
  refuseShortened(validity, validityInForce(request, sources));
  const permit: SigningPermit = {
    __kind: 'signing-permit',
    publicKey,
    principal: grantPrincipal(request.grantId, request.keyNumber),
    serial,
    ...validity,
  };
  permits.add(permit);
  return permit;
}

/** Takes a permit in: true for one that `permitSigning` made and that was not used before. */
export const redeemPermit = (permit: SigningPermit): boolean => permits.delete(permit);

type Validity = Pick<SigningPermit, 'validAfterSeconds' | 'validBeforeSeconds' | 'extensions'>;

/** What a certificate for the grant may have at most [I1, I3], if the grant is in force now. */
function validityInForce({ grantId, keyNumber }: SignRequest, { journal, nowMs }: SigningSources): Validity {
  const { ordered, refusal } = journal.grant(grantId) ?? {};
  if (!ordered) throw notActive('The connector does not know the grant.', 'Try again in a few seconds.');
  if (refusal) throw refusal;
  if (ordered.wanted !== 'present') throw notActive('The grant has ended.', 'Ask for access again.');
  if (ordered.keyNumber !== keyNumber) {
    throw new Fault('key-not-bound', 'The key of the grant was reset meanwhile.', { hint: 'Load the page again.' });
  }
  const [now, from, until] = [nowMs(), Date.parse(ordered.fromIso), Date.parse(ordered.untilIso)];
  // Written so that a time that cannot be read (NaN) refuses.
  if (!(now < until)) throw notActive('The grant has ended.', 'Ask for access again.');
  if (!(now >= from - SKEW_SECONDS * 1000)) throw notActive('The grant has not begun yet.', 'Wait until it begins.');
  const validAfterSeconds = Math.ceil(Math.max(now, from) / 1000) - SKEW_SECONDS;
  return { validAfterSeconds, validBeforeSeconds: Math.floor(until / 1000), extensions: ordered.extensions };
}

/** The first key binds itself to this number of the grant; every other one is refused [I4]. */
async function bind({ grantId, keyNumber }: SignRequest, key: PublicKey, journal: SignerJournal): Promise<void> {
  const line = `${key.type} ${key.blob.toString('base64')}`;
  const bound = await journal.bindKey(grantId, keyNumber, line);
  if (bound === line) return;
  throw new Fault('key-not-bound', 'Another public key is bound to the grant.', {
    hint: 'Use the key that was given first, or reset the key of the grant.',
    detail: `grant ${grantId}: bound ${parsePublicKey(bound).fingerprint}, offered ${key.fingerprint}`,
  });
}

/** 63 random bits, unique in the journal and there before the signature is made [I5]. */
async function journalSerial(
  { grantId, keyNumber }: SignRequest,
  { fingerprint }: PublicKey,
  { validAfterSeconds, validBeforeSeconds }: Validity,
  { journal, random }: SigningSources,
): Promise<bigint> {
  for (let tries = 0; tries < SERIAL_TRIES; tries++) {
    const serial = BigInt.asUintN(63, random(8).readBigUInt64BE());
    const record = { serial: `${serial}`, grantId, keyNumber, fingerprint, validAfterSeconds, validBeforeSeconds };
    if (serial > 0n && (await journal.recordSerial(record))) return serial;
  }
  throw new Fault('internal-error', 'The connector found no serial that is free: its randomness is broken.');
}

/** An order that came during the last write may have brought the end nearer, or taken something away. */
function refuseShortened(journalled: Validity, now: Validity): void {
  const sameEnd = now.validBeforeSeconds >= journalled.validBeforeSeconds;
  if (sameEnd && journalled.extensions.every((name) => now.extensions.includes(name))) return;
  throw notActive('The grant was changed meanwhile.', 'Try again.');
}

const notActive = (message: string, hint: string): Fault => new Fault('grant-not-active', message, { hint });
