import { inspect } from 'node:util';
import { Fault } from '#access/fault.js';
import { makeEd25519Key, toOpensshPrivateKey } from '#ssh/private-key.js';
import { parsePublicKey } from '#ssh/public-key.js';
import { verifyCertificate } from '#ssh/verify-certificate.js';
import { FROM_MS, GRANT, makeKeyLine, MemoryJournal, refusal } from './signer.fixture.js';
import type { SignerJournal } from './signer-journal.js';
import { Signer } from './signer.js';
import { permitSigning, type SigningPermit } from './signing-permit.js';
import { UserCa } from './user-ca.js';

const caKey = makeEd25519Key();
const userCa = new UserCa(caKey);
const authority = parsePublicKey(userCa.publicKeyLine);
const personKey = makeKeyLine();
const nowMs = FROM_MS + 600_000;
const request = { grantId: GRANT, keyNumber: 1, publicKey: personKey };

let journal: MemoryJournal;
let signer: Signer;

beforeEach(() => {
  journal = new MemoryJournal();
  journal.put();
  signer = new Signer(userCa, journal, () => nowMs);
});

describe('the serial [I5]', () => {
  it('is in the journal, with all that identifies the certificate, before the signature is made', async () => {
    let release: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (release = resolve));
    let signed = false;
    const slow: SignerJournal = {
      grant: (grantId) => journal.grant(grantId),
      bindKey: (...args) => journal.bindKey(...args),
      recordSerial: async (record) => {
        const fresh = await journal.recordSerial(record);
        await written;
        return fresh;
      },
    };
    const work = new Signer(userCa, slow, () => nowMs).sign(request).then((line) => {
      signed = true;
      return line;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(signed).toBe(false);
    release();
    const read = verifyCertificate(await work, authority);
    expect(journal.serials).toEqual([
      {
        serial: `${read.serial}`,
        grantId: GRANT,
        keyNumber: 1,
        fingerprint: parsePublicKey(personKey).fingerprint,
        validAfterSeconds: Number(read.validAfterSeconds),
        validBeforeSeconds: Number(read.validBeforeSeconds),
      },
    ]);
  });

  it('that cannot be written down means no signature', async () => {
    journal.whileWriting = () => {
      throw new Fault('state-unusable', 'The disk is full.');
    };
    expect((await refusal(signer.sign(request))).code).toBe('state-unusable');
  });

  it('differs for each certificate, fits into 63 bits, and one that was used before is not used again', async () => {
    const random = [Buffer.alloc(8, 0xff), Buffer.alloc(8, 0xff), Buffer.alloc(8), Buffer.alloc(8, 1)];
    const sources = { journal, nowMs: () => nowMs, random: () => random.shift() ?? Buffer.alloc(8, 0xff) };
    const first = await permitSigning(request, sources);
    expect(first.serial).toBe(2n ** 63n - 1n);
    expect((await permitSigning(request, sources)).serial).toBe(0x0101010101010101n);
    expect((await refusal(permitSigning(request, sources))).code).toBe('internal-error');
  });
});

describe('the user CA', () => {
  const permit = (): Promise<SigningPermit> =>
    permitSigning(request, { journal, nowMs: () => nowMs, random: () => Buffer.alloc(8, 7) });

  it('signs for a permit once, and for no copy of one', async () => {
    const given = await permit();
    expect(() => userCa.issue({ ...given })).toThrow(Fault);
    await userCa.issue(given);
    expect(() => userCa.issue(given)).toThrow(Fault);
  });

  it('shows its key in no form of printing', () => {
    const secret = toOpensshPrivateKey(caKey).split('\n')[3] ?? '';
    const { d = '' } = caKey.keyObject.export({ format: 'jwk' });
    for (const holder of [userCa, signer]) {
      for (const text of [inspect(holder, { depth: 9, showHidden: true }), JSON.stringify(holder), String(holder)]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(d);
      }
    }
  });
});
