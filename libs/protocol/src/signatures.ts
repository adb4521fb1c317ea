/** What is signed on the link and in receipts: each text starts with its purpose, so that no signature serves for another. */

/** Bytes that a connector signs (Ed25519) to prove that it holds its key. `nonce` is the base64 text of the challenge. */
export const linkSignatureBytes = (hello: {
  nonce: string;
  installationId: string;
  connectorId: string;
  instanceId: string;
}): Buffer =>
  Buffer.from(['curfew-link-v1', hello.nonce, hello.installationId, hello.connectorId, hello.instanceId].join('\n'));

/** Bytes that a connector signs for a receipt. `payload` is the exact JSON text that is sent and stored. */
export const receiptSignatureBytes = (payload: string): Buffer => Buffer.from(`curfew-receipt-v1\n${payload}`);
