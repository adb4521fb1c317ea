import { createPublicKey, verify } from 'node:crypto';
import { receiptSignatureBytes } from '#protocol/signatures.js';

/**
 * Whether that key signed the receipt. `verify` may answer with more than true and false: only true counts [I40].
 * @param publicKey SPKI PEM; null: there is none
 */
export const isReceiptSignedBy = (
  publicKey: string | null,
  { payload, signature }: { payload: string; signature: string },
): boolean =>
  publicKey !== null &&
  verify(null, receiptSignatureBytes(payload), createPublicKey(publicKey), Buffer.from(signature, 'base64')) === true;
