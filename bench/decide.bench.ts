/** How long deciding takes: one ask over 1,000 flows, everybody of 10,000 people, and the blast radius of an edit. Pure. */
import { type AccessFlowVersion, betweenPeople, PLAIN_FLOW } from '#access/access-flow.js';
import type { FlowFacts } from '#access/asking.js';
import { blastRadius } from '#access/blast-radius.js';
import { decide } from '#access/decide.js';
import type { AccessFlowId, AccessFlowVersionId, IntegrationId, PersonId, ResourceId, TeamId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import type { ResourceFacts } from '#access/resource.js';
import { type Bench, limitRow, median, type Row, timed } from './measure.js';

const FLOWS = 1_000;
const PEOPLE = 10_000;
const RESOURCES = 100_000;
const TEAMS = 200;
const RUNS = 5;

const team = (n: number): TeamId => `team-${n % TEAMS}` as TeamId;
const integration = (n: number): IntegrationId => `integration-${n % 20}` as IntegrationId;

const personOf = (n: number): PersonFacts => ({
  personId: `person-${n}` as PersonId,
  displayName: `Person ${n}`,
  email: `person${n}@example.org`,
  enabled: n % 50 !== 0,
  teamIds: [team(n), team(n * 7), team(n * 13)],
  attributes: { site: n % 3 ? 'Berlin' : 'Oslo' },
  onShifts: [],
});
const resourceOf = (n: number): ResourceFacts => ({
  resourceId: `resource-${n}` as ResourceId,
  integrationId: integration(n),
  name: `web-${n}`,
  tags: { env: n % 2 ? 'prod' : 'test' },
  permissions: ['web-ops', 'db-admins'],
  sudoRoles: [],
  available: true,
});

/** Each names three teams and a condition, half an integration, and two approvers of a team. */
const flowOf = (n: number): AccessFlowVersion => ({
  ...PLAIN_FLOW,
  ...betweenPeople({ personIds: [], teamIds: [] }, { personIds: [], teamIds: [team(n + 1)] }),
  flowId: `flow-${n}` as AccessFlowId,
  versionId: `flow-${n}-1` as AccessFlowVersionId,
  version: 1,
  name: `Flow ${n}`,
  active: true,
  requesters: {
    all: [
      { subject: 'team', operator: 'is', values: [team(n), team(n + 50), team(n + 90)] },
      { subject: 'attribute', attribute: 'site', operator: 'is-not', values: ['Paris'] },
    ],
  },
  targets: [
    {
      integrationId: integration(n),
      servers: { include: [{ patterns: ['web-*'] }], exclude: [{ tags: { env: 'test' } }] },
      permissions: ['web-ops'],
    },
  ],
  longestSeconds: 3600,
  justificationRequired: false,
  requestTimeoutSeconds: 3600,
  allowsForwarding: false,
});

const ask = (flows: readonly FlowFacts[], requester: PersonFacts, resource: ResourceFacts): string =>
  decide({
    requester, receiver: requester, resource, flows, permissions: ['web-ops'], durationSeconds: 60, reason: null, flowId: null, running: [], nowMs: 0,
  }).kind; // prettier-ignore

async function measured(say: (line: string) => void): Promise<Row[]> {
  const people = Array.from({ length: PEOPLE }, (_, n) => personOf(n));
  const resources = Array.from({ length: RESOURCES }, (_, n) => resourceOf(n));
  const flows = Array.from({ length: FLOWS }, (_, n) => {
    const flow = flowOf(n);
    return { flow, approvers: people.filter((one) => one.teamIds.includes(team(n + 1))).slice(0, 50) };
  });
  const [each, radius]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    let permits = 0;
    const took = await timed(() => {
      for (const [n, one] of people.entries()) permits += Number(ask(flows, one, resources[n * 3 + 2]) === 'request-permit');
      return Promise.resolve();
    }); // prettier-ignore
    if (permits === 0 || permits === PEOPLE) throw new Error('The bench decides nothing.');
    each.push(took / PEOPLE);
    const after = { ...flowOf(1), targets: flowOf(2).targets };
    radius.push(await timed(() => Promise.resolve(blastRadius({ before: flowOf(1), after, people, resources }))));
    say(`run ${run + 1} of ${RUNS}: ${permits} of ${PEOPLE} permitted`);
  }
  return [
    limitRow({ bench: 'decide', what: `one decision over ${FLOWS} flows, on average over ${PEOPLE} people` }, median(each), 5, RUNS),
    limitRow({ bench: 'decide', what: `blast radius of an edit, ${PEOPLE} people and ${RESOURCES} servers` }, median(radius), 2_000, RUNS),
  ]; // prettier-ignore
}

export const decideBench: Bench = { name: 'decide', run: measured };
