/**
 * The golden table of richer flows: requesters × flows at several hours, and answers × policies. It is checked in as text. After
 * a wanted change: `UPDATE_GOLDEN=1 npm run jest -- libs/access`, and read the diff.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { AccessFlowVersion } from './access-flow.js';
import { anyOneOf, type ApprovalPolicy, type Approver } from './approval-policy.js';
import type { AskFacts } from './asking.js';
import type { Condition, ConditionTree } from './condition.js';
import { decide, decideApproval } from './decide.js';
import { isDenial } from './denial.js';
import { flow, lookedUp, NOW_MS, OWNERS, person, server, WEB } from './flow.fixture.js';
import { table } from './golden-table.fixture.js';
import type { ShiftId, TeamId } from './ids.js';
import type { PersonFacts } from './person.js';

const NIGHT = 'night' as ShiftId;
const LEADS = 'leads' as TeamId;
const boss = person('boss', { teamIds: [LEADS] });
const is = (subject: 'team' | 'shift' | 'person', operator: Condition['operator'], value: string): ConditionTree =>
  lookedUp({ subject, operator, values: [value] } as unknown as Condition);
const attribute = (name: string, operator: Condition['operator'], value: string): ConditionTree => ({
  subject: 'attribute', attribute: name, operator, values: [value],
}); // prettier-ignore

const REQUESTERS: Record<string, PersonFacts> = {
  'web team': person('rita', { teamIds: [WEB], managerId: boss.personId }),
  'on the night shift': person('nina', { onShifts: [NIGHT] }),
  'web team, on shift': person('wilma', { teamIds: [WEB], onShifts: [NIGHT], attributes: { kind: 'staff', site: 'Berlin' } }),
  'web team, shifts known': person('will', { teamIds: [WEB], onShifts: [], attributes: { kind: 'Contractor' } }),
  'staff, no team': person('stan', { attributes: { kind: 'staff', site: 'Berlin Mitte' } }),
  'web team, disabled': person('dora', { teamIds: [WEB], enabled: false }),
  'nobody special': person('nadia'),
  'Tom’s second account': person('tom-2', { email: 'Tom+2@example.org', teamIds: [WEB] }),
}; // prettier-ignore

const TREES: Record<string, ConditionTree> = {
  'team web': is('team', 'is', WEB),
  'not team web': is('team', 'is-not', WEB),
  'not a team that was deleted': is('team', 'is-not', 'deleted'),
  'web AND not a deleted team': { all: [is('team', 'is', WEB), is('team', 'is-not', 'deleted')] },
  'on night': is('shift', 'is', NIGHT),
  'not Tom': is('person', 'is-not', 'tom'),
  'not on night': is('shift', 'is-not', NIGHT),
  'not on a deleted shift': is('shift', 'is-not', 'deleted'),
  'web AND night': { all: [is('team', 'is', WEB), is('shift', 'is', NIGHT)] },
  'web OR night': { any: [is('team', 'is', WEB), is('shift', 'is', NIGHT)] },
  'kind is staff': attribute('kind', 'is', 'staff'),
  'kind is not contractor': attribute('kind', 'is-not', 'contractor'),
  'site starts with Berlin': attribute('site', 'starts-with', 'Berlin'),
  'web AND kind not contractor': { all: [is('team', 'is', WEB), attribute('kind', 'is-not', 'contractor')] },
  'AND of nothing': { all: [] },
  'an unknown subject': { subject: 'moon', operator: 'is-not', values: ['full'] } as unknown as Condition,
};

const APPROVERS = [boss, ...['olga', 'omar'].map((name) => person(name, { teamIds: [OWNERS] }))];
const ask = (requester: PersonFacts, given: Partial<AccessFlowVersion>, facts: Partial<AskFacts> = {}): string => {
  const answer = decide({
    requester, receiver: requester, resource: server('web-1'), flows: [{ flow: flow(given), approvers: APPROVERS }], permissions: ['web-ops'],
    durationSeconds: null, reason: null, flowId: null, running: [], nowMs: NOW_MS, ...facts,
  }); // prettier-ignore
  if (isDenial(answer)) return `no: ${answer.reason}`;
  const { startAtMs, durationSeconds, breakGlass } = answer.terms;
  const later = startAtMs === null ? '' : ', later';
  return `${answer.grant ? 'YES' : 'ask'} ${durationSeconds / 3600} h${later}${breakGlass ? ', review' : ''}`;
};

const [rita] = Object.values(REQUESTERS);
const hours = { timeZone: 'UTC', windows: [{ days: ['sunday'], from: '08:00', until: '18:00' }] } as const;
const ticket = { name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true };
const WAYS: Record<string, Partial<AccessFlowVersion>> = {
  plain: {},
  'default of 1 h': { defaultSeconds: 3600 },
  'fixed at 8 h': { fixedDuration: true },
  'on Sunday, 8 to 18': { timeframe: hours },
  'needs a ticket': { customFields: [ticket] },
  'may break the glass': { breakGlass: { reviewWithinSeconds: 86_400 } },
  'may start later': { clockStart: { at: 'scheduled', withinSeconds: 86_400 } },
  'time begins at first use': { clockStart: { at: 'first-use', withinSeconds: 3600 } },
  'for direct reports': { requestFor: { self: false, directReports: true, others: null }, requesters: is('team', 'is', LEADS) },
  'for others in web': { requestFor: { self: true, directReports: false, others: is('team', 'is', WEB) } },
  'nobody is asked': { approval: null },
  'by condition, not asked': { trigger: 'condition', approval: null },
  'three owners needed': { approval: { ...anyOneOf({ personIds: [], teamIds: [] }), tiers: [{ mode: 'any-of', sets: [{ any: [{ kind: 'team', id: OWNERS }], needed: 3 }] }] } },
  "the receiver's own manager": { approval: { ...anyOneOf({ personIds: [], teamIds: [] }), tiers: [{ mode: 'any-of', sets: [{ all: [{ kind: 'manager' }] }] }] } },
}; // prettier-ignore
const ASKS: Record<string, Partial<AskFacts> & { by?: PersonFacts }> = {
  'for 1 h': { durationSeconds: 3600 },
  'for no time said': {},
  'for 9 h': { durationSeconds: 9 * 3600 },
  'at 07:59': { nowMs: NOW_MS - 4 * 3_600_000 - 60_000 },
  'at 18:00': { nowMs: NOW_MS + 6 * 3_600_000 },
  'with a ticket': { fields: { ticket: 'INC-7' } },
  'with a bad ticket': { fields: { ticket: '7' } },
  emergency: { breakGlass: true, reason: 'the shop is down' },
  'emergency, no reason': { breakGlass: true },
  'to start in 7 h': { startAtMs: NOW_MS + 7 * 3_600_000 },
  'to start in 2 days': { startAtMs: NOW_MS + 48 * 3_600_000 },
  'boss for a report': { by: boss },
  'wilma for rita': { by: REQUESTERS['web team, on shift'] },
};

const approval = (given: Partial<ApprovalPolicy>): ApprovalPolicy => ({
  ...anyOneOf({ personIds: [], teamIds: [] }), ...given,
}); // prettier-ignore
const owners: Approver = { kind: 'team', id: OWNERS };
const POLICIES: Record<string, ApprovalPolicy> = {
  'any owner': anyOneOf({ personIds: [], teamIds: [OWNERS] }),
  '2 owners': approval({ tiers: [{ mode: 'any-of', sets: [{ any: [owners], needed: 2 }] }] }),
  'owner AND manager': approval({ tiers: [{ mode: 'any-of', sets: [{ all: [owners, { kind: 'manager' }] }] }] }),
  'manager after 30 min': approval({ tiers: [{ mode: 'any-of', sets: [{ any: [owners], needed: 1 }] }, { mode: 'any-of', sets: [{ any: [{ kind: 'manager' }], needed: 1 }] }], escalateAfterSeconds: 1800 }),
  'two noes needed': { ...anyOneOf({ personIds: [], teamIds: [OWNERS] }), noesNeeded: 2 },
  'reason of approvers': { ...anyOneOf({ personIds: [], teamIds: [OWNERS] }), approverReasonRequired: true },
}; // prettier-ignore
const HISTORIES: Record<string, [string, 'yes' | 'no', number][]> = {
  'olga yes': [['olga', 'yes', 1]],
  'olga no': [['olga', 'no', 1]],
  'olga yes, omar yes': [['olga', 'yes', 1], ['omar', 'yes', 2]],
  'olga no, omar no': [['olga', 'no', 1], ['omar', 'no', 2]],
  'olga yes, olga yes': [['olga', 'yes', 1], ['olga', 'yes', 2]],
  'boss yes': [['boss', 'yes', 1]],
  'olga yes, boss yes': [['olga', 'yes', 1], ['boss', 'yes', 2]],
  'boss yes after 31 min': [['boss', 'yes', 31]],
  'olga yes after 31 min': [['olga', 'yes', 31]],
  'rita yes': [['rita', 'yes', 1]],
}; // prettier-ignore

/** Each answer in turn, until one ends the request or is refused. */
const answered = (by: ApprovalPolicy, history: [string, 'yes' | 'no', number][]): string => {
  const answers: { person: PersonFacts; answer: 'yes' | 'no' }[] = [];
  let last = '';
  for (const [name, answer, minutes] of history) {
    const approver = [...APPROVERS, rita].find((one) => one.displayName === name) ?? rita;
    const nowMs = NOW_MS + minutes * 60_000;
    const request = { requester: rita, receiver: rita, resource: server('web-1'), flow: flow({ approval: by }), state: 'pending' as const, permissions: ['web-ops'], sudoRoles: [], durationSeconds: 60 };
    const verdict = decideApproval({ ...request, answer, approver, reason: null, answers, askedAtMs: NOW_MS, timesOutAtMs: NOW_MS + 86_400_000, nowMs });
    last = isDenial(verdict) ? `no: ${verdict.reason}` : verdict.grant ? 'GRANT' : verdict.terms.verdict.kind;
    if (last !== 'waiting') return last;
    answers.push({ person: approver, answer });
  }
  return last;
}; // prettier-ignore

