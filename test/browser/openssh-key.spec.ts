import { execFileSync } from 'node:child_process';
import { createHash, webcrypto } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintInput, fingerprintOf, privateKeyFile, publicKeyLine } from '../../apps/web/src/ui/openssh-key.js';

const SEED_AT = 16;

const pairFromWebCrypto = async () => {
  const pair = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const pkcs8 = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey));
  const publicKey = new Uint8Array(await webcrypto.subtle.exportKey('raw', pair.publicKey));
  return { seed: pkcs8.slice(SEED_AT), publicKey };
};

describe('a key file written in the browser, judged by ssh-keygen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openssh-key-'));
  const file = join(folder, 'key');
  afterAll(() => rmSync(folder, { recursive: true }));

  const keygen = (...args: string[]): string => execFileSync('ssh-keygen', args, { encoding: 'utf8' }).trim();

  // Comments of each length modulo 8 go through every padding, none included.
  it.each(['', 'a', 'ab', 'abc', 'rita', 'rita@', 'rita@h', 'curfew!', 'rita@example.org web-1'])(
    'comment %j: the public half, the comment and the fingerprint are read back',
    async (comment) => {
      const pair = await pairFromWebCrypto();
      writeFileSync(file, privateKeyFile(pair, comment, webcrypto.getRandomValues(new Uint8Array(4))));
      chmodSync(file, 0o600);
      expect(keygen('-y', '-P', '', '-f', file)).toBe(publicKeyLine(pair.publicKey, comment).trim());
      const sha256 = createHash('sha256').update(fingerprintInput(pair.publicKey)).digest();
      expect(keygen('-l', '-f', file)).toContain(`256 ${fingerprintOf(sha256)} `);
    },
  );

  it('signs with the key that was put in', async () => {
    const pair = await pairFromWebCrypto();
    writeFileSync(file, privateKeyFile(pair, 'signer', Uint8Array.of(1, 2, 3, 4)), { mode: 0o600 });
    const allowed = join(folder, 'allowed');
    writeFileSync(allowed, `signer ${publicKeyLine(pair.publicKey, 'signer')}\n`);
    const message = join(folder, 'message');
    writeFileSync(message, 'the message');
    keygen('-q', '-Y', 'sign', '-f', file, '-n', 'test', message);
    const verdict = execFileSync(
      'ssh-keygen',
      ['-Y', 'verify', '-f', allowed, '-I', 'signer', '-n', 'test', '-s', `${message}.sig`],
      { input: 'the message', encoding: 'utf8' },
    );
    expect(verdict).toContain('Good "test" signature');
  });
});
