/** Shifts through the API: who is on duty, what administrators change, and what everybody sees. */
import type { PersonId, ShiftId } from '#access/ids.js';
import { givenCurfew, ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import type { AuditPage } from '../../apps/control-plane/src/audit/audit.dto.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import { ShiftUses } from '../../apps/control-plane/src/shifts/shift-uses.js';
import { ShiftsService } from '../../apps/control-plane/src/shifts/shifts.service.js';
import type { ShiftScheduleView, ShiftsPage, ShiftView } from '../../apps/control-plane/src/shifts/shifts.view.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

let curfew: Awaited<ReturnType<typeof givenCurfew>>;
beforeAll(async () => {
  curfew = await givenCurfew('rita', 'olaf', 'otto', 'dora');
});

const ada = () => curfew.api.as('ada');
const idOf = (name: string) => curfew.api.idOf(name);
const iso = (ms: number): string => new Date(ms).toISOString();
const nowMs = () => curfew.clock.nowMs();
const shifts = () => curfew.app.get(ShiftsService, { strict: false });
const inTransaction = <T>(work: Parameters<Transactions['run']>[0]) =>
  curfew.app.get(Transactions, { strict: false }).run(work) as Promise<T>;

let made = 0;
/** Turns of a week; the first began three days ago. */
const input = (given: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: `shift ${(made += 1)}`,
  personIds: [idOf('rita'), idOf('olaf')],
  length: { count: 1, unit: 'weeks' },
  timeZone: 'UTC',
  startDate: iso(nowMs() - 3 * DAY_MS).slice(0, 10),
  handoverTime: '00:00',
  ...given,
});
const add = async (given: Record<string, unknown> = {}) => ok(await ada().post<ShiftView>('/api/shifts', input(given)));
const get = async (id: string, who = 'ada') => ok(await curfew.api.as(who).get<ShiftView>(`/api/shifts/${id}`));
const tryOverride = (id: string, who: string, fromMs: number, untilMs: number) =>
  ada().post<ShiftView>(`/api/shifts/${id}/overrides`, { personId: idOf(who), from: iso(fromMs), until: iso(untilMs) });
const scheduleOf = async (id: string, query = '') =>
  ok(await ada().get<ShiftScheduleView>(`/api/shifts/${id}/schedule${query}`)).stretches;
const lastRow = async () => ok(await ada().get<AuditPage>('/api/audit?action=shift.&limit=1')).items[0];
const rows = async () => ok(await ada().get<AuditPage>('/api/audit?action=shift.')).total;

