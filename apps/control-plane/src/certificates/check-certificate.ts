/** What a connector signed is looked at before anybody gets it: it must be the certificate that was asked for, and no other. */
import { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import { grantPrincipal } from '#ssh/principal.js';
import { parsePublicKey, type PublicKey } from '#ssh/public-key.js';
import { type VerifiedCertificate, verifyCertificate } from '#ssh/verify-certificate.js';

/** What the certificate must say. */
export interface ExpectedCertificate {
  readonly grantId: GrantId;
  readonly keyNumber: number;
  /** The bound key, `ssh-ed25519 AAAA…`. */
  readonly publicKey: string;
  readonly extensions: readonly string[];
  readonly fromAt: Date;
  readonly untilAt: Date;
  /** The connector's user CA keys as it told them: servers trust no other. */
  readonly userCaKeys: readonly string[];
}

export interface CheckedCertificate {
  readonly line: string;
  readonly serial: string;
  /** `SHA256:…` of the user CA. */
  readonly authority: string;
  readonly validAfter: Date;
  readonly validBefore: Date;
}

/** How much earlier than the grant a certificate may begin, for clocks that are behind [I1]. */
const EARLY_SECONDS = 60;

/** @throws Fault certificate-invalid */
export const checkCertificate = (text: string, expected: ExpectedCertificate): CheckedCertificate => {
  const line = text.trim();
  const [certificate, authority] = verified(line, expected.userCaKeys);
  const [validAfter, validBefore] = [dateOf(certificate.validAfterSeconds), dateOf(certificate.validBeforeSeconds)];
  const bound = parsePublicKey(expected.publicKey);
  const checks: [boolean, string][] = [
    [certificate.publicKey.blob.equals(bound.blob), 'it is for another key'],
    [isPrincipal(certificate.principals, expected), 'its principal is not that of the grant'],
    [validBefore.getTime() <= expected.untilAt.getTime(), 'it is valid beyond the end of the grant'],
    [validAfter.getTime() >= expected.fromAt.getTime() - (EARLY_SECONDS + 1) * 1000, 'it is valid before the grant'],
    [validAfter.getTime() < validBefore.getTime(), 'it is never valid'],
    [certificate.criticalOptions.size === 0, 'it demands what the grant does not'],
    [isSame(certificate.extensions, expected.extensions), 'it allows other things than the grant'],
    [certificate.serial > 0n, 'it has no serial'],
  ];
  const broken = checks.find(([holds]) => !holds);
  if (broken) throw invalid(broken[1]);
  return { line, serial: certificate.serial.toString(), authority: authority.fingerprint, validAfter, validBefore };
};

/** The certificate, and which of the user CA keys signed it. */
const verified = (line: string, userCaKeys: readonly string[]): [VerifiedCertificate, PublicKey] => {
  let last: unknown = invalid('the connector told no user CA key');
  for (const key of userCaKeys) {
    try {
      const authority = parsePublicKey(key);
      return [verifyCertificate(line, authority), authority];
    } catch (error) {
      last = error;
    }
  }
  if (last instanceof Fault) throw invalid(last.message, last);
  throw last;
};

const isPrincipal = (principals: readonly string[], { grantId, keyNumber }: ExpectedCertificate): boolean =>
  principals.length === 1 && principals[0] === grantPrincipal(grantId, keyNumber);

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

/** Beyond what a Date holds is for ever, which is later than any grant ends. */
const dateOf = (seconds: bigint): Date =>
  new Date(Number(seconds < 8_640_000_000_000n ? seconds : 8_640_000_000_000n) * 1000);

const invalid = (why: string, cause?: unknown): Fault =>
  new Fault(
    'certificate-invalid',
    'The connector made a certificate that is not the one asked for; it was thrown away.',
    {
      hint: 'Tell an administrator: the connector may be damaged, or not be what it seems.',
      detail: why,
      cause,
    },
  );
