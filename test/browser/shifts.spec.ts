/** Shifts and bundles on the pages: made, read, overridden, by an administrator and before the eyes of everybody. */
import type { Page } from 'playwright-core';
import { accessibilityViolations, givenPage, screenshot } from '#testkit/browser.js';
import { ok } from '#testkit/given.js';
import { wallMs } from '#access/time-zone.js';
import type { AccessFlowsPage } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type { BundlesPage } from '../../apps/control-plane/src/bundles/bundles.view.js';
import type { ShiftsPage, ShiftView } from '../../apps/control-plane/src/shifts/shifts.view.js';
import { givenWorld, type World } from '../integration/access-world.js';
import { goTo, lookAt, signIn } from './web-pages.js';

const SEEN_MS = 20_000;
const HOUR_MS = 3_600_000;

describe('shifts and bundles', () => {
  let world: World;
  let ada: Page;
  let rita: Page;

  beforeAll(async () => {
    world = await givenWorld(['rita', 'omar', 'otto'], [{ name: 'web-1', tags: { role: 'web' } }]);
    [ada, rita] = [await givenPage(), await givenPage()];
    await signIn(ada, { api: world.api, url: world.curfew.url }, 'ada');
    await signIn(rita, { api: world.api, url: world.curfew.url }, 'rita');
  });

  const shift = async (): Promise<ShiftView> =>
    ok(await world.api.as('ada').get<ShiftsPage>('/api/shifts')).items[0] ?? fail();
  const fail = (): never => {
    throw new Error('There is no shift.');
  };
  const pick = async (field: string, name: string): Promise<void> => {
    await ada.getByRole('combobox', { name: field }).fill(name);
    await ada.getByRole('option', { name }).click();
  };

  it('show while a shift is written how it goes round and who will be on duty', async () => {
    await goTo(ada, 'Shifts');
    await ada.getByText('No shift yet').waitFor({ timeout: SEEN_MS });
    await ada.getByRole('link', { name: 'New shift' }).first().click();
    await ada.getByLabel('Name of the shift').fill('Web on call');
    await pick('People', 'Rita');
    await pick('People', 'Omar');
    await ada.getByRole('heading', { name: 'New shift' }).click();
    await ada.getByRole('button', { name: 'Omar earlier' }).click();
    await ada.getByLabel('Time of the handover').fill('08:30');
    await ada.getByLabel('First day').fill('2026-01-05');
    await pick('Time zone', 'Europe/Berlin');
    await ada.getByText('Omar and Rita take turns of 1 week, handed over on Mondays at 08:30 (Europe/Berlin).').waitFor();
    await ada.getByText(/^from Mon .*, 08:30$/).first().waitFor();
    await screenshot(ada, 'shift-form');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('heading', { name: 'The next four weeks' }).waitFor({ timeout: SEEN_MS });
    expect(await shift()).toMatchObject({ timeZone: 'Europe/Berlin', handoverTime: '08:30', people: [{ displayName: 'Omar' }, { displayName: 'Rita' }] }); // prettier-ignore
  }); // prettier-ignore

  it('show everybody at once who is on duty after an override, at the time of the shift’s own zone', async () => {
    await goTo(rita, 'Shifts');
    await rita.getByText(/(Omar|Rita) is on duty/).waitFor({ timeout: SEEN_MS });
    expect(await rita.getByRole('link', { name: 'New shift' }).count()).toBe(0);
    const nowMs = world.curfew.clock.nowMs();
    const field = (ms: number): string => new Date(wallMs('Europe/Berlin', ms)).toISOString().slice(0, 16);
    await ada.getByRole('button', { name: 'Add an override' }).click();
    await pick('Who is on duty instead', 'Otto');
    await ada.getByLabel('From').fill(field(nowMs - HOUR_MS));
    await ada.getByLabel('Until').fill(field(nowMs + 3 * HOUR_MS));
    await screenshot(ada, 'shift-override');
    await ada.getByRole('button', { name: 'Put on duty' }).click();
    await rita.getByText('Otto is on duty').waitFor({ timeout: SEEN_MS });
    const [override] = (await shift()).overrides;
    expect(Math.floor(Date.parse(override.until) / 60_000)).toBe(Math.floor((nowMs + 3 * HOUR_MS) / 60_000));
    await screenshot(rita, 'shifts');
    await rita.getByRole('link', { name: 'Web on call' }).click();
    await rita.getByText('override', { exact: true }).waitFor({ timeout: SEEN_MS });
    expect(await rita.getByRole('button', { name: /Take back|Add an override|Delete/ }).count()).toBe(0);
    await screenshot(ada, 'shift');
  });

  it('take an override back', async () => {
    await ada.getByRole('button', { name: 'Take back the override by Otto' }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await ada.getByText('override', { exact: true }).waitFor({ state: 'detached', timeout: SEEN_MS });
    expect((await shift()).overrides).toEqual([]);
  });

  it('show while a bundle is written what it holds', async () => {
    await goTo(ada, 'Bundles');
    await ada.getByRole('link', { name: 'New bundle' }).first().click();
    await ada.getByLabel('Name of the bundle').fill('Web tools');
    await pick('Integration', 'machines');
    await ada.getByText('By name').click();
    await pick('Servers', 'web-1');
    await ada.getByText('It holds any permission on web-1 of machines.').waitFor();
    await screenshot(ada, 'bundle-form');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('link', { name: 'Web tools' }).waitFor({ timeout: SEEN_MS });
    const [bundle] = ok(await world.api.as('ada').get<BundlesPage>('/api/bundles')).items;
    expect(bundle).toMatchObject({ targets: [{ servers: { names: ['web-1'] }, permissions: 'all' }] });
  });

  it('show before a bundle or a team is saved or deleted whom that reaches by the flows that name it', async () => {
    const as = world.api.as('ada');
    const [{ id }] = ok(await as.get<BundlesPage>('/api/bundles')).items;
    const target = { integrationId: world.integrationId, servers: { names: ['gone-1'] }, permissions: 'all' };
    ok(await as.put(`/api/bundles/${id}`, { name: 'Web tools', targets: [target] }));
    const team = await world.api.team('Web team', ['rita']);
    const flow = await world.flow({ name: 'By bundle', requesters: { teamIds: [team.id] }, approvers: null });
    const said = world.flowInput({ name: 'By bundle', requesters: { teamIds: [team.id] }, approvers: null });
    ok(await as.put(`/api/access-flows/${flow.id}`, { ...said, targets: [{ bundleId: id }] }));

    await ada.getByRole('link', { name: 'Web tools' }).click();
    await pick('Servers', 'web-1');
    await ada.getByRole('heading', { name: 'Web tools' }).click();
    await ada.getByRole('button', { name: 'See what it changes' }).click();
    const dialog = ada.getByRole('dialog');
    await dialog.getByText('1 person could newly get without approval 1 server').waitFor({ timeout: SEEN_MS });
    await dialog.getByText('By the flow By bundle, as things are now:').waitFor();
    await dialog.getByText('1 person could newly reach 1 server').waitFor();
    await screenshot(ada, 'bundle-reach');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('heading', { name: 'Bundles' }).waitFor({ timeout: SEEN_MS });
    await ada.getByRole('link', { name: 'Web tools' }).click();
    await ada.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('1 person could no longer reach 1 server').waitFor({ timeout: SEEN_MS });
    await dialog.getByText('A bundle that a flow names cannot be deleted.').waitFor();
    await screenshot(ada, 'bundle-delete');
    await dialog.getByRole('button', { name: 'Go back' }).click();

    await ada.goto(`${world.curfew.url}/teams`);
    await ada.getByRole('button', { name: 'Edit Web team' }).click();
    await pick('Members', 'Omar');
    await ada.getByRole('heading', { name: 'Edit the team' }).click();
    await ada.getByRole('button', { name: 'See what it changes' }).click();
    await ada.getByText('1 person could newly reach 1 server').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'team-reach', false);
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByText('Omar, Rita').waitFor({ timeout: SEEN_MS });
    await ada.getByRole('button', { name: 'Delete Web team' }).click();
    await ada.getByText('2 people could no longer reach 1 server').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'team-delete', false);
    await ada.goto(`${world.curfew.url}/flows/${flow.id}`);
    await ada.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('2 people could no longer reach 1 server').waitFor({ timeout: SEEN_MS });
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await ada.getByText('No flow yet').waitFor({ timeout: SEEN_MS });
  });

  it('are named in a flow of two tiers that is written by clicking, reads as a sentence, and shows what it changes', async () => {
    await goTo(ada, 'Access flows');
    await ada.getByRole('link', { name: 'New flow' }).first().click();
    await ada.getByLabel('Name of the flow').fill('On call');
    await ada.getByRole('button', { name: 'Conditions: shifts' }).click();
    await ada.getByRole('button', { name: 'Add a condition' }).click();
    await ada.getByRole('combobox', { name: 'Whose' }).click();
    await ada.getByRole('option', { name: 'On duty on the shift' }).click();
    await pick('Condition 1: any of', 'Web on call');
    await ada.getByRole('button', { name: 'Tiers, counts, managers' }).click();
    await pick('Asked first: approvers', 'Omar');
    await pick('Asked first: approvers', 'Otto');
    // Whoever of Omar and Rita is on duty this week: two others can approve
    await pick('Asked first: approvers', 'Ada');
    await ada.getByRole('textbox', { name: 'Asked first: how many must say yes' }).fill('2');
    await ada.getByRole('button', { name: 'Add a tier' }).click();
    await pick('Tier 2: approvers', 'manager');
    await ada.getByText('Hours, start, extensions, emergencies').click();
    await ada.getByRole('switch', { name: 'Only at some hours' }).click();
    await pick('Time zone', 'Europe/Berlin');
    await ada.getByRole('combobox', { name: 'When the time begins' }).click();
    await ada.getByRole('option', { name: 'When they say' }).click();
    await ada.getByRole('textbox', { name: 'At most ahead' }).fill('3');
    await ada.getByRole('switch', { name: 'Always exactly this long' }).click();
    await ada.getByRole('heading', { name: 'New access flow' }).click();
    const sentence = await ada.getByRole('region', { name: 'What this flow says' }).innerText();
    await screenshot(ada, 'flow-editor');
    expect(sentence).toBe(
      "Whoever meets the shift on duty is “Web on call” may ask for any permission on every server of machines, approved by 2 of Omar, Otto or Ada; after 30 minutes also the requester's manager, for exactly 4 hours, and must say why. Open Monday to Friday from 09:00 to 17:00, by the clocks of Europe/Berlin. They may name a later start, up to 3 days ahead; then only the start must be within the hours.",
    );
    await ada.getByRole('button', { name: 'See what it changes' }).click();
    await ada.getByText('1 person could newly reach 1 server').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'blast-radius');
    await ada.getByRole('button', { name: 'Save and activate' }).click();
    await ada.getByRole('heading', { name: 'Access flows' }).waitFor({ timeout: SEEN_MS });
    const [flow] = ok(await world.api.as('ada').get<AccessFlowsPage>('/api/access-flows')).items;
    expect(flow).toMatchObject({
      name: 'On call',
      simple: false,
      sentence,
      approval: { escalateAfterSeconds: 1800 },
      fixedDuration: true,
      clockStart: { at: 'scheduled', withinSeconds: 3 * 86_400 },
    });
    await ada.getByRole('link', { name: 'On call', exact: true }).click();
    await ada.getByRole('button', { name: 'See what it changes' }).click();
    await ada.getByText('Nobody gains and nobody loses').waitFor({ timeout: SEEN_MS });
    await ada.getByRole('button', { name: 'Go back' }).click();
    await goTo(ada, 'Access flows');
    await ada.getByRole('button', { name: 'Deactivate On call' }).click();
    await ada.getByRole('button', { name: 'Activate On call' }).click();
    await ada.getByRole('dialog').getByText('1 person could newly reach 1 server').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'activate', false);
    await ada.getByRole('button', { name: 'Activate it' }).click();
    await ada.getByRole('button', { name: 'Deactivate On call' }).waitFor({ timeout: SEEN_MS });
  });

  it('are explained by the simulator, flow by flow', async () => {
    await ada.goto(`${world.curfew.url}/simulator`);
    await pick('Person', 'Otto');
    await pick('Integration', 'machines');
    await pick('Server', 'web-1');
    await ada.getByRole('button', { name: 'Simulate' }).click();
    await ada.getByText('No active access flow lets you ask for this.').waitFor({ timeout: SEEN_MS });
    await ada.getByText('Why', { exact: true }).click();
    await ada.getByText(/Otto has none, so no/).waitFor();
    await screenshot(ada, 'simulator');
  });

  it('give who is on duty access without asking: written in the form, shown to him, and kept back where somebody ends it', async () => {
    await goTo(ada, 'Access flows');
    await ada.getByRole('link', { name: 'New flow' }).first().click();
    await ada.getByLabel('Name of the flow').fill('While on call');
    await ada.getByText('By itself').click();
    await ada.getByRole('button', { name: 'Conditions: shifts' }).click();
    await ada.getByRole('button', { name: 'Add a condition' }).click();
    await ada.getByRole('combobox', { name: 'Whose' }).click();
    await ada.getByRole('option', { name: 'On duty on the shift' }).click();
    await pick('Condition 1: any of', 'Web on call');
    await ada.getByRole('heading', { name: 'New access flow' }).click();
    expect(await ada.getByRole('region', { name: 'What this flow says' }).innerText()).toBe(
      'Whoever meets the shift on duty is “Web on call” has, without asking, every permission on every server of machines, for as long as that holds. Where Curfew cannot renew it, it ends by itself within 4 hours.',
    );
    expect(await ada.getByRole('heading', { name: 'Who approves' }).count()).toBe(0);
    await screenshot(ada, 'automatic-flow');
    await ada.getByRole('button', { name: 'See what it changes' }).click();
    await ada
      .getByText('1 person would have access at once, without asking, to 1 server')
      .waitFor({ timeout: SEEN_MS });
    await ada.getByRole('button', { name: 'Save and activate' }).click();
    await ada.getByRole('heading', { name: 'Access flows' }).waitFor({ timeout: SEEN_MS });

    const [{ onDuty }] = ok(await world.api.as('ada').get<ShiftsPage>('/api/shifts')).items;
    const [page, name] = onDuty?.displayName === 'Rita' ? [rita, 'rita'] : [await givenPage(), 'omar'];
    if (name === 'omar') await signIn(page, { api: world.api, url: world.curfew.url }, name);
    await goTo(page, 'My access');
    await page.getByText('You have this while you are on call: “Web on call”.').waitFor({ timeout: SEEN_MS });
    await screenshot(page, 'automatic-access');
    await goTo(ada, 'Running access');
    await ada.getByRole('button', { name: /^Revoke/ }).click();
    await ada
      .getByRole('dialog')
      .getByText(/gives this by itself: it comes back once/)
      .waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'revoke-automatic', false);
    await ada.getByRole('button', { name: 'Go back' }).click();
    await page.getByRole('button', { name: /^Give back/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Give/ }).click();
    await page.getByText('It does not come back while the condition goes on holding').waitFor({ timeout: SEEN_MS });
    await screenshot(page, 'kept-back-mine');
    await world.connector.serverFails(world.server('web-1'), 'web-1 did not answer.');
    await ada.getByRole('tab', { name: /Kept back/ }).click();
    await ada.getByRole('checkbox', { name: /^Choose .* on web-1/ }).click();
    await screenshot(ada, 'kept-back');
    await ada.getByRole('button', { name: 'Let 1 ticked come back' }).click();
    const why = 'web-1 did not answer. It is given as soon as the server takes new access.';
    await ada.getByRole('heading', { name: 'Waiting for a server' }).waitFor({ timeout: SEEN_MS });
    await ada.getByText(why).waitFor();
    await screenshot(ada, 'kept-back-waiting');
    expect(await accessibilityViolations(ada)).toEqual([]);
    await page.getByText(why).waitFor({ timeout: SEEN_MS });
    await screenshot(page, 'waiting-mine');
    await world.connector.serverIsActive(world.server('web-1'));
    await page.getByText('You have this while you are on call: “Web on call”.').waitFor({ timeout: SEEN_MS });
  });

  it('are edited under four eyes: proposed, told as not in force yet, and carried out when another administrator approves', async () => {
    await world.api.person('bert', { role: 'administrator' });
    const bert = await givenPage();
    await signIn(bert, { api: world.api, url: world.curfew.url }, 'bert');
    await goTo(ada, 'Access flows');
    await ada.getByRole('button', { name: 'Require a second administrator' }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Require it' }).click();
    await ada.getByRole('button', { name: 'Propose to switch it off' }).waitFor({ timeout: SEEN_MS });
    await ada.getByRole('link', { name: 'On call', exact: true }).click();
    await ada.getByRole('textbox', { name: 'Longest time' }).fill('2');
    await ada.getByRole('button', { name: 'See what it changes' }).click();
    await ada.getByRole('button', { name: 'Propose it' }).click();
    await ada.getByText('Proposed, and not in force yet').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'proposed');
    const onCall = async () => ok(await world.api.as('ada').get<AccessFlowsPage>('/api/access-flows?search=On call')).items[0]; // prettier-ignore
    expect((await onCall()).version).toBe(1);
    await bert.getByText('1 proposed and waiting for you').waitFor({ state: 'attached', timeout: SEEN_MS });
    await goTo(bert, 'Access flows');
    await bert.getByText('Edit the flow “On call”').waitFor({ timeout: SEEN_MS });
    await bert.locator('strong', { hasText: /^2 $/ }).waitFor();
    await bert.getByRole('button', { name: 'See whom it reaches' }).click();
    await bert.getByText('Nobody gains and nobody loses').waitFor({ timeout: SEEN_MS });
    await screenshot(bert, 'proposal');
    await ada.getByRole('link', { name: 'See what waits on Access flows' }).click();
    await ada.getByRole('button', { name: 'Withdraw' }).waitFor({ timeout: SEEN_MS });
    expect(await ada.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await lookAt(ada, world.curfew.url, '/flows')).toEqual([]);
    await screenshot(ada, 'small-flows-proposal');
    await ada.setViewportSize({ width: 1280, height: 800 });
    await bert.getByRole('button', { name: 'Approve' }).click();
    await bert.getByRole('dialog').getByRole('button', { name: 'Approve it' }).click();
    await bert.getByText('Decided lately').waitFor({ timeout: SEEN_MS });
    expect(await onCall()).toMatchObject({ version: 2, longestSeconds: 7200 });
    const team = await world.api.team('Night team', []);
    const flow = world.flowInput({ name: 'By night', requesters: { teamIds: [team.id] } });
    ok(await world.api.as('ada').post('/api/flow-proposals', { kind: 'access-flow', action: 'add', flow }));
    await bert.getByText('Add the flow “By night”').waitFor({ timeout: SEEN_MS });
    ok(await world.api.as('ada').delete(`/api/teams/${team.id}`));
    await bert
      .getByText('The team “Night team”, which it names, was deleted. So this cannot be approved.')
      .waitFor({ timeout: SEEN_MS });
    expect(await bert.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await screenshot(bert, 'proposal-out-of-date');
  });

  it('have nothing that axe finds, in light, dark and on a small screen', async () => {
    const { id } = await shift();
    const [bundle] = ok(await world.api.as('ada').get<BundlesPage>('/api/bundles')).items;
    const [flow] = ok(await world.api.as('ada').get<AccessFlowsPage>('/api/access-flows')).items;
    const paths = [
      '/shifts',
      `/shifts/${id}`,
      `/shifts/${id}/edit`,
      '/bundles',
      `/bundles/${bundle.id}`,
      `/flows/${flow.id}`,
      '/simulator',
    ];
    const found: string[] = [];
    for (const path of paths) {
      found.push(...(await lookAt(ada, world.curfew.url, path)));
      await screenshot(ada, `small${path.replaceAll('/', '-').replace(/-[0-9a-f-]{36}/, '-one')}`);
    }
    expect(found).toEqual([]);
  });
});