describe('a shift', () => {
  it('shows who is on duty now and until when, and the next ones', async () => {
    const shift = await add();
    const handoverMs = Date.parse(`${shift.startDate}T00:00:00Z`) + 7 * DAY_MS;
    expect(shift).toMatchObject({ onDuty: { displayName: 'Rita', disabled: false }, onDutyUntil: iso(handoverMs) });
    const [now, next, after] = await scheduleOf(shift.id);
    expect([now.person?.displayName, now.until]).toEqual(['Rita', iso(handoverMs)]);
    expect([next.person?.displayName, next.from, next.overrideId]).toEqual(['Olaf', iso(handoverMs), null]);
    expect(after.person?.displayName).toBe('Rita');
  });

  it('is seen by everybody, without addresses, and changed by administrators only', async () => {
    const { id } = await add();
    expect((await get(id)).onDuty?.email).toBe('rita@example.com');
    const seen = await get(id, 'otto');
    expect([seen.onDuty?.displayName, seen.onDuty?.email, seen.people.map(({ email }) => email)]).toEqual(['Rita', null, [null, null]]); // prettier-ignore
    const listed = ok(await curfew.api.as('otto').get<ShiftsPage>('/api/shifts?limit=200'));
    expect(listed.items.find((one) => one.id === id)?.onDuty?.displayName).toBe('Rita');
    for (const refusal of [
      await curfew.api.as('otto').put(`/api/shifts/${id}`, input()),
      await curfew.api.as('otto').post('/api/shifts', input()),
      await curfew.api.as('otto').delete(`/api/shifts/${id}`),
      await curfew.api.as('rita').post(`/api/shifts/${id}/overrides`, {}),
    ]) {
      expect(refused(refusal).code).toBe('not-allowed');
    }
  });

  it('is edited as a whole, with one row of audit, and without any difference none', async () => {
    const said = input();
    const { id } = ok(await ada().post<ShiftView>('/api/shifts', said));
    const edited = {
      ...said,
      personIds: [idOf('otto'), idOf('rita')],
      handoverTime: '09:30',
      timeZone: 'Europe/Berlin',
    };
    const view = ok(await ada().put<ShiftView>(`/api/shifts/${id}`, edited));
    expect(view.people.map(({ displayName }) => displayName)).toEqual(['Otto', 'Rita']);
    expect(await lastRow()).toMatchObject({
      action: 'shift.edited',
      object: { kind: 'shift', id, name: said.name },
      detail: { people: ['Otto', 'Rita'], handoverTime: '09:30', timeZone: 'Europe/Berlin' },
    });
    const before = await rows();
    ok(await ada().put(`/api/shifts/${id}`, edited));
    expect(await rows()).toBe(before);
  });

  it('has a name that no other has in any case', async () => {
    await add({ name: 'Database on call' });
    expect(refused(await ada().post('/api/shifts', input({ name: 'DATABASE on call' }))).code).toBe('name-taken');
    const found = ok(await ada().get<ShiftsPage>('/api/shifts?search=dataBASE'));
    expect(found.items.map(({ name }) => name)).toEqual(['Database on call']);
  });

  it.each([
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+02:00' }],
    ['startDate', { startDate: '2026-02-30' }],
    ['startDate', { startDate: '1999-01-01' }],
    ['handoverTime', { handoverTime: '24:00' }],
    ['length.count', { length: { count: 0, unit: 'days' } }],
    ['length.unit', { length: { count: 1, unit: 'months' } }],
    ['personIds[0]', { personIds: ['00000000-0000-4000-8000-000000000000'] }],
  ])('is refused with a wrong %s', async (path, wrong) => {
    const problem = refused(await ada().post('/api/shifts', input(wrong)));
    expect([problem.code, problem.fields?.map((field) => field.path)]).toEqual(['input-invalid', [path]]);
  });

  it('is deleted with its overrides when nothing names it any more', async () => {
    const { id, name } = await add();
    ok(await tryOverride(id, 'otto', nowMs(), nowMs() + HOUR_MS));
    let named = true;
    curfew.app.get(ShiftUses, { strict: false }).register((_, ids) => Promise.resolve(named && ids.includes(id as ShiftId) ? [{ shiftId: id as ShiftId, id: 'x', name: 'Night flow' }] : [])); // prettier-ignore
    const problem = refused(await ada().delete(`/api/shifts/${id}`));
    expect([problem.code, problem.message]).toEqual(['conflict', `The shift ${name} is named by Night flow.`]);
    named = false;
    expect((await ada().delete(`/api/shifts/${id}`)).status).toBe(204);
    expect(await lastRow()).toMatchObject({ action: 'shift.removed', object: { id, name } });
    expect(refused(await ada().get(`/api/shifts/${id}`)).code).toBe('not-found');
  });
});

