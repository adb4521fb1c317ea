import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { Fault } from '#access/fault.js';
import { makeEd25519Key } from '#ssh/private-key.js';
import { parsePublicKey, publicKeyFromKeyObject } from '#ssh/public-key.js';
import { verifyCertificate } from '#ssh/verify-certificate.js';
import { showCertificate } from '#testkit/ssh-keygen.js';
import { FROM_MS, GRANT, makeKeyLine, MemoryJournal, OTHER_GRANT, refusal, UNTIL_MS } from './signer.fixture.js';
import { Signer } from './signer.js';
import { UserCa } from './user-ca.js';

const userCa = new UserCa(makeEd25519Key());
const authority = parsePublicKey(userCa.publicKeyLine);
const personKey = makeKeyLine();

let journal: MemoryJournal;
let nowMs: number;
let signer: Signer;

const put: MemoryJournal['put'] = (...args) => journal.put(...args);
const sign = (publicKey = personKey, keyNumber = 1, grantId = GRANT): Promise<string> =>
  signer.sign({ grantId, keyNumber, publicKey });

beforeEach(() => {
  journal = new MemoryJournal();
  nowMs = FROM_MS + 600_000;
  signer = new Signer(userCa, journal, () => nowMs);
  put();
});

describe('a certificate', () => {
  it('is what ssh-keygen shows of the grant: one principal, its times, permit-pty alone [I1, I2, I3]', async () => {
    const line = await sign();
    const shown = await showCertificate(line);
    expect(shown).toContain('Type: ssh-ed25519-cert-v01@openssh.com user certificate');
    expect(shown).toContain(`Signing CA: ED25519 ${userCa.fingerprint} (using ssh-ed25519)`);
    expect(shown).toMatch(new RegExp(`Principals: \\s+grant-${GRANT}-1\\s+Critical Options: \\(none\\)`));
    expect(shown).toMatch(/Extensions: \s+permit-pty\s*$/);
    const read = verifyCertificate(line, authority);
    expect(read.keyId).toBe(`grant-${GRANT}-1`);
    expect(read.validAfterSeconds).toBe(BigInt(nowMs / 1000 - 60));
    expect(read.validBeforeSeconds).toBe(BigInt(UNTIL_MS / 1000));
  });

  it('never begins more than 60 s before the grant or ends after it, to the millisecond [I1]', async () => {
    const times = fc.record({
      fromMs: fc.integer({ min: FROM_MS, max: FROM_MS + 5000 }),
      lengthMs: fc.integer({ min: 2000, max: 90 * 86_400_000 }),
      part: fc.double({ min: 0, max: 0.99, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(times, async ({ fromMs, lengthMs, part }) => {
        nowMs = Math.floor(fromMs + part * lengthMs);
        put({ fromIso: new Date(fromMs).toISOString(), untilIso: new Date(fromMs + lengthMs).toISOString() });
        const read = verifyCertificate(await sign(), authority);
        const [after, before] = [Number(read.validAfterSeconds) * 1000, Number(read.validBeforeSeconds) * 1000];
        expect(after).toBeGreaterThanOrEqual(fromMs - 60_000);
        expect(after).toBeGreaterThanOrEqual(nowMs - 60_000);
        expect(before).toBeLessThanOrEqual(fromMs + lengthMs);
        expect(before - after).toBeLessThanOrEqual(lengthMs + 60_000);
      }),
    );
  });

  it('has exactly the extensions of the grant, also none [I3]', async () => {
    put({ extensions: ['permit-port-forwarding', 'permit-pty'] });
    expect(verifyCertificate(await sign(), authority).extensions).toEqual(['permit-port-forwarding', 'permit-pty']);
    put({ extensions: [] });
    expect(verifyCertificate(await sign(), authority).extensions).toEqual([]);
  });

  it('for another grant has another principal, so that it opens no other server [I6]', async () => {
    put({ grantId: OTHER_GRANT });
    const [one, two] = [await sign(), await sign(personKey, 1, OTHER_GRANT)];
    expect(verifyCertificate(one, authority).principals).toEqual([`grant-${GRANT}-1`]);
    expect(verifyCertificate(two, authority).principals).toEqual([`grant-${OTHER_GRANT}-1`]);
  });

  it('can be had within the minute before the grant begins by a connector whose clock is behind', async () => {
    nowMs = FROM_MS - 5000;
    expect(verifyCertificate(await sign(), authority).validAfterSeconds).toBe(BigInt(FROM_MS / 1000 - 60));
  });
});

describe('no certificate', () => {
  it.each<[string, () => void, string]>([
    ['for a grant that is not in the journal', () => journal.grants.clear(), 'grant-not-active'],
    ['for a grant that is ordered away, whatever its end says', () => put({ wanted: 'absent' }), 'grant-not-active'],
    ['at the end of the grant', () => void (nowMs = UNTIL_MS), 'grant-not-active'],
    ['after the end of the grant', () => void (nowMs = UNTIL_MS + 86_400_000), 'grant-not-active'],
    ['long before the grant begins', () => void (nowMs = FROM_MS - 61_000), 'grant-not-active'],
    ['for a grant whose end cannot be read', () => put({ untilIso: 'never' }), 'grant-not-active'],
    ['for a grant whose start cannot be read', () => put({ fromIso: '' }), 'grant-not-active'],
    ['when the clock cannot be read', () => void (nowMs = NaN), 'grant-not-active'],
    ['for a key number that was reset', () => put({ keyNumber: 2 }), 'key-not-bound'],
    [
      'for a grant that the connector itself refuses',
      () => put({}, new Fault('above-ceiling', 'Too long.')),
      'above-ceiling',
    ],
  ])('%s', async (_, arrange, code) => {
    arrange();
    expect((await refusal(sign())).code).toBe(code);
    expect(journal.serials).toEqual([]);
    expect(journal.keys.size).toBe(0);
  });

  it('for another key than the first one, also with the same comment; the first one keeps working [I4]', async () => {
    await sign(`${personKey} alex@laptop`);
    const fault = await refusal(sign(`${makeKeyLine()} alex@laptop`));
    expect(fault.code).toBe('key-not-bound');
    expect(verifyCertificate(await sign(personKey), authority).publicKey.line).toBe(personKey);
    expect(journal.serials).toHaveLength(2);
  });

  it('for another key under the old number after a reset; the new number takes a new key', async () => {
    await sign();
    put({ keyNumber: 2 });
    const other = makeKeyLine();
    expect((await refusal(sign(personKey, 1))).code).toBe('key-not-bound');
    expect(verifyCertificate(await sign(other, 2), authority).principals).toEqual([`grant-${GRANT}-2`]);
  });

  it('for a certificate, a weak key or text in the place of a key, and none of them is bound [I4]', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const weak = publicKeyFromKeyObject(rsa, '', 2048).line;
    const certificate = await sign();
    journal.keys.clear();
    expect((await refusal(sign(certificate))).code).toBe('public-key-invalid');
    expect((await refusal(sign(weak))).code).toBe('public-key-weak');
    expect((await refusal(sign('ssh-ed25519 AAAA'))).code).toBe('public-key-invalid');
    expect((await refusal(sign('x'.repeat(100_000)))).code).toBe('public-key-invalid');
    expect(journal.keys.size).toBe(0);
  });

  it.each<[string, () => void]>([
    ['revoked', () => put({ wanted: 'absent' })],
    ['shortened', () => put({ untilIso: new Date(UNTIL_MS - 60_000).toISOString() })],
    ['allowed less', () => put({ extensions: [] })],
    ['over', () => void (nowMs = UNTIL_MS)],
  ])('when the grant is %s while the serial is being written', async (_, change) => {
    journal.whileWriting = change;
    expect((await refusal(sign())).code).toBe('grant-not-active');
  });
});
