import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId, ShiftId } from '#access/ids.js';
import { nextHandoverMs, onDuty, schedule } from '#access/shift.js';
import { Clock } from '../clock/clock.js';
import type { SignedIn } from '../http/authority.js';
import type { PageQuery } from '../http/page.js';
import { PeopleService } from '../identity/people.service.js';
import { nameOf, summaryOf } from '../identity/person.view.js';
import type { ScheduleQuery } from './shifts.dto.js';
import { noSuchShift } from './shifts.service.js';
import { ShiftsStore } from './shifts.store.js';
import type { ShiftPersonView, ShiftScheduleView, ShiftsPage, ShiftView } from './shifts.view.js';
import type { StoredShift } from './stored-shift.js';

const DAY_MS = 86_400_000;
const USUAL_MS = 28 * DAY_MS;
const LONGEST_MS = 92 * DAY_MS;

type PersonViewer = (id: PersonId) => ShiftPersonView | null;

/** Shifts as pages show them: to everybody, but addresses to administrators only. */
@Injectable()
export class ShiftsReading {
  constructor(
    private readonly store: ShiftsStore,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  async page(me: SignedIn, query: PageQuery): Promise<ShiftsPage> {
    const { ids, total } = await this.store.page(query);
    return { items: await this.views(me, ids), total };
  }

  async get(me: SignedIn, id: ShiftId): Promise<ShiftView> {
    const [view] = await this.views(me, [id]);
    if (!view) throw noSuchShift();
    return view;
  }

  /** Who is on duty when. @throws Fault not-found, input-invalid */
  async schedule(me: SignedIn, id: ShiftId, query: ScheduleQuery): Promise<ShiftScheduleView> {
    const { fromMs, untilMs } = this.timeOf(query);
    const [shift] = await this.store.read([id], fromMs);
    if (!shift) throw noSuchShift();
    const stretches = schedule(shift, fromMs, untilMs);
    const view = await this.viewer(me, stretches.flatMap(({ personId }) => personId ?? []));
    return {
      stretches: stretches.map((stretch) => ({
        from: iso(stretch.fromMs),
        until: iso(stretch.untilMs),
        person: stretch.personId && view(stretch.personId),
        overrideId: shift.overrides.find((one) => one === stretch.override)?.id ?? null,
      })),
    };
  } // prettier-ignore

  private timeOf({ from, until }: ScheduleQuery): { fromMs: number; untilMs: number } {
    const fromMs = from === undefined ? this.clock.nowMs() : Date.parse(from);
    const untilMs = until === undefined ? fromMs + USUAL_MS : Date.parse(until);
    if (fromMs < untilMs && untilMs - fromMs <= LONGEST_MS) return { fromMs, untilMs };
    throw new Fault('input-invalid', 'A schedule is shown for up to 92 days, and ends after it begins.', {
      hint: 'Choose another time.',
      fields: [{ path: 'until', reason: 'must be later than from, by at most 92 days' }],
    });
  }

  private async views(me: SignedIn, ids: readonly ShiftId[]): Promise<ShiftView[]> {
    const nowMs = this.clock.nowMs();
    const shifts = await this.store.read(ids, nowMs);
    const named = shifts.flatMap(({ people, overrides }) => [...people, ...overrides.map(({ personId }) => personId)]);
    const view = await this.viewer(me, named);
    return shifts.map((shift) => viewOf(shift, nowMs, view));
  }

  private async viewer(me: SignedIn, ids: readonly PersonId[]): Promise<PersonViewer> {
    const people = await this.people.find([...new Set(ids)]);
    const summary = me.role === 'administrator' ? summaryOf : nameOf;
    return (id) => {
      const person = people.get(id);
      return person ? { ...summary(person), disabled: person.disabled } : null;
    };
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

const viewOf = (shift: StoredShift, nowMs: number, view: PersonViewer): ShiftView => {
  const [now, nextMs] = [onDuty(shift, nowMs), nextHandoverMs(shift, nowMs)];
  const person = now && view(now);
  return {
    id: shift.id,
    name: shift.name,
    people: shift.people.flatMap((id) => view(id) ?? []),
    length: { ...shift.length },
    timeZone: shift.timeZone,
    startDate: shift.startDate,
    handoverTime: shift.handoverTime,
    onDuty: person && !person.disabled ? person : null,
    onDutyUntil: nextMs === null ? null : iso(nextMs),
    overrides: shift.overrides.flatMap(({ id, fromMs, untilMs, personId }) => {
      const other = view(personId);
      return other ? [{ id, from: iso(fromMs), until: iso(untilMs), person: other }] : [];
    }),
  };
};