describe('an override', () => {
  it('puts somebody else on duty for its time, and is taken back', async () => {
    const { id } = await add();
    const [fromMs, untilMs] = [nowMs() - HOUR_MS, nowMs() + HOUR_MS];
    const view = ok(await tryOverride(id, 'otto', fromMs, untilMs));
    expect(view).toMatchObject({ onDuty: { displayName: 'Otto' }, onDutyUntil: iso(untilMs) });
    expect(await lastRow()).toMatchObject({ action: 'shift.override-added', detail: { person: 'Otto', from: iso(fromMs), until: iso(untilMs) } }); // prettier-ignore
    const [now, next] = await scheduleOf(id);
    expect([now.overrideId, next.overrideId, next.person?.displayName]).toEqual([view.overrides[0].id, null, 'Rita']);
    expect((await ada().delete(`/api/shifts/${id}/overrides/${view.overrides[0].id}`)).status).toBe(204);
    expect((await get(id)).onDuty?.displayName).toBe('Rita');
    expect(await lastRow()).toMatchObject({ action: 'shift.override-removed', detail: { person: 'Otto' } });
    expect(refused(await ada().delete(`/api/shifts/${id}/overrides/${view.overrides[0].id}`)).code).toBe('not-found');
  });

  it('never overlaps another of the shift, whoever of two is first; one may follow the other', async () => {
    const { id } = await add();
    const start = nowMs() + HOUR_MS;
    const both = await Promise.all([
      tryOverride(id, 'otto', start, start + 2 * HOUR_MS),
      tryOverride(id, 'olaf', start + HOUR_MS, start + 3 * HOUR_MS),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [kept] = (await get(id)).overrides;
    ok(await tryOverride(id, 'olaf', Date.parse(kept.until), Date.parse(kept.until) + HOUR_MS));
    ok(await tryOverride(id, 'olaf', Date.parse(kept.from) - HOUR_MS, Date.parse(kept.from)));
    expect((await get(id)).overrides).toHaveLength(3);
  });

  it('is refused where it ends before it begins, has ended, says no offset, or names nobody who could be on duty', async () => {
    const { id } = await add();
    await curfew.api.person('gone');
    ok(await ada().post(`/api/people/${idOf('gone')}/disable`, { reason: 'left' }));
    const now = nowMs();
    const path = `/api/shifts/${id}/overrides`;
    const personId = idOf('otto');
    const answers = [
      await tryOverride(id, 'otto', now + HOUR_MS, now + HOUR_MS),
      await tryOverride(id, 'otto', now - 2 * HOUR_MS, now - HOUR_MS),
      await ada().post(path, { personId, from: iso(now).slice(0, 19), until: iso(now + HOUR_MS) }),
      await tryOverride(id, 'gone', now, now + HOUR_MS),
    ];
    const wrong = answers.map((answer) => refused(answer).fields?.map((field) => field.path));
    expect(wrong).toEqual([['until'], ['until'], ['from'], ['personId']]);
  });
});

describe('who is on duty', () => {
  it('changes at the handover, and is told beforehand', async () => {
    const shift = await add();
    const handoverMs = Date.parse(shift.onDutyUntil ?? '');
    const onDuty = (atMs: number) => inTransaction<Map<ShiftId, PersonId>>((tx) => shifts().onDutyNow(tx, atMs));
    expect((await onDuty(handoverMs - 1)).get(shift.id as ShiftId)).toBe(idOf('rita'));
    expect((await onDuty(handoverMs)).get(shift.id as ShiftId)).toBe(idOf('olaf'));
    const soon = nowMs() + 10 * 60_000;
    ok(await tryOverride(shift.id, 'otto', soon, soon + HOUR_MS));
    expect(await shifts().nextChangeMs()).toBe(soon);
  });

  it('is nobody while the person is disabled, and pages say so', async () => {
    const { id } = await add({ personIds: [idOf('dora')] });
    const onDuty = async () => (await shifts().whoIsOnDuty(nowMs())).get(id as ShiftId);
    expect(await onDuty()).toBe(idOf('dora'));
    ok(await ada().post(`/api/people/${idOf('dora')}/disable`, { reason: 'left' }));
    expect(await onDuty()).toBeUndefined();
    expect(await inTransaction<Map<ShiftId, PersonId>>((tx) => shifts().onDutyNow(tx, nowMs()))).not.toContain(id);
    expect(await get(id)).toMatchObject({ onDuty: null, people: [{ displayName: 'Dora', disabled: true }] });
    expect((await scheduleOf(id))[0].person).toMatchObject({ displayName: 'Dora', disabled: true });
    ok(await ada().post(`/api/people/${idOf('dora')}/enable`));
    expect(await onDuty()).toBe(idOf('dora'));
  });

  it('stays as it is until a transaction that asked for it ends', async () => {
    const { id } = await add();
    let edit: Promise<unknown> | undefined;
    let edited = false;
    await inTransaction(async (tx) => {
      await shifts().onDutyNow(tx, nowMs());
      edit = tryOverride(id, 'otto', nowMs(), nowMs() + HOUR_MS).then(() => (edited = true));
      await until(async () => (await curfew.database.query(WAITING)).length > 0, {
        within: 20_000,
        what: 'the edit waits',
      });
      expect(edited).toBe(false);
      expect((await shifts().onDutyNow(tx, nowMs())).get(id as ShiftId)).toBe(idOf('rita'));
    });
    await edit;
    expect((await get(id)).onDuty?.displayName).toBe('Otto');
  });

  it('is shown for at most 92 days at once', async () => {
    const { id } = await add({ length: { count: 1, unit: 'hours' } });
    const range = (days: number) => `?from=${iso(nowMs())}&until=${iso(nowMs() + days * DAY_MS)}`;
    expect((await scheduleOf(id, range(92))).length).toBeGreaterThan(2200);
    expect(refused(await ada().get(`/api/shifts/${id}/schedule${range(93)}`)).code).toBe('input-invalid');
    expect(refused(await ada().get(`/api/shifts/${id}/schedule${range(-1)}`)).code).toBe('input-invalid');
  });
});
