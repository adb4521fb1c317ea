/** What PostgreSQL itself refuses of shifts and bundles, whatever program writes. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { atEnd } from '#testkit/at-end.js';
import { givenControlPlaneDatabase } from '#testkit/control-plane.js';
import { until } from '#testkit/until.js';

type Row = Record<string, string | number>;

let database: Awaited<ReturnType<typeof givenControlPlaneDatabase>>;
const personId = randomUUID();
const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

interface Writer {
  query(sql: string, values: unknown[]): Promise<unknown>;
}
const insert = (table: string, row: Row, writer: Writer = database): Promise<unknown> => {
  const places = Object.keys(row).map((_, at) => `$${at + 1}`);
  return writer.query(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`, Object.values(row)); // prettier-ignore
};

beforeAll(async () => {
  database = await givenControlPlaneDatabase();
  const person = { issuer: 'local', subject: 'rita', display_name: 'Rita', account_name: 'rita', role: 'member' };
  await insert('person', { id: personId, ...person });
});

/** A connection of its own. */
const givenClient = async (): Promise<pg.Client> => {
  const client = new pg.Client(database.connection);
  await client.connect();
  atEnd(() => client.end());
  return client;
};

const shiftRow = (given: Row = {}): Row => {
  const id = randomUUID();
  const turns = { length_count: 1, length_unit: 'days', start_date: '2026-01-01', handover_time: '09:00' };
  return { id, name: id, name_key: id, time_zone: 'UTC', ...turns, ...given };
};
const shift = async (): Promise<string> => {
  const row = shiftRow();
  await insert('shift', row);
  return String(row.id);
};
/** From and until as hours of one day. */
const override = (shiftId: string, from: number, to: number, writer?: Writer): Promise<unknown> => {
  const time = (hour: number): string => `2026-11-22T${String(hour).padStart(2, '0')}:00:00Z`;
  const times = { from_at: time(from), until_at: time(to), at: time(0) };
  return insert('shift_override', { id: randomUUID(), shift_id: shiftId, person_id: personId, by_id: personId, ...times }, writer); // prettier-ignore
};

describe('a shift', () => {
  it.each([
    ['shift_length', { length_count: 0 }],
    ['shift_length', { length_unit: 'months' }],
    ['shift_handover_time', { handover_time: '24:00' }],
    ['shift_start_date', { start_date: '2026-13-01' }],
    ['shift_time_zone', { time_zone: '+02:00' }],
  ] as [string, Row][])('that breaks %s is refused: %j', async (constraint, given) => {
    await expect(insert('shift', shiftRow(given))).rejects.toMatchObject({ constraint });
  });

  it('in which a person has two turns is refused', async () => {
    const turn = { shift_id: await shift(), person_id: personId };
    await insert('shift_person', { ...turn, position: 0 });
    const again = insert('shift_person', { ...turn, position: 1 });
    await expect(again).rejects.toMatchObject({ constraint: 'shift_person_once' });
  });
});

describe('an override', () => {
  it('that ends before it begins is refused', async () => {
    await expect(override(await shift(), 2, 2)).rejects.toMatchObject({ constraint: 'shift_override_times' });
  });

  it('that overlaps another of its shift is refused, of whichever of two writers; one may follow the other', async () => {
    const [id, other] = [await shift(), await shift()];
    const first = await givenClient();
    await first.query('BEGIN');
    await override(id, 2, 4, first);
    const second = expect(override(id, 3, 5)).rejects.toMatchObject({ constraint: 'shift_override_no_overlap' });
    await until(async () => (await first.query(WAITING)).rowCount === 1, { within: 20_000, what: 'the second waits' });
    await first.query('COMMIT');
    await second;
    await expect(override(id, 3, 4)).rejects.toMatchObject({ constraint: 'shift_override_no_overlap' });
    await override(id, 4, 6);
    await override(other, 3, 4);
    const longer = database.query(`UPDATE shift_override SET until_at = '2026-11-23' WHERE shift_id = '${id}' AND from_at < '2026-11-22T05:00Z'`); // prettier-ignore
    await expect(longer).rejects.toMatchObject({ constraint: 'shift_override_no_overlap' });
  });
});

describe('a bundle', () => {
  it.each(['[]', '{}', '"all"'])('that holds %s is refused', async (targets) => {
    const row = { id: randomUUID(), name: 'x', name_key: 'x', targets };
    await expect(insert('bundle', row)).rejects.toMatchObject({ constraint: 'bundle_targets' });
  });
});
