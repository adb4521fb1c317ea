/** Makes the key in the browser. It is handed to the person as a file and goes nowhere else. */
import { privateKeyFile, publicKeyLine } from './openssh-key.js';

export interface MadeKey {
  publicKey: string;
  privateKey: string;
}

/** Ed25519 in PKCS#8 (RFC 8410) is 16 bytes of frame, then the 32 bytes of the seed. */
const PKCS8_FRAME_BYTES = 16;

/** Takes the comment of the key; gives both halves as OpenSSH text, or null where the browser cannot make Ed25519 keys. */
export const makeKey = async (comment: string): Promise<MadeKey | null> => {
  const pair = await generate();
  if (pair === null) return null;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const seed = pkcs8.slice(PKCS8_FRAME_BYTES);
  const checkBytes = crypto.getRandomValues(new Uint8Array(4));
  return {
    publicKey: publicKeyLine(publicKey, comment),
    privateKey: privateKeyFile({ seed, publicKey }, comment, checkBytes),
  };
};

const generate = async (): Promise<CryptoKeyPair | null> => {
  // Outside https and localhost a browser offers no subtle crypto at all.
  if (!('subtle' in crypto)) return null;
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    return 'privateKey' in pair ? pair : null;
  } catch {
    return null;
  }
};

/** Hands a text to the person as a file. */
export const download = (fileName: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
