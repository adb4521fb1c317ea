/**
 * The golden table: every kind of asker × resource × state → answer. It is checked in as text, so that a change of the rules
 * shows as a change of the table. After a wanted change: `UPDATE_GOLDEN=1 npm run jest -- libs/access`, and read the diff.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type AccessFlowVersion, betweenPeople } from './access-flow.js';
import { ACCESS_REQUEST_STATES } from './access-request.js';
import type { AnswerFacts } from './answering.js';
import type { AskFacts, FlowFacts } from './asking.js';
import { decide, decideApproval } from './decide.js';
import { isDenial } from './denial.js';
import { flow, NOW_MS, OWNERS, person, PROD, running, server, WEB } from './flow.fixture.js';
import { table } from './golden-table.fixture.js';
import type { AccessFlowId, IntegrationId, PersonId, TeamId } from './ids.js';
import { includesPerson, type PeopleOrTeams, type PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

const ASKERS = {
  'in the team': person('rita', { teamIds: [WEB] }),
  'named by name': person('tom'),
  'in the team, and an approver': person('anna', { teamIds: [WEB, OWNERS] }),
  'in the team, and the only approver': person('otto', { teamIds: [WEB] }),
  'second account of the only approver': person('otto2', { teamIds: [WEB], email: 'OTTO+web@Example.org' }),
  'in the team, but disabled': person('dora', { teamIds: [WEB], enabled: false }),
  'approver, not a requester': person('olga', { teamIds: [OWNERS] }),
  'in no team': person('nadia'),
};

const RESOURCES: Record<string, ResourceFacts | null> = {
  'in scope': server('web-1'),
  'other tag': server('web-2', { tags: { env: 'test' } }),
  untagged: server('web-3', { tags: {} }),
  'clock is off': server('web-6', { available: false, clockOff: 'server-clock-off' }),
  'not available': server('web-4', { available: false, unavailableReason: 'its host key is not confirmed' }),
  'other list': server('web-5', { integrationId: 'test-servers' as IntegrationId }),
  'no such group': server('web-6', { permissions: ['Default'] }),
  unknown: null,
};

const approved = (by: PeopleOrTeams | null, given: Partial<AccessFlowVersion> = {}): FlowFacts => ({
  flow: flow({ approval: betweenPeople(owners, by).approval, ...given }),
  approvers: Object.values(ASKERS).filter((one) => by !== null && includesPerson(by, one)),
});
const owners = { personIds: [], teamIds: [OWNERS] };
const onlyOtto = { personIds: ['otto' as PersonId], teamIds: [] };

const ahead = approved(owners, { clockStart: { at: 'scheduled', withinSeconds: 86_400 } });

const SITUATIONS: Record<string, Partial<AskFacts>> = {
  'An active flow with approvers': {},
  'No flow at all': { flows: [] },
  'The flow is inactive': { flows: [approved(owners, { active: false })] },
  'The flow is automatic': { flows: [approved(null)] },
  'The only approver is otto': { flows: [approved(onlyOtto)] },
  'The flow names a team of approvers that is empty': { flows: [approved({ personIds: [], teamIds: ['nobody' as TeamId] })] },
  'The only approver is disabled': { flows: [approved({ personIds: ['dora' as PersonId], teamIds: [] })] },
  'A justification is needed, none is given': { flows: [approved(owners, { justificationRequired: true })], reason: '  ' },
  'A justification is needed and given': { flows: [approved(owners, { justificationRequired: true })], reason: 'INC-1' },
  'The duration is one second above the longest': { durationSeconds: 8 * 3600 + 1 },
  'The duration is not a whole number': { durationSeconds: 1.5 },
  'The duration is zero': { durationSeconds: 0 },
  'The same permission is pending or running': { running: [running('web-ops')] },
  'The same runs, and a start at its end is asked for': { running: [running('web-ops')], startAtMs: NOW_MS + 60_000, flows: [ahead] },
  'The same runs, and a start before its end is asked for': { running: [running('web-ops')], startAtMs: NOW_MS + 59_999, flows: [ahead] },
  'The same is waited for, and a start is asked for': { waiting: ['web-ops'], startAtMs: NOW_MS + 60_000, flows: [ahead] },
  'What was seen to run does not run any more': { seenUntilMs: NOW_MS },
  'Another permission is running': { running: [running('db-admins')] },
  'A permission that the flow does not name': { permissions: ['db-admins'] },
  'A permission of the flow and another': { permissions: ['web-ops', 'db-admins'] },
  'Two permissions, each in a flow of its own': {
    permissions: ['web-ops', 'db-admins'],
    flows: [approved(owners), approved(owners, { flowId: 'flow-2' as AccessFlowId, targets: [{ integrationId: PROD, servers: { all: true }, permissions: ['db-admins'] }] })],
  },
  'The flow gives all permissions on all servers': {
    permissions: ['web-ops', 'db-admins'],
    flows: [approved(owners, { targets: [{ integrationId: PROD, servers: { all: true }, permissions: 'all' }] })],
  },
  'The flow names servers by name': {
    flows: [approved(owners, { targets: [{ integrationId: PROD, servers: { names: ['web-1', 'web-5'] }, permissions: ['web-ops'] }] })],
  },
  'The flow names no tag': {
    flows: [approved(owners, { targets: [{ integrationId: PROD, servers: { tags: {} }, permissions: ['web-ops'] }] })],
  },
  'No permission': { permissions: [] },
  'A permission twice': { permissions: ['web-ops', 'web-ops'] },
  'An unknown permission': { permissions: ['wheel'] },
  'Another flow is chosen': { flowId: 'another' as AccessFlowId },
  'A stricter and an automatic flow': { flows: [approved(owners), approved(null, { flowId: 'auto' as AccessFlowId, name: 'Zero' })] },
}; // prettier-ignore

const ask = (requester: PersonFacts, resource: ResourceFacts | null, situation: Partial<AskFacts>): string => {
  const facts = { requester, resource, flows: [approved(owners)], permissions: ['web-ops'], durationSeconds: 3600 };
  const answer = decide({
    ...facts,
    receiver: requester,
    reason: null,
    flowId: null,
    running: [],
    nowMs: NOW_MS,
    ...situation,
  });
  if (isDenial(answer)) return `no: ${answer.reason}`;
  return answer.grant ? 'YES, at once' : 'YES, if approved';
};

const askingTables = (): string[] =>
  Object.entries(SITUATIONS).map(([title, situation]) =>
    table(
      title,
      Object.keys(RESOURCES),
      Object.entries(ASKERS).map(([name, asker]) => [
        name,
        Object.values(RESOURCES).map((one) => ask(asker, one, situation)),
      ]),
    ),
  );

const ANSWERERS = {
  'an approver': person('olga', { teamIds: [OWNERS] }),
  'the requester, who is an approver too': person('rita', { teamIds: [WEB, OWNERS] }),
  'second account of the requester': person('rita2', { teamIds: [OWNERS], email: 'ＲＩＴＡ+x@example.org' }),
  'an approver who was disabled': person('olga', { teamIds: [OWNERS], enabled: false }),
  'one who left the team of approvers': person('olga'),
  'somebody else': person('nadia', { teamIds: [WEB] }),
};
const rita = person('rita', { teamIds: [WEB] });
const role = (...commands: string[]) => ({ name: 'web-ops', commands });
const withRole = (...commands: string[]) => server('web-1', { sudoRoles: [role(...commands)] });
const ANSWERED: Record<string, Partial<AnswerFacts>> = {
  ...Object.fromEntries(ACCESS_REQUEST_STATES.map((state) => [state, { state }])),
  'at its time-out': { timesOutAtMs: NOW_MS },
  'flow inactive': { flow: flow({ active: false }) },
  'flow automatic': { flow: flow({ approval: null }) },
  'requester disabled': { requester: { ...rita, enabled: false } },
  'requester left': { requester: { ...rita, teamIds: [] } },
  'server gone': { resource: null },
  'server unavailable': { resource: server('web-1', { available: false }) },
  'clock of the server off': { resource: server('web-1', { available: false, clockOff: 'server-clock-off' }) },
  'clock of the connector off': { resource: server('web-1', { available: false, clockOff: 'connector-clock-off' }) },
  'tag changed': { resource: server('web-1', { tags: {} }) },
  'sudo role as asked': { resource: withRole('/usr/bin/id'), sudoRoles: [role('/usr/bin/id')] },
  'sudo role edited': { resource: withRole('/usr/bin/id', '/usr/bin/env'), sudoRoles: [role('/usr/bin/id')] },
  'group made a role': { resource: withRole('/usr/bin/id') },
};

const answerTables = (): string[] =>
  (['yes', 'no'] as const).map((answer) =>
    table(
      `Answering a request with ${answer}`,
      Object.keys(ANSWERERS),
      Object.entries(ANSWERED).map(([name, given]) => [
        name,
        Object.values(ANSWERERS).map((approver) => {
          const facts = {
            answer,
            approver,
            requester: rita,
            resource: server('web-1'),
            flow: flow(),
            state: 'pending' as const,
          };
          const asked = { receiver: given.requester ?? rita, reason: null, answers: [], askedAtMs: NOW_MS };
          const terms = {
            permissions: ['web-ops'],
            sudoRoles: [],
            durationSeconds: 3600,
            timesOutAtMs: NOW_MS + 1,
            nowMs: NOW_MS,
          };
          const verdict = decideApproval({ ...facts, ...asked, ...terms, ...given });
          if (isDenial(verdict)) return `no: ${verdict.reason}`;
          return verdict.grant ? 'YES: grant starts' : 'YES: request ends';
        }),
      ]),
    ),
  );

describe('the golden table', () => {
  it('is what the decision answers', () => {
    const text = [
      '# Who may ask for what, and who may answer',
      '',
      'Written by decide.golden.spec.ts. Rows are askers, columns are servers; the flow is “Web operators”: team web and tom may',
      'ask for web-ops on servers with the tag env=prod for up to 8 hours, approved by any one of the team owners.',
      '',
      ...[...askingTables(), ...answerTables()].flatMap((one) => [one, '']),
    ].join('\n');
    const file = new URL('./decide.golden.txt', import.meta.url);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
