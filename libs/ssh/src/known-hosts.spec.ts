import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { Fault } from '#access/fault.js';
import { keyFolder, makeKeyFile, readText, sshKeygen } from '#testkit/ssh-keygen.js';
import { hostKeyFromBlob, hostKeysOf, knownHostsLine, parseKnownHosts } from './known-hosts.js';
import { parsePublicKey, type PublicKey } from './public-key.js';

let folder: Awaited<ReturnType<typeof keyFolder>>;
let one: PublicKey;
let two: PublicKey;
const bare = (key: PublicKey): string => `${key.type} ${key.blob.toString('base64')}`;
const accepted = (text: string, host: string, port = 22): string[] =>
  hostKeysOf(parseKnownHosts(text), host, port).accepted.map((key) => key.fingerprint);

beforeAll(async () => {
  folder = await keyFolder();
  one = parsePublicKey(await readText(`${await makeKeyFile(folder.path, 'one', '-t', 'ed25519')}.pub`));
  two = parsePublicKey(await readText(`${await makeKeyFile(folder.path, 'two', '-t', 'ecdsa')}.pub`));
});
afterAll(() => folder.remove());

it('writes lines that ssh-keygen finds the host by, with and without port, and reads them', async () => {
  const path = join(folder.path, 'known_hosts');
  await writeFile(path, `${knownHostsLine('Web-1.example.org', 22, one)}\n`);
  await appendFile(path, `${knownHostsLine('2001:db8::7', 2022, two)}\n`);
  expect(await sshKeygen('-F', 'web-1.example.org', '-f', path)).toContain(bare(one));
  expect(await sshKeygen('-F', '[2001:db8::7]:2022', '-f', path)).toContain(bare(two));
  const text = await readText(path);
  expect(accepted(text, 'web-1.EXAMPLE.org')).toEqual([one.fingerprint]);
  expect(accepted(text, '2001:db8::7', 2022)).toEqual([two.fingerprint]);
  expect(accepted(text, 'web-1.example.org', 2022)).toEqual([]);
  expect(accepted(text, '2001:db8::7')).toEqual([]);
});

it('reads names that ssh-keygen hashed', async () => {
  const path = join(folder.path, 'hashed');
  await writeFile(path, [knownHostsLine('web-1', 22, one), knownHostsLine('web-2', 2022, two), ''].join('\n'));
  await sshKeygen('-H', '-f', path);
  const text = await readText(path);
  expect(text).not.toContain('web-');
  expect(accepted(text, 'web-1')).toEqual([one.fingerprint]);
  expect(accepted(text, 'web-2', 2022)).toEqual([two.fingerprint]);
  expect(accepted(text, 'web-2')).toEqual([]);
});

it.each([
  ['web-1,10.0.0.1', '10.0.0.1', true],
  ['*.example.org', 'a.b.example.org', true],
  ['*.example.org', 'example.org', false],
  ['web-?', 'web-1', true],
  ['web-?', 'web-12', false],
  ['*.example.org,!db.example.org', 'db.example.org', false],
  ['*.example.org,!db.example.org', 'web.example.org', true],
  ['!db', 'web', false],
  ['a.c', 'abc', false],
  ['**a**', 'bab', true],
  ['|1|bad', 'bad', false],
  ['|2|AAAA|AAAA', 'web', false],
])('the names %s match %s: %s', (hosts, host, expected) => {
  expect(accepted(`${hosts} ${bare(one)}`, host).length > 0).toBe(expected);
});

it('tells revoked keys and authorities from host keys, and accepts no revoked key', () => {
  const text = [
    `web ${bare(one)}`,
    `web ${bare(two)}`,
    `@revoked * ${bare(one)}`,
    `@cert-authority *eb ${bare(two)} comment`,
  ];
  const found = hostKeysOf(parseKnownHosts(text.join('\n')), 'web', 22);
  expect(found.accepted.map(bare)).toEqual([bare(two)]);
  expect(found.revoked.map(bare)).toEqual([bare(one)]);
  expect(found.authorities.map(bare)).toEqual([bare(two)]);
});

it('skips comments and empty lines, and names the lines that it cannot read', () => {
  const text = `# comment\n\n  web ${bare(one)}\r\nweb ssh-rsa %%%\nweb ssh-rsa ${one.blob.toString('base64')}\n@marker web ${bare(one)}\nweb`;
  const { entries, skipped } = parseKnownHosts(text);
  expect(entries.map((entry) => entry.lineNumber)).toEqual([3]);
  expect(skipped.map((line) => line.lineNumber)).toEqual([4, 5, 6, 7]);
});

it.each(['a b', 'a,b', '*', '!a', '|1|a|b', '', '#a', '@revoked', 'a\nb'])('writes no line for the host %j', (host) => {
  expect(() => knownHostsLine(host, 22, one)).toThrow(Fault);
});

it("takes a server's RSA key of 2048 bits, which it would not take from a person", async () => {
  const line = await readText(`${await makeKeyFile(folder.path, 'rsa', '-t', 'rsa', '-b', '2048')}.pub`);
  const blob = Buffer.from(line.split(' ')[1] ?? '', 'base64');
  expect(hostKeyFromBlob(blob).type).toBe('ssh-rsa');
  expect(() => parsePublicKey(line)).toThrow(Fault);
});

it('reads any text, and no pattern makes it slow', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, host) => void accepted(text, host)));
  const start = process.cpuUsage();
  expect(accepted(`${'*a'.repeat(2000)}b ${bare(one)}`, 'a'.repeat(2000))).toEqual([]);
  expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
});
