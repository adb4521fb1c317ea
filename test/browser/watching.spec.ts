/** What administrators see of access debt, clocks, receipts and standing access: on the pages, live, in light and dark. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { ResourceId } from '#access/ids.js';
import { atEnd } from '#testkit/at-end.js';
import { makeEd25519Key } from '#ssh/private-key.js';
import { publicKeyFromKeyObject } from '#ssh/public-key.js';
import { givenPage, screenshot } from '#testkit/browser.js';
import { ok } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { ConnectorReports } from '../../apps/control-plane/src/catalog/connector-reports.service.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from '../integration/access-world.js';
import { givenInstance, LinkClient } from '../integration/link-client.js';
import { goTo, lookAt, signIn } from './web-pages.js';

const SEEN_MS = 20_000;

describe('what watches over access', () => {
  let world: World;
  let ada: Page;
  let debts: GrantView[];

  beforeAll(async () => {
    const url = await givenDeafReceiver();
    const watching = { debtAlarmSeconds: 300, alarmWebhook: { url, secret: 's'.repeat(40) } };
    const servers = ['db-1', 'web-1', 'web-2', 'web-3', 'web-4'].map((name) => ({ name }));
    world = await givenWorld(['rita', 'omar'], servers, undefined, { watching });
    await world.flow({ permissions: 'all', finishWithinSeconds: 7200 });
    debts = [await world.granted('web-1'), await world.granted('db-1')];
    ada = await givenPage();
    await signIn(ada, { api: world.api, url: world.curfew.url }, 'ada');
  });

  /** It takes no alarm. */
  const givenDeafReceiver = async (): Promise<string> => {
    const server = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atEnd(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };

  const end = async (grant: GrantView): Promise<void> => {
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await world.connector.fault(grant, {
      retryAtIso: new Date(world.curfew.clock.nowMs() + 60_000).toISOString(),
      fault: { code: 'server-unreachable', message: `${grant.resource.name} did not answer.`, detail: 'ETIMEDOUT' },
    });
  };
  const main = () => ada.getByRole('main');

  it('reassures where there is no access debt', async () => {
    await goTo(ada, 'Access debt');
    await main().getByText('nothing of it is left').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'access-debt-none');
    expect(await ada.getByText('ended and not proved gone').count()).toBe(0);
  });

  it('shows the count on every page as soon as there is debt, and the debt with reason and next try, without a reload', async () => {
    await goTo(ada, 'Connectors');
    await end(debts[0]);
    const entry = ada.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Access debt/ });
    await entry.getByText('1').waitFor({ timeout: SEEN_MS });
    await entry.click();
    await main().getByText('web-1 did not answer.').waitFor({ timeout: SEEN_MS });
    await main().getByText('Next try').waitFor();
    await end(debts[1]);
    await main().getByText('db-1 did not answer.').waitFor({ timeout: SEEN_MS });
    await entry.getByText('2').waitFor({ timeout: SEEN_MS });
  });

  it('filters by server and age, and sorts', async () => {
    const rows = async (): Promise<string[]> =>
      (await main().locator('.rows > li .row-title').allInnerTexts()).map((text) => text.replace(/.* on /, ''));
    const shows = (wanted: string[]) =>
      until(async () => JSON.stringify(await rows()) === JSON.stringify(wanted), {
        within: SEEN_MS,
        what: wanted.join(),
      });
    const choose = async (field: string, option: string): Promise<void> => {
      await main().getByRole('combobox', { name: field }).click();
      await ada.getByRole('option', { name: option }).click();
    };
    await shows(['web-1', 'db-1']);
    await choose('Order', 'by server');
    await shows(['db-1', 'web-1']);
    await choose('Server', 'web-1 (1)');
    await shows(['web-1']);
    await choose('Age', 'over 1 day');
    await main().getByText('No access debt of that kind').waitFor();
  });

  it('says that an alarm did not get through, on whichever page', async () => {
    world.curfew.clock.forward({ minutes: 6 });
    const told = async () => ok(await world.api.as('ada').get<{ faults: { message: string }[] }>('/api/attention'));
    // Not the only fault: the clock that was set forward may be told of, too
    await until(async () => (await told()).faults.some(({ message }) => message.startsWith('2 alarms')), {
      within: SEEN_MS,
    });
    await ada.goto(`${world.curfew.url}/flows`);
    await ada.getByText('2 alarms did not reach the alarm webhook yet.').waitFor({ timeout: SEEN_MS });
  });

  it('writes off the debt of a server, with a reason', async () => {
    await goTo(ada, 'Access debt');
    await main().getByRole('button', { name: 'Write off the debt of web-1' }).click();
    await ada.getByLabel('Why this server is gone for good').fill('It burnt down.');
    await screenshot(ada, 'write-off');
    await ada.getByRole('dialog').getByRole('button', { name: 'Write off' }).click();
    await main().getByText('web-1 did not answer.').waitFor({ state: 'detached', timeout: SEEN_MS });
    await main().getByText('db-1 did not answer.').waitFor();
    expect(await world.grant('ada', debts[0].id)).toMatchObject({
      state: 'ending',
      writtenOff: { reason: 'It burnt down.' },
    });
  });

  it('shows that sessions finish by leave of the flow, which is no debt, and ends them', async () => {
    const grant = await world.granted('web-4', { durationSeconds: 60 });
    world.curfew.clock.forward({ seconds: 61 });
    const state = async () => (await world.grant('ada', grant.id)).state;
    await until(async () => (await state()) === 'ending', { within: SEEN_MS });
    await world.connector.finishing(grant, ['session 7', 'session 9']);
    await goTo(ada, 'Running access');
    const row = main().getByRole('listitem').filter({ hasText: 'web-4' });
    await row.getByText('2 sessions are finishing').waitFor({ timeout: SEEN_MS });
    expect(await row.innerText()).toContain('running sessions may go on until');
    await screenshot(ada, 'sessions-finish');
    await goTo(ada, 'Access debt');
    await main().getByRole('heading', { level: 1, name: 'Access debt' }).waitFor();
    await main().getByText('db-1 did not answer.').waitFor({ timeout: SEEN_MS });
    expect(await main().getByText('web-4').count()).toBe(0);
    await goTo(ada, 'Running access');
    await row.getByRole('button', { name: 'End sessions of Rita on web-4' }).click();
    await ada.getByLabel('Why').fill('Enough.');
    await ada.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click();
    await row.getByText('ending, not proved yet').waitFor({ timeout: SEEN_MS });
    expect(await row.getByRole('button').count()).toBe(0);
    await world.connector.removed(grant);
    await row.waitFor({ state: 'detached', timeout: SEEN_MS });
  });

  it('shows the proof of a grant, and gives its receipt as a file', async () => {
    await world.connector.removed(debts[1], ['process 4711']);
    await ada.goto(`${world.curfew.url}/requests/${debts[1].requestId}`);
    await main().getByText('In force: account rita, in web-ops').waitFor({ timeout: SEEN_MS });
    await main().getByText('Still there for rita: process 4711').waitFor();
    expect(await main().getByText('signature fits').count()).toBe(2);
    const download = ada.waitForEvent('download');
    await main()
      .getByRole('link', { name: /^Download receipt/ })
      .first()
      .click();
    expect((await download).suggestedFilename()).toMatch(/^curfew-receipt-[0-9a-f-]{36}\.json$/);
  });

  it('lists standing access, on its page and on that of its server, and takes off what was seen to', async () => {
    const grant = await world.granted('web-2');
    const standing = [
      { account: 'rita', kind: 'membership' as const, name: 'docker' },
      { account: 'rita', kind: 'key' as const, name: `SHA256:${'A'.repeat(43)}` },
    ];
    await world.connector.added(grant, { standing });
    await goTo(ada, 'Standing access');
    await main().getByText('docker').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'standing-access');
    await main().getByRole('link', { name: 'web-2' }).first().click();
    await main().getByRole('heading', { name: 'Standing access' }).waitFor({ timeout: SEEN_MS });
    await main().getByRole('button', { name: 'docker of rita on web-2 is seen to' }).click();
    await ada.getByLabel('What was done, or why it may stay').fill('Taken out by hand.');
    await ada.getByRole('dialog').getByRole('button', { name: 'Seen to' }).click();
    await main().getByText('docker').waitFor({ state: 'detached', timeout: SEEN_MS });
  });

  it('lists below the debt what was extended and its server was not told, with the reason, and overdue on every page', async () => {
    const flow = await world.flow({ permissions: ['db-admins'], extensions: { most: 3, longestSeconds: 3600, approvalAgain: false } });
    const grant = await world.granted('web-4', { permissions: ['db-admins'], flowId: flow.id });
    const whole = (at: string) => at.replace(/\.\d+Z$/, '.000Z');
    await world.connector.holds(grant, whole(grant.untilAt));
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/extend`, { durationSeconds: 1800, fromUntilAt: grant.untilAt, reason: 'More' }));
    await world.connector.fault(grant, { fault: { code: 'server-unreachable', message: 'web-4 did not answer.' } });
    await goTo(ada, 'Access debt');
    await main().getByRole('heading', { name: 'Extended, and the server was not told yet' }).waitFor({ timeout: SEEN_MS });
    await main().getByText('web-4 did not answer.').waitFor({ timeout: SEEN_MS });
    world.curfew.clock.forward({ minutes: 6 });
    await ada.getByText('One access was extended, and one server was not told yet').waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'unproved-extensions');
    expect(await lookAt(ada, world.curfew.url, '/access-debt')).toEqual([]);
    await ada.emulateMedia({ colorScheme: 'light' });
    await ada.setViewportSize({ width: 1280, height: 800 });
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await world.connector.removed(grant);
  }); // prettier-ignore

  it('says of a clock that is off by how much, what it means and what to do: connector, server and catalog', async () => {
    const { curfew, connector } = world;
    await serverClock('web-3', -7_200);
    await ada.goto(`${curfew.url}/servers/${world.server('web-3')}`);
    await main().getByText('7200 s behind: no new access until it is right').waitFor({ timeout: SEEN_MS });
    await main().getByText('clock is off', { exact: true }).waitFor();
    const client = new LinkClient(curfew.url, connector.id, 'rack', connector.key);
    const link = await client.connect({ clockIso: new Date(curfew.clock.nowMs() + 47_000).toISOString(), protocol: 1 });
    await link.next('welcome');
    await goTo(ada, 'Connectors');
    await main()
      .getByText(/[34]\d seconds ahead; it gets no new grants/)
      .waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'connector-clock');
    const rita = await givenPage();
    await signIn(rita, { api: world.api, url: curfew.url }, 'rita');
    await rita
      .getByText(/The clock of the connector is [34]\d seconds ahead/)
      .first()
      .waitFor({ timeout: SEEN_MS });
    await rita.context().close();
  });

  const serverClock = async (name: string, clockSkewSeconds: number): Promise<void> => {
    const { app, clock } = world.curfew;
    const message = 'The clock of the server is 120 minutes behind; with more than 30 seconds it gets no new grants.';
    const fault = { code: 'server-clock-off' as const, message, hint: 'Set the clock of the server.' };
    const reports = app.get(ConnectorReports, { strict: false });
    await app.get(Transactions, { strict: false }).run((tx) =>
      reports.takeServer(tx, world.connector.id, {
        type: 'server-report', serverId: world.server(name), state: 'amber', lookedAtIso: clock.now().toISOString(), faults: [fault],
        warnings: [], hostKeys: [], missingGroups: [], wouldWrite: [], sshdVersion: '9.2', scriptVersion: '1', clockSkewSeconds,
      }),
    ); // prettier-ignore
  };

  it('lists the instances of a connector, says why one is refused and what to do, and removes one', async () => {
    const { curfew, connector } = world;
    const one = new LinkClient(curfew.url, connector.id, 'rack', connector.key);
    const keys = [1, 2].map(() => publicKeyFromKeyObject(makeEd25519Key().keyObject));
    await (await one.connect({ userCaKeys: [keys[0].line] })).next('welcome');
    await goTo(ada, 'Connectors');
    await main().getByRole('button', { name: 'Add or replace' }).click();
    await screenshot(ada, 'connector-add-or-replace');
    await ada.getByRole('radio', { name: /Work beside the others/ }).check();
    await ada.getByRole('button', { name: 'Make a token' }).click();
    await ada.getByText('An instance with another user CA key is refused').waitFor({ timeout: SEEN_MS });
    await ada.getByRole('button', { name: 'Done' }).click();
    const other = await givenInstance(curfew, one);
    await (await other.connect({ userCaKeys: [keys[1].line] })).next('refused');
    await main()
      .getByText(/signs with another user CA key/)
      .waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'connector-instance-refused');
    await main().getByRole('button', { name: 'The key was changed on purpose' }).click();
    await ada.getByRole('dialog').getByText(keys[1].fingerprint).waitFor();
    await ada.getByRole('button', { name: 'Use this key' }).click();
    await (await other.connect({ userCaKeys: [keys[1].line], version: '1.3.0' })).next('welcome');
    await (await one.connect({ userCaKeys: [keys[1].line] })).next('welcome');
    await main()
      .getByText(/different versions/)
      .waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'connector-instances');
    await main().getByRole('button', { name: 'Remove Instance 2 of rack' }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await main().getByRole('heading', { name: 'Instance 2' }).waitFor({ state: 'detached', timeout: SEEN_MS });
    other.close();
  });

  it('has nothing that axe finds, in light, dark and on a small screen, with all of that on the pages', async () => {
    const server = (name: string): ResourceId => world.server(name);
    const pages = [
      '/access-debt', '/standing-access', '/connectors', `/servers/${server('web-3')}`, `/servers/${server('web-2')}`, `/requests/${debts[1].requestId}`, '/access',
    ]; // prettier-ignore
    const found: string[] = [];
    const page = await givenPage();
    await signIn(page, { api: world.api, url: world.curfew.url }, 'ada');
    for (const path of pages) {
      found.push(...(await lookAt(page, world.curfew.url, path)));
      await screenshot(page, `small${path.replaceAll('/', '-').replace(/-[0-9a-f-]{36}/, '')}`);
      await page.setViewportSize({ width: 1280, height: 800 });
      await screenshot(page, `dark${path.replaceAll('/', '-').replace(/-[0-9a-f-]{36}/, '')}`);
      await page.emulateMedia({ colorScheme: 'light' });
      await screenshot(page, `light${path.replaceAll('/', '-').replace(/-[0-9a-f-]{36}/, '')}`);
    }
    expect(found).toEqual([]);
  });
});
