import { type AccessFlowVersion, betweenPeople, PLAIN_FLOW } from './access-flow.js';
import { flowSentence, type SaidFlow, sentenceText } from './flow-sentence.js';
import type { IntegrationId, PersonId, ShiftId, TeamId } from './ids.js';

const NAMES: Readonly<Record<string, string>> = {
  w: 'Web team',
  a: 'Ada',
  o: 'DB owners',
  n: 'Night',
  i: 'Shop servers',
};
const [web, ada] = ['w' as TeamId, 'a' as PersonId];
const shop = 'i' as IntegrationId;
const said = (changes: Partial<AccessFlowVersion>): string => {
  const flow: SaidFlow = {
    ...PLAIN_FLOW,
    ...betweenPeople({ personIds: [], teamIds: [web] }, { personIds: [ada], teamIds: [web] }),
    targets: [{ integrationId: shop, servers: { all: true }, permissions: 'all' }],
    longestSeconds: 7200,
    justificationRequired: false,
    requestTimeoutSeconds: 86_400,
    allowsForwarding: false,
    ...changes,
  };
  return sentenceText(flowSentence(flow, (id) => NAMES[id]));
};
const USUAL =
  'Web team may ask for any permission on every server of Shop servers, approved by Web team or Ada, for up to 2 hours.';

describe('a flow as a sentence', () => {
  it('names requesters, permissions, servers, approvers and the longest time', () => {
    const targets = [
      { integrationId: shop, servers: { tags: { env: 'prod', gold: '' } }, permissions: ['web-ops', 'db-admins'] },
      { integrationId: shop, servers: { names: ['web-1', 'web-2'] }, permissions: 'all' },
    ] as const;
    expect(said({ targets, justificationRequired: true })).toBe(
      'Web team may ask for web-ops or db-admins on servers tagged env=prod and gold of Shop servers, or any permission on web-1 and web-2 of Shop servers, approved by Web team or Ada, for up to 2 hours, and must say why.',
    );
  });

  it('says plainly what is not said yet, and that nobody approves', () => {
    expect(said({ requesters: { any: [] }, targets: [], approval: null })).toBe(
      'Nobody yet may ask for nothing yet, without approval, for up to 2 hours.',
    );
  });

  it.each<[string, Partial<AccessFlowVersion>, string]>([
    ['conditions', { requesters: { all: [{ subject: 'shift', operator: 'is', values: ['n' as ShiftId] }, { subject: 'attribute', attribute: 'site', operator: 'is', values: ['Berlin'] }] } }, USUAL.replace('Web team may', 'Whoever meets the shift on duty is “Night” and the site is “Berlin” may')],
    ['for whom', { requestFor: { self: true, directReports: true, others: null } }, USUAL.replace(', approved', ', for themselves or their direct reports, approved')],
    ['a scope', { targets: [{ integrationId: shop, servers: { include: [{ patterns: ['web-*'] }], exclude: [{ names: ['web-9'] }] }, permissions: ['sudo'] }] }, USUAL.replace('any permission on every server', 'sudo on servers named web-*, except web-9')],
    ['a query', { targets: [{ query: { text: 'db', tags: { env: 'prod' }, integrationIds: null }, permissions: 'all' }] }, USUAL.replace('every server of Shop servers', 'every server named like “db” and tagged env=prod')],
    ['a fixed time', { fixedDuration: true }, USUAL.replace('up to', 'exactly')],
    ['a usual time', { defaultSeconds: 3600 }, USUAL.replace('2 hours', '2 hours (1 hour unless they say)')],
    ['sessions that finish', { finishWithinSeconds: 43_200 }, USUAL.replace('2 hours.', '2 hours, and sessions that run then may go on for 12 hours.')],
    ['hours', { timeframe: { timeZone: 'UTC', windows: [{ days: ['monday'], from: '09:00', until: '17:00' }] } }, `${USUAL} Open Monday from 09:00 to 17:00, by the clocks of UTC.`],
    ['a start that one names', { clockStart: { at: 'scheduled', withinSeconds: 86_400 } }, `${USUAL} They may name a later start, up to 1 day ahead.`],
    ['a later beginning', { clockStart: { at: 'first-use', withinSeconds: 3600 } }, `${USUAL} The time begins at the first use, which must come within 1 hour of the approval.`],
    ['extensions', { extensions: { most: 1, longestSeconds: 600, approvalAgain: true } }, `${USUAL} It can be made longer once, each time by up to 10 minutes, approved again.`],
    ['a later start within hours', { clockStart: { at: 'scheduled', withinSeconds: 86_400 }, timeframe: { timeZone: 'UTC', windows: [] } }, `${USUAL} Never open. They may name a later start, up to 1 day ahead; then only the start must be within the hours.`],
    ['emergencies', { breakGlass: { reviewWithinSeconds: 86_400 } }, `${USUAL} In an emergency access comes at once, and is reviewed within 1 day.`],
    ['emergencies that are made longer', { breakGlass: { reviewWithinSeconds: 86_400 }, extensions: { most: 1, longestSeconds: 600, approvalAgain: false } }, `${USUAL} It can be made longer once, each time by up to 10 minutes. In an emergency access comes at once, and is reviewed within 1 day; it is made longer only where approvers say yes.`],
    ['fields, waiting and forwarding', { customFields: [{ name: 'ticket', label: 'Ticket', pattern: null, required: true }], requestTimeoutSeconds: 3600, allowsForwarding: true }, `${USUAL} They fill in Ticket. A request waits for up to 1 hour. Port forwarding is allowed.`],
    ['tiers', { approval: { tiers: [{ mode: 'any-of', sets: [{ any: [{ kind: 'team', id: 'o' as TeamId }], needed: 2 }] }, { mode: 'any-of', sets: [{ any: [{ kind: 'manager' }], needed: 1 }] }], escalateAfterSeconds: 1800, noesNeeded: 2, requesterMayApprove: true, approverReasonRequired: true } }, `${USUAL.replace('Web team or Ada', '2 of the team “DB owners”; after 30 minutes also the requester\'s manager')} It takes 2 noes to end a request. The requester’s own yes counts, and is marked. Approvers must say why.`],
  ])('says %s', (_, changes, expected) => {
    expect(said(changes)).toBe(expected);
  }); // prettier-ignore
});
