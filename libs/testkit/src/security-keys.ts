import { generateKeyPairSync } from 'node:crypto';

const wire = (field: Buffer | string): Buffer => {
  const bytes = Buffer.from(field);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const line = (...fields: (Buffer | string)[]): string =>
  `${fields[0]?.toString()} ${Buffer.concat(fields.map(wire)).toString('base64')}`;

const bytes = (text = ''): Buffer => Buffer.from(text, 'base64url');

/** Public key lines of FIDO security keys (OpenSSH's PROTOCOL.u2f), framed here: ssh-keygen makes none without a device. */
export function securityKeyLines(): [type: string, line: string][] {
  const { x: edwards } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]);
  const [ed25519, ecdsa] = ['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'];
  return [
    [ed25519, line(ed25519, bytes(edwards), 'ssh:')],
    [ecdsa, line(ecdsa, 'nistp256', point, 'ssh:')],
  ];
}
