/** What administrators do with more servers and people than a page holds: nothing is out of reach, nothing is cut in silence. */
import type { Page } from 'playwright-core';
import { accessibilityViolations, givenPage, screenshot } from '#testkit/browser.js';
import { type Api, givenCurfew, ok } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import type { ControlPlaneUnderTest } from '#testkit/control-plane.js';
import { fingerprintOf, givenManyServers, type ManyServers } from '../integration/many-servers.js';
import { goTo, signIn } from './web-pages.js';

const SEEN_MS = 20_000;
const COUNT = 300;

let curfew: ControlPlaneUnderTest & { api: Api };
let many: ManyServers;
let page: Page;

/** People as a directory would bring them: nobody of them signs in here. */
const addPeople = (count: number): Promise<unknown> =>
  curfew.database.query(
    `INSERT INTO person (id, issuer, subject, display_name, email, email_key, role, account_name, disabled, attributes, created_at)
     SELECT gen_random_uuid(), 'https://id.example', 's' || n, 'Person ' || n, 'p' || n || '@example.com', 'p' || n || '@example.com', 'member', 'p' || n, false, '{}', now()
     FROM generate_series(1001, 1000 + $1::int) n`,
    [count],
  );

beforeAll(async () => {
  curfew = await givenCurfew('rita');
  await addPeople(COUNT);
  many = await givenManyServers(curfew, COUNT);
  await many.seen(await many.all(), () => ({}));
  page = await givenPage();
  await signIn(page, curfew, 'ada');
});

const totalOf = async (only: string): Promise<number> => (await many.page(`only=${only}&limit=1`)).total;
const section = (name: string) => page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });

describe('an integration of 300 servers', () => {
  it('shows its host keys in pages, and confirms all of them with the fingerprints that were shown', async () => {
    await goTo(page, 'Integrations');
    await page.getByRole('link', { name: 'many machines' }).click();
    const confirm = section('Confirm the host keys');
    await confirm.getByText('1–20 of 300').waitFor({ timeout: SEEN_MS });
    await confirm.getByRole('button', { name: 'Page 15' }).click();
    await confirm.getByText('281–300 of 300').waitFor({ timeout: SEEN_MS });
    await confirm.getByText(fingerprintOf('server-300')).waitFor({ timeout: SEEN_MS });
    await screenshot(page, 'many-host-keys');
    await confirm.getByRole('button', { name: 'Confirm all 300…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('300 host keys', { exact: true }).waitFor({ timeout: SEEN_MS });
    const listed = await dialog.locator('pre').innerText();
    expect(listed.trim().split('\n')).toHaveLength(COUNT);
    expect(listed).toContain(`server-001  10.9.0.0:22  ${fingerprintOf('server-001')}`);
    await screenshot(page, 'many-host-keys-all', false);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 780 });
    expect(await accessibilityViolations(page)).toEqual([]);
    await expect(page.evaluate<number>('document.documentElement.scrollWidth')).resolves.toBe(360);
    await screenshot(page, 'many-host-keys-all-360-dark', false);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await dialog.getByRole('button', { name: 'Confirm all 300 host keys' }).click();
    await dialog.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await totalOf('to-confirm')).toBe(0);
    await confirm.waitFor({ state: 'detached', timeout: SEEN_MS });
  });

  it('sets up those of a page, and all of them', async () => {
    await many.seen(await many.all(), () => ({
      state: 'ready-for-set-up',
      wouldWrite: [{ path: '/etc/ssh/sshd_config.d/0curfew.conf', mode: '0644', purpose: 'lets sshd look', content: 'Match' }],
    })); // prettier-ignore
    const setUp = section('Set up');
    await setUp.getByText('1–20 of 300').waitFor({ timeout: SEEN_MS });
    await setUp.getByRole('checkbox', { name: 'Set up server-002' }).uncheck();
    await setUp.getByRole('button', { name: 'Set up these 19 servers' }).click();
    await until(async () => (await totalOf('to-set-up')) === 281, { within: SEEN_MS, what: '19 servers are set up' });
    await setUp.getByRole('button', { name: 'Set up all 281…' }).click({ timeout: SEEN_MS });
    await page.getByRole('dialog').getByRole('button', { name: 'Set up all 281 servers' }).click({ timeout: SEEN_MS });
    await until(async () => (await totalOf('under-way')) === COUNT, { within: 60_000, what: 'all are set up' });
    await setUp.waitFor({ state: 'detached', timeout: SEEN_MS });
  });

  it('has those first that somebody should look at, and finds any by name and by kind', async () => {
    const servers = await many.all();
    const sick = servers.filter(({ name }) => name === 'server-299');
    await many.seen(servers, () => ({ state: 'active' }));
    await many.seen(sick, () => ({
      state: 'failing',
      faults: [{ code: 'server-unreachable', message: 'No answer.' }],
    }));
    const list = section('Servers');
    const names = () => list.getByRole('heading', { level: 3 }).allInnerTexts();
    await until(async () => (await names())[0] === 'server-299', { within: SEEN_MS, what: 'the sick one is first' });
    await list.getByText('1–50 of 300').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, 'many-servers');
    await list.getByRole('button', { name: 'Next page of servers' }).click();
    await list.getByText('51–100 of 300').waitFor({ timeout: SEEN_MS });
    await list.getByLabel('Search servers').fill('server-28');
    await until(async () => (await names()).join() === Array.from({ length: 10 }, (_, n) => `server-28${n}`).join(), { within: SEEN_MS, what: 'ten are found' }); // prettier-ignore
    await list.getByLabel('Search servers').fill('');
    await list.getByRole('combobox', { name: 'Show only' }).click();
    await page.getByRole('option', { name: 'Somebody should look' }).click();
    await until(async () => (await names()).join() === 'server-299', { within: SEEN_MS, what: 'only the sick one' });
  });
});

