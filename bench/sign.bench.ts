/** How many certificates per second the signer makes, with and without its journal, against ssh-keygen and the bare signature. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign as cryptoSign } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GrantId, IntegrationId } from '#access/ids.js';
import type { OrderedServer } from '#protocol/order.js';
import { givenFolder } from '#testkit/folder.js';
import { makeKeyFile } from '#testkit/ssh-keygen.js';
import { DEFAULT_CEILING } from '../apps/connector/src/ceiling/ceiling.js';
import { Journal } from '../apps/connector/src/journal/journal.js';
import { journalForSigner } from '../apps/connector/src/journal/journal-for-signer.js';
import { Signer } from '../apps/connector/src/signer/signer.js';
import { makeKeyLine, MemoryJournal, order } from '../apps/connector/src/signer/signer.fixture.js';
import { UserCa } from '../apps/connector/src/signer/user-ca.js';
import { type Bench, inTurn, median, perSecond, type Row, timed } from './measure.js';

const COUNT = 1_000;
const RUNS = 7;
/** Certificates that are asked for at the same time. */
const AT_ONCE = 100;

const grantIdOf = (n: number): GrantId => `7d3c0d0e-9a52-4d8e-8a53-${String(n).padStart(12, '0')}` as GrantId;
/** The bench takes less than an hour. */
const times = {
  fromIso: new Date(Date.now() - 1_000).toISOString(),
  untilIso: new Date(Date.now() + 3_600_000).toISOString(),
};
const grantOf = (n: number) => order({ grantId: grantIdOf(n), ...times });
const SERVER: OrderedServer = {
  serverId: order().serverId,
  integrationId: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb' as IntegrationId,
  name: 's1',
  host: '127.0.0.1',
  port: 22,
  user: 'curfew',
  confirmedFingerprint: null,
  wanted: 'set-up',
  gone: false,
};

async function signAll(signer: Signer, keys: string[], first: number): Promise<void> {
  const todo = keys.map((publicKey, index) => ({ grantId: grantIdOf(first + index), keyNumber: 1, publicKey }));
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) await signer.sign(one);
  });
  await Promise.all(workers);
}

/** Signs for fresh grants with these keys; gives the milliseconds of the signing alone. */
type Batch = (keys: string[]) => Promise<number>;

async function journalledSigner(userCa: UserCa): Promise<Batch> {
  const journal = await Journal.open(givenFolder('journal'));
  const signer = new Signer(userCa, journalForSigner(journal, DEFAULT_CEILING, Date.now), Date.now);
  let first = 0;
  return async (keys) => {
    const grants = keys.map((_, index) => grantOf(first + index));
    const since = first === 0 ? null : first;
    await journal.commit({ kind: 'order', generation: first + 1, since, integrations: [], servers: [SERVER], grants });
    const ms = await timed(() => signAll(signer, keys, first));
    first += keys.length;
    return ms;
  };
}

function memorySigner(userCa: UserCa): Batch {
  const journal = new FastMemoryJournal();
  const signer = new Signer(userCa, journal, Date.now);
  let first = 0;
  return async (keys) => {
    keys.forEach((_, index) => journal.put(grantOf(first + index)));
    const ms = await timed(() => signAll(signer, keys, first));
    first += keys.length;
    return ms;
  };
}

/** The fixture's journal looks through all serials; this one does not. */
class FastMemoryJournal extends MemoryJournal {
  private readonly used = new Set<string>();

  override recordSerial(record: { serial: string }): Promise<boolean> {
    const isNew = !this.used.has(record.serial);
    this.used.add(record.serial);
    return Promise.resolve(isNew);
  }
}

/** One ssh-keygen process signs many keys, as somebody would who scripts it. */
async function sshKeygenBatch(keys: string[]): Promise<() => Promise<number>> {
  const folder = givenFolder('ssh-keygen');
  const ca = await makeKeyFile(folder, 'ca', '-t', 'ed25519');
  const files = keys.map((line, index) => {
    const file = join(folder, `k${index}.pub`);
    writeFileSync(file, `${line}\n`);
    return file;
  });
  return async () => {
    files.forEach((file) => rmSync(file.replace(/\.pub$/, '-cert.pub'), { force: true }));
    const args = ['-q', '-s', ca, '-I', 'grant-1', '-n', 'grant-1', '-V', '-1m:+1h', '-O', 'clear', '-O', 'permit-pty'];
    return timed(() => promisify(execFile)('ssh-keygen', [...args, ...files]));
  };
}

const rawSignatures = (): Promise<number> => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.alloc(400, 7);
  return timed(async () => {
    for (let n = 0; n < COUNT; n++) cryptoSign(null, bytes, privateKey);
  });
};

export const sign: Bench = {
  name: 'sign',
  async run(say) {
    const keys = Array.from({ length: COUNT }, makeKeyLine);
    const userCa = await UserCa.open({ stateFolder: givenFolder('ca') });
    const [journalled, inMemory, batch] = [
      await journalledSigner(userCa),
      memorySigner(userCa),
      await sshKeygenBatch(keys),
    ];
    say(`${RUNS} times ${COUNT} certificates, ${AT_ONCE} at once`);
    const sides = { journalled: () => journalled(keys), inMemory: () => inMemory(keys), batch, raw: rawSignatures };
    const times = await inTurn(sides, RUNS);
    const rate = (values: number[]): number => (COUNT / median(values)) * 1_000;
    return [
      rateRow(
        'certificates, journal written and synced, against `ssh-keygen -s` (many per process)',
        rate(times.journalled),
        rate(times.batch),
        5,
      ),
      rateRow(
        'certificates without the journal, against bare `node:crypto` signatures',
        rate(times.inMemory),
        rate(times.raw),
        0.5,
      ),
    ];
  },
};

const rateRow = (what: string, ours: number, peer: number, least: number): Row => ({
  bench: 'sign',
  what,
  ours: perSecond(ours),
  peer: perSecond(peer),
  ratio: `${(ours / peer).toFixed(2)}×`,
  bar: `≥ ${least}×`,
  met: ours / peer >= least,
  runs: RUNS,
});
