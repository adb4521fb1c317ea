/** PostgreSQL itself refuses what the tables of libs/access do not allow, whatever program writes. */
import { randomUUID } from 'node:crypto';
import { ACCESS_REQUEST_STATES, type AccessRequestState, mayRequestBecome } from '#access/access-request.js';
import { GRANT_STATES, type GrantState, mayGrantBecome } from '#access/grant.js';
import { givenWorld, type World } from '../integration/access-world.js';

type Fields = Record<string, unknown>;

let world: World;
let model: { grant: string; request: string };
const query = <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  world.curfew.database.query<Row & Record<string, unknown>>(sql, values);

beforeAll(async () => {
  world = await givenWorld(['rita', 'omar'], [{ name: 'web-1' }]);
  await world.flow();
  const grant = await world.granting('web-1');
  model = { grant: grant.id, request: grant.requestId };
});

/** What goes wrong, as PostgreSQL names it; null: nothing. */
const refusalOf = async (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: { constraint?: string }) => error.constraint ?? String(error),
  );

/** Writes a copy of a row with other fields. */
const copy = (table: string, id: string, fields: Fields): Promise<unknown> =>
  query(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(model) || $2)).* FROM ${table} model WHERE id = $1`,
    [id, JSON.stringify(fields)],
  );
const set = (table: string, id: string, fields: Fields): Promise<unknown> =>
  query(
    `UPDATE ${table} SET (${Object.keys(fields).join(', ')}) = ROW(${Object.keys(fields).map((_, at) => `$${at + 2}`).join(', ')}) WHERE id = $1`,
    [id, ...Object.values(fields)],
  ); // prettier-ignore

const newRequest = async (): Promise<string> => {
  const id = randomUUID();
  await copy('access_request', model.request, { id, state: 'pending', decided_at: null });
  return id;
};
const approvedRequest = async (): Promise<string> => requestThatIs('approved');
const newGrant = async (fields: Fields = {}): Promise<string> => {
  const id = randomUUID();
  await copy('access_grant', model.grant, { id, request_id: await approvedRequest(), ...fields });
  return id;
};

/** What the row's own checks demand of each state, so that only the transition can be wrong. */
const GRANT_FIELDS: Record<GrantState, Fields> = {
  granting: { state: 'granting', cause: null, end_generation: null },
  active: { state: 'active', cause: null, end_generation: null },
  ending: { state: 'ending', cause: 'revoked', end_generation: 9 },
  ended: { state: 'ended', cause: 'revoked', end_generation: 9, proved_at: new Date(0) },
  failed: { state: 'failed', cause: null, end_generation: 9 },
};
const GRANT_PATHS: Record<GrantState, GrantState[]> = {
  granting: [], active: ['active'], ending: ['ending'], ended: ['ending', 'ended'], failed: ['failed'],
}; // prettier-ignore
const grantThatIs = async (state: GrantState): Promise<string> => {
  const id = await newGrant();
  for (const step of GRANT_PATHS[state]) await set('access_grant', id, GRANT_FIELDS[step]);
  return id;
};

/** Not before this test is over: the program that runs here deals with what is due. */
const DUE = new Date('2100-01-01T00:00:00Z');
/** What the row's own checks demand when a request comes to each state. */
const REQUEST_FIELDS: Record<AccessRequestState, Fields> = {
  pending: { decided_at: null, due_at: null, settled_at: null, lapsed_because: null },
  'to-start': { decided_at: new Date(0), due_at: DUE, settled_at: null, lapsed_because: null },
  approved: { decided_at: new Date(0) },
  denied: { decided_at: new Date(0) },
  cancelled: { decided_at: new Date(0) },
  'timed-out': { decided_at: new Date(0) },
  lapsed: { decided_at: new Date(0), due_at: DUE, settled_at: new Date(2), lapsed_because: 'not used' },
};
const SETTLED: Fields = { due_at: DUE, settled_at: new Date(2), lapsed_because: null };
const becoming = (from: AccessRequestState, to: AccessRequestState): Fields => ({
  ...(from === 'to-start' || from === 'lapsed' ? SETTLED : {}),
  ...REQUEST_FIELDS[to],
  state: to,
});
const requestThatIs = async (state: AccessRequestState): Promise<string> => {
  const id = await newRequest();
  if (state === 'pending') return id;
  if (state === 'lapsed') await set('access_request', id, becoming('pending', 'to-start'));
  await set('access_request', id, becoming(state === 'lapsed' ? 'to-start' : 'pending', state));
  return id;
};

const pairs = <State extends string>(states: readonly State[]): [State, State][] =>
  states.flatMap((from) => states.filter((to) => to !== from).map((to): [State, State] => [from, to]));

describe('a grant', () => {
  it.each(pairs(GRANT_STATES))(
    'that is %s becomes %s only where the table of libs/access allows it',
    async (from, to) => {
      const id = await grantThatIs(from);
      const refusal = await refusalOf(set('access_grant', id, GRANT_FIELDS[to]));
      expect(refusal).toBe(mayGrantBecome(from, to) ? null : 'access_grant_transition');
    },
  );

  it.each(GRANT_STATES.filter((state) => state !== 'granting'))('does not begin as %s', async (state) => {
    expect(await refusalOf(newGrant({ ...GRANT_FIELDS[state] }))).toBe('access_grant_transition');
  });

  it('never ends later than it was to end [I19]', async () => {
    const id = await newGrant();
    const [{ until_at: until }] = await query<{ until_at: Date }>('SELECT until_at FROM access_grant WHERE id = $1', [id]);
    expect(await refusalOf(set('access_grant', id, { until_at: new Date(until.getTime() + 1) , state: 'granting' }))).toBe('access_grant_end_later');
    expect(await refusalOf(set('access_grant', id, { until_at: new Date(until.getTime() - 1), state: 'granting' }))).toBeNull();
  }); // prettier-ignore

  it('ends later by an extension that is written with it for an approved request, from this end to that one, and by no other', async () => {
    const id = await newGrant();
    await set('access_grant', id, GRANT_FIELDS.active);
    const [{ until_at: from }] = await query<{ until_at: Date }>('SELECT until_at FROM access_grant WHERE id = $1', [id]);
    const until = new Date(from.getTime() + 60_000);
    const asked = async (state: string, grant = id) => {
      const request = randomUUID();
      await copy('access_request', model.request, { id: request, state: 'pending', decided_at: null, extends_grant_id: grant });
      if (state !== 'pending') await set('access_request', request, { state, decided_at: new Date(0) });
      return request;
    };
    const statements = (request: string, row: Fields, change: Fields): string[] => [
      `INSERT INTO grant_extension (grant_id, number, request_id, from_until_at, until_at, at) VALUES ('${id}', ${Number(row.number ?? 1)}, '${request}', '${(row.from as Date ?? from).toISOString()}', '${until.toISOString()}', now())`,
      `UPDATE access_grant SET until_at = '${(change.until as Date ?? until).toISOString()}', extended_until_at = '${until.toISOString()}', extended = ${Number(change.extended ?? 1)} WHERE id = '${id}'`,
    ];
    const extend = async (request: string, row: Fields = {}, change: Fields = {}) =>
      refusalOf(query(`DO $do$ BEGIN ${statements(request, row, change).join('; ')}; END $do$`));
    const good = await asked('approved');
    const other = await newGrant();
    for (const [request, row, change] of [
      [await asked('denied')], [await asked('approved', other)], [model.request], [good, { number: 2 }], [good, { from: new Date(from.getTime() - 1) }],
      [good, {}, { until: new Date(until.getTime() + 1) }], [good, {}, { extended: 2 }],
    ] as [string, Fields?, Fields?][]) {
      expect(await extend(request, row, change)).toBe('access_grant_end_later');
    }
    await set('access_request', await asked('pending'), { state: 'cancelled', decided_at: new Date(0) });
    const [insert, update] = statements(good, {}, {});
    await query(insert);
    expect(await refusalOf(query(update))).toBe('access_grant_end_later');
    expect(await refusalOf(set('access_grant', id, { extended: 1, state: 'active' }))).toBe('access_grant_extended');

    const fresh = await newGrant();
    await set('access_grant', fresh, GRANT_FIELDS.active);
    const [sql, move] = statements(await asked('approved', fresh), {}, {}).map((one) => one.replaceAll(id, fresh));
    expect(await refusalOf(query(`DO $do$ BEGIN ${sql}; ${move}; END $do$`))).toBeNull();
    expect(await refusalOf(set('access_grant', fresh, { until_at: new Date(until.getTime() + 1), state: 'active' }))).toBe('access_grant_end_later');
    expect(await refusalOf(set('access_grant', fresh, { until_at: from, state: 'active' }))).toBeNull();
  }); // prettier-ignore

  it('of what a flow gives by itself moves later by its renewal that is written with it, one after the other, and by no other', async () => {
    const flow = randomUUID();
    const moved = async (id: string, { number = 1, extended = number, plus = 60_000 }: { number?: number; extended?: number; plus?: number } = {}) => {
      const [{ until_at: from }] = await query<{ until_at: Date }>('SELECT until_at FROM access_grant WHERE id = $1', [id]);
      const [was, until] = [from.toISOString(), new Date(from.getTime() + plus).toISOString()];
      const renewal = `INSERT INTO grant_renewal (grant_id, number, from_until_at, until_at, at) VALUES ('${id}', ${number}, '${was}', '${new Date(from.getTime() + 60_000).toISOString()}', now())
        ON CONFLICT (grant_id) DO UPDATE SET number = excluded.number, from_until_at = excluded.from_until_at, until_at = excluded.until_at`;
      const move = `UPDATE access_grant SET until_at = '${until}', extended_until_at = '${until}', extended = ${extended} WHERE id = '${id}'`;
      return { renewal, move, both: () => refusalOf(query(`DO $do$ BEGIN ${renewal}; ${move}; END $do$`)) };
    };
    const asked = await newGrant();
    await set('access_grant', asked, GRANT_FIELDS.active);
    expect(await (await moved(asked)).both()).toBe('access_grant_end_later');
    const id = await newGrant({ automatic_flow_id: flow });
    await set('access_grant', id, GRANT_FIELDS.active);
    for (const wrong of [{ number: 2 }, { extended: 2 }, { plus: 60_001 }]) expect(await (await moved(id, wrong)).both()).toBe('access_grant_end_later');
    expect(await (await moved(id)).both()).toBeNull();
    expect(await refusalOf(query((await moved(id, { number: 1 })).renewal))).toBe('grant_renewal_in_order');
    expect(await (await moved(id, { number: 2 })).both()).toBeNull();
    const { renewal, move } = await moved(id, { number: 3 });
    await query(renewal);
    expect(await refusalOf(query(move))).toBe('access_grant_end_later');
    expect(await refusalOf(query('DELETE FROM grant_renewal'))).toBe('never_changed');
  }); // prettier-ignore

  it.each([
    ['account', 'root'], ['groups', '["sudo"]'], ['permissions', '["sudo"]'], ['sudo_roles', '[{"name":"x","commands":["ALL"]}]'], ['extensions', '["permit-X11-forwarding"]'],
    ['person_id', randomUUID()], ['resource_id', randomUUID()], ['connector_id', randomUUID()], ['start_generation', 1],
  ])('never gets another %s', async (column, value) => {
    const id = await newGrant();
    expect(await refusalOf(set('access_grant', id, { [column]: value, state: 'granting' }))).toBe('access_grant_fixed');
  }); // prettier-ignore

  it('is not ended without a proof [I16]', async () => {
    const id = await grantThatIs('ending');
    expect(await refusalOf(set('access_grant', id, { state: 'ended', cause: 'revoked' }))).toBe(
      'access_grant_ended_is_proved',
    );
  });

  it('keeps its proof', async () => {
    const id = await grantThatIs('ended');
    expect(await refusalOf(set('access_grant', id, { proved_at: null, state: 'ended' }))).toBe('access_grant_proof');
  });

  it('does not end without a cause and an order', async () => {
    const id = await newGrant();
    expect(await refusalOf(set('access_grant', id, { state: 'ending', end_generation: 9 }))).toBe(
      'access_grant_cause_at_end',
    );
    expect(await refusalOf(set('access_grant', id, { state: 'ending', cause: 'expired' }))).toBe(
      'access_grant_end_is_ordered',
    );
  });

  it('is one for each request', async () => {
    const refusal = await refusalOf(copy('access_grant', model.grant, { id: randomUUID() }));
    expect(refusal).toBe('access_grant_request');
  });
});

describe('a request', () => {
  it.each(pairs(ACCESS_REQUEST_STATES))(
    'that is %s becomes %s only where the table of libs/access allows it',
    async (from, to) => {
      const id = await requestThatIs(from);
      const refusal = await refusalOf(set('access_request', id, becoming(from, to)));
      expect(refusal).toBe(mayRequestBecome(from, to) ? null : 'access_request_transition');
    },
  );

  it.each([['permissions', '["sudo"]'], ['sudo_roles', '[{"name":"x","commands":["ALL"]}]'], ['duration_seconds', 1], ['requester_id', randomUUID()], ['reason', 'another'], ['start_at', new Date(0)]])(
    'is never changed in its %s',
    async (column, value) => {
      const id = await newRequest();
      expect(await refusalOf(set('access_request', id, { [column]: value, state: 'pending' }))).toBe('access_request_fixed');
    },
  ); // prettier-ignore
});

describe('a request that is approved for later', () => {
  const wait = (change: Fields, id: Promise<string> = requestThatIs('to-start')) =>
    id.then((one) => refusalOf(set('access_request', one, change)));

  it.each<[string, Fields, string]>([
    ['moves its start', { due_at: new Date(9), state: 'to-start' }, 'access_request_fixed'],
    ['was decided at another time', { decided_at: new Date(9), state: 'to-start' }, 'access_request_fixed'],
    ['lapses without a reason', { ...SETTLED, state: 'lapsed' }, 'access_request_lapsed'],
    ['begins with a reason why not', { ...SETTLED, lapsed_because: 'no', state: 'approved' }, 'access_request_lapsed'],
    ['begins and is said to wait', { settled_at: new Date(2), state: 'to-start' }, 'access_request_to_start'],
    ['begins at no time', { settled_at: null, state: 'approved' }, 'access_request_to_start'],
  ])('never %s', async (_, change, refusal) => expect(await wait(change)).toBe(refusal)); // prettier-ignore

  it('waits for a time, which what was never approved for later does not have', async () => {
    expect(await wait({ state: 'to-start', decided_at: new Date(0) }, newRequest())).toBe('access_request_to_start');
    const settled = { ...becoming('pending', 'approved'), due_at: DUE, settled_at: new Date(2) };
    expect(await wait(settled, newRequest())).toBe('access_request_fixed');
    expect(await wait({ settled_at: new Date(3), state: 'lapsed' }, requestThatIs('lapsed'))).toBe(
      'access_request_fixed',
    );
  });

  it.each<AccessRequestState>(['pending', 'to-start', 'denied', 'cancelled', 'timed-out', 'lapsed'])(
    'has a grant only when it is approved, not when it is %s',
    async (state) => {
      const request_id = await requestThatIs(state);
      expect(await refusalOf(copy('access_grant', model.grant, { id: randomUUID(), request_id }))).toBe('access_grant_of_approved');
    },
  ); // prettier-ignore
});

describe('rows that are written once', () => {
  beforeAll(async () => {
    await query(
      `INSERT INTO receipt (id, connector_id, resource_id, generation, read_at, stored_at, payload, signature)
       SELECT $1, connector_id, resource_id, 1, now(), now(), $2, '' FROM access_grant WHERE id = $3`,
      [
        randomUUID(),
        JSON.stringify({ grants: [{ grantId: model.grant, state: 'present', remaining: [] }] }),
        model.grant,
      ],
    );
  });

  it.each(['access_flow_version', 'approval', 'receipt', 'grant_key', 'grant_extension', 'certificate'])(
    '%s is never changed or deleted',
    async (table) => {
      const [{ column }] = await query<{ column: string }>(
        'SELECT column_name AS column FROM information_schema.columns WHERE table_name = $1 LIMIT 1',
        [table],
      );
      expect(await refusalOf(query(`UPDATE ${table} SET ${column} = ${column}`))).toBe('never_changed');
      expect(await refusalOf(query(`DELETE FROM ${table}`))).toBe('never_changed');
      expect(await refusalOf(query(`TRUNCATE ${table} CASCADE`))).toBe('never_changed');
    },
  );

  it.each(['access_grant', 'access_request', 'access_flow', 'flow_proposal'])('%s is never deleted', async (table) => {
    expect(await refusalOf(query(`DELETE FROM ${table}`))).toBe('never_changed');
  });
});

describe('a proposal of an edit', () => {
  const proposed = async (): Promise<{ id: string; other: string }> => {
    const [ada, other] = [world.api.idOf('ada'), world.api.idOf('omar')];
    const id = randomUUID();
    await query(
      `INSERT INTO flow_proposal (id, kind, action, object_id, object_name, based_on, proposed_by_id, proposed_at)
       VALUES ($1, 'access-flow', 'remove', $1, 'x', '{}', $2, now())`,
      [id, ada],
    );
    return { id, other };
  };

  it('is decided once, by other eyes, and never changed', async () => {
    const { id, other } = await proposed();
    const own = { state: 'approved', decided_by_id: world.api.idOf('ada'), decided_at: new Date(0) };
    const approved = { ...own, decided_by_id: other };
    expect(await refusalOf(set('flow_proposal', id, own))).toBe('flow_proposal_other_eyes');
    expect(await refusalOf(set('flow_proposal', id, { ...approved, decided_by_id: null }))).toBe('flow_proposal_decided'); // prettier-ignore
    expect(await refusalOf(set('flow_proposal', id, { ...approved, state: 'refused' }))).toBe('flow_proposal_decided');
    expect(await refusalOf(set('flow_proposal', id, { action: 'activate' }))).toBe('flow_proposal_decided_once');
    await set('flow_proposal', id, approved);
    expect(await refusalOf(set('flow_proposal', id, { state: 'stale', decided_by_id: null, decided_at: new Date(0) }))).toBe('flow_proposal_decided_once'); // prettier-ignore
  });

  it('names an edit that there is', async () => {
    const { id } = await proposed();
    const copied = (fields: Fields) => refusalOf(copy('flow_proposal', id, { id: randomUUID(), ...fields }));
    expect(await copied({ action: 'switch-off' })).toBe('flow_proposal_edit');
    expect(await copied({ action: 'edit' })).toBe('flow_proposal_edit');
    expect(await copied({ based_on: null })).toBe('flow_proposal_edit');
    expect(await copied({ object_id: null })).toBe('flow_proposal_edit');
  });
});