describe('300 people', () => {
  it('are listed in pages', async () => {
    await goTo(page, 'People and teams');
    await page.getByText('1–50 of 302').waitFor({ timeout: SEEN_MS });
    await page.getByRole('button', { name: 'Page 7' }).click();
    await page.getByText('301–302 of 302').waitFor({ timeout: SEEN_MS });
    await page.getByRole('link', { name: 'Rita' }).waitFor();
  });

  it('can each be chosen: as a member of a team, who keeps its members while others are searched', async () => {
    await goTo(page, 'People and teams');
    await page.getByRole('link', { name: 'Teams', exact: true }).click();
    await page.getByRole('button', { name: 'Add a team' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Name').fill('Late shift');
    const members = drawer.getByRole('combobox', { name: 'Members' });
    await members.click();
    await page.getByRole('option', { name: 'and 282 more: type a part of the name' }).waitFor({ timeout: SEEN_MS });
    for (const name of ['Person 1277', 'Person 1300']) {
      await members.fill(name);
      await page.getByRole('option', { name, exact: true }).click({ timeout: SEEN_MS });
    }
    await screenshot(page, 'pick-people', false);
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: 'Person 1300' }).waitFor({ state: 'detached' });
    expect(await accessibilityViolations(page)).toEqual([]);
    await drawer.getByRole('button', { name: 'See what it changes' }).click();
    await page.getByText('By no active flow does anybody gain or lose anything').waitFor({ timeout: SEEN_MS });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Person 1277, Person 1300').waitFor({ timeout: SEEN_MS });
  });

  it('can each be chosen: as requester and approver of a flow, whose sentence names them', async () => {
    await goTo(page, 'Access flows');
    await page.getByRole('link', { name: 'New flow' }).first().click();
    for (const [field, name] of [['Requesters', 'Person 1288'], ['Approvers', 'Late shift']] as const) {
      const input = page.getByRole('combobox', { name: field });
      await input.fill(name);
      await page.getByRole('option', { name, exact: true }).click({ timeout: SEEN_MS });
      await page.keyboard.press('Tab');
    } // prettier-ignore
    const says = page.getByRole('region', { name: 'What this flow says' });
    await says.getByText(/Person 1288 may ask for any permission on every server of many machines, approved by Late shift/).waitFor(); // prettier-ignore
    await page.getByLabel('Name of the flow').fill('late');
    await page.getByRole('button', { name: 'See what it changes' }).click();
    await page.getByRole('button', { name: 'Save and activate' }).click();
    await page.getByRole('link', { name: 'late' }).click({ timeout: SEEN_MS });
    await says.getByText(/Person 1288/).waitFor({ timeout: SEEN_MS });
    const { items } = ok(await curfew.api.as('ada').get<{ items: { requesters: { people: { displayName: string }[] } }[] }>('/api/access-flows')); // prettier-ignore
    expect(items[0].requesters.people).toMatchObject([{ displayName: 'Person 1288' }]);
  });

  it('can each be said to have an account, and be somebody’s manager', async () => {
    const [server] = (await many.page('limit=1')).items;
    await page.goto(`${curfew.url}/servers/${server.id}`);
    await page.getByRole('button', { name: 'Say whose an account is' }).click({ timeout: SEEN_MS });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Person' }).fill('1299');
    await page.getByRole('option', { name: 'Person 1299: account p1299' }).click({ timeout: SEEN_MS });
    await dialog.getByLabel('How you know').fill('asked');
    await dialog.getByRole('button', { name: 'It is the same person' }).click();
    await page.getByText('p1299', { exact: true }).waitFor({ timeout: SEEN_MS });
    await page.goto(`${curfew.url}/people/${curfew.api.idOf('rita')}`);
    await page.getByRole('combobox', { name: 'Manager' }).fill('Person 1298');
    await page.getByRole('option', { name: 'Person 1298' }).click({ timeout: SEEN_MS });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor({ timeout: SEEN_MS });
    await page.reload();
    await until(async () => (await page.getByRole('combobox', { name: 'Manager' }).inputValue()) === 'Person 1298', { within: SEEN_MS, what: 'the manager is kept' }); // prettier-ignore
  });
});
