import { Injectable } from '@nestjs/common';
import { approversOf, type ApprovalPolicy } from '#access/approval-policy.js';
import { conditionsOf, type ConditionTree } from '#access/condition.js';
import { approverInWords, type NameOf } from '#access/flow-words.js';
import type { PersonId, ShiftId, TeamId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person, Team } from '../identity/person.js';
import { TeamsService } from '../identity/teams.service.js';
import { ShiftsService } from '../shifts/shifts.service.js';

/** The people, teams and shifts that flows name, looked up at once. */
export interface FlowNames {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly teams: ReadonlyMap<TeamId, Team>;
  readonly shifts: ReadonlyMap<ShiftId, { name: string }>;
  readonly nameOf: NameOf;
}

/** Who is named in flows, by name. What no longer exists has none. */
@Injectable()
export class FlowNaming {
  constructor(
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
    private readonly shifts: ShiftsService,
  ) {}

  of(approvals: readonly (ApprovalPolicy | null)[], trees: readonly (ConditionTree | null)[] = []): Promise<FlowNames> {
    const named = [
      ...approvals.flatMap((approval) => (approval ? approversOf(approval) : [])).flatMap((one) => 'id' in one ? { kind: one.kind, id: one.id as string } : []),
      ...trees.flatMap((tree) => (tree ? conditionsOf(tree) : [])).flatMap(({ subject, values }) => values.map((id) => ({ kind: subject, id }))),
    ]; // prettier-ignore
    const ids = (kind: string): string[] => [
      ...new Set(named.flatMap((one) => (one.kind === kind && UUID.test(one.id) ? [one.id] : []))),
    ];
    return this.named({ person: ids('person'), team: ids('team'), shift: ids('shift') });
  }

  /** With a transaction the teams and shifts stay until it ends; people are never deleted. */
  async named(ids: Record<'person' | 'team' | 'shift', readonly string[]>, tx?: Transaction): Promise<FlowNames> {
    const people = await this.people.asTheyAre(ids.person as PersonId[], tx);
    const teams = await (tx ? this.teams.held(tx, ids.team as TeamId[]) : this.teams.find(ids.team as TeamId[]));
    const shifts = await (tx ? this.shifts.held(tx, ids.shift as ShiftId[]) : this.shifts.find(ids.shift as ShiftId[]));
    const names = new Map<string, string>([
      ...[...people].map(([id, { displayName }]) => [id, displayName] as const),
      ...[...teams, ...shifts].map(([id, { name }]) => [id, name] as const),
    ]);
    return { people, teams, shifts, nameOf: (id) => names.get(id) };
  }
}

/** A condition may compare texts too. */
const UUID = /^[0-9a-f-]{36}$/i;

/** Everybody who may approve in some tier, each in a few words; people and teams that no longer exist are left out. */
export const approverNames = (approval: ApprovalPolicy | null, { nameOf }: Pick<FlowNames, 'nameOf'>): string[] => [
  ...new Set(
    (approval ? approversOf(approval) : []).flatMap((one) =>
      one.kind === 'person' || one.kind === 'team' ? (nameOf(one.id) ?? []) : approverInWords(one, nameOf),
    ),
  ),
];