const rows = <Row, Column>(of: Record<string, Row>, columns: Record<string, Column>, cell: (row: Row, column: Column) => string): [string, string[]][] =>
  Object.entries(of).map(([name, row]) => [name, Object.values(columns).map((column) => cell(row, column))]); // prettier-ignore

describe('the golden table of richer flows', () => {
  it('is what the decision answers', () => {
    const byWay = ({ by, ...facts }: Partial<AskFacts> & { by?: PersonFacts }, given: Partial<AccessFlowVersion>): string => ask(by ?? rita, given, { receiver: rita, ...facts }); // prettier-ignore
    const text = [
      '# Who may ask under richer flows, and what answers come to',
      '',
      'Written by decide.flows.golden.spec.ts. The flow is that of decide.golden.txt, changed as the head says. It is Sunday noon.',
      '',
      table('Conditions of requesters', Object.keys(REQUESTERS), rows(TREES, REQUESTERS, (requesters, who) => ask(who, { requesters }))),
      '',
      table('Asks of rita (web team), or for her', Object.keys(ASKS), rows(WAYS, ASKS, (given, facts) => byWay(facts, given))),
      '',
      table('Answers to a request of rita', Object.keys(POLICIES), rows(HISTORIES, POLICIES, (history, by) => answered(by, history))),
      '',
    ].join('\n'); // prettier-ignore
    const file = new URL('./decide.flows.golden.txt', import.meta.url);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
