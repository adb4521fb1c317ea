/** What administrators see, and what holds on every page: accessibility in light and dark, keyboard, live updates. */
import type { Page } from 'playwright-core';
import { accessibilityViolations, givenPage, screenshot } from '#testkit/browser.js';
import { givenInstallation, type Installation } from '#testkit/installation.js';
import { givenServer, type TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { fillSignIn, goTo, lookAt, signIn } from './web-pages.js';

const SEEN_MS = 20_000;

describe('the pages of administrators, and every page', () => {
  let server: TestServer;
  let curfew: Installation;
  let ada: Page;

  beforeAll(async () => {
    server = await givenServer({ name: 'web-1', groups: ['web-ops', 'db-admins'] });
    curfew = await givenInstallation([server], server.loginKey, { setUp: false });
    ada = await givenPage();
    await signIn(ada, curfew.controlPlane, 'ada');
  });

  it('shows the fingerprint before anything is sent, and what will be written before it is', async () => {
    const { hostKeys } = await curfew.serverIn('web-1', 'unconfirmed');
    await goTo(ada, 'Integrations');
    await ada.getByRole('link', { name: 'machines' }).click();
    const first = ada.getByRole('heading', { name: 'Confirm the host keys' });
    await first.waitFor({ timeout: SEEN_MS });
    for (const { fingerprint } of hostKeys) await ada.getByText(fingerprint).first().waitFor();
    await ada.getByRole('button', { name: 'Confirm this host key' }).click();
    await ada.getByText(/What will be written to web-1/).click({ timeout: SEEN_MS });
    await screenshot(ada, 'what-will-be-written');
    await ada.getByText('/etc/ssh/sshd_config.d/').first().waitFor();
    await expect(server.exec(['test', '-e', '/etc/ssh/curfew'])).resolves.toMatchObject({ code: 1 });
    await ada.getByRole('button', { name: 'Set up this server' }).click();
    await ada.getByText('active', { exact: true }).nth(1).waitFor({ timeout: SEEN_MS });
    await screenshot(ada, 'integration');
  });

  it('shows what sudo lets the connector do, and how to install by hand in two commands that work', async () => {
    const name = await ada.getByRole('listitem').filter({ hasText: 'full sudo, no longer needed' }).innerText();
    expect(name).toContain('web-1');
    await ada.getByRole('link', { name: 'web-1' }).click();
    await ada.getByText('take NOPASSWD:ALL away from').waitFor();
    await ada.getByText('Install by hand', { exact: true }).click();
    const bring = await ada.getByRole('group', { name: 'Bring it to the server' }).locator('pre').innerText();
    const install = await ada.getByRole('group', { name: 'When that said OK' }).locator('pre').innerText();
    await screenshot(ada, 'install-by-hand');
    expect(await server.exec(['sh', '-c', `cd /root && ${bring}`])).toMatchObject({
      code: 0,
      stdout: 'curfew-host: OK\n',
    });
    expect(install).toBe('sudo sh curfew-host install curfew');
    expect((await server.exec(['sh', '-c', `cd /root && ${install}`])).stdout).toMatch(
      /^curfew-host \d+-.* is installed/,
    );
  });

  it('names entry, field and reason of each mistake in a list, and adds nothing', async () => {
    await goTo(ada, 'Integrations');
    await ada.getByRole('link', { name: 'Add servers' }).click();
    await ada
      .getByLabel('Servers', { exact: false })
      .last()
      .fill('[{"name":"a","host":"h"},{"name":"b","host":"h","port":"x"}]');
    await ada.getByRole('button', { name: 'Check the list' }).click();
    const alert = ada.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/Entry 2 \(b\), port: /);
  });

  it('does not take 401 characters of access details, and says how many are too many [P18]', async () => {
    await ada.goto(`${curfew.controlPlane.url}/integrations/${curfew.integrationId}/edit`);
    const details = ada.getByLabel('Access details');
    await details.fill('x'.repeat(401));
    await ada.getByText('At most 400 characters: this has 401. Take 1 out.').waitFor();
    await expect(ada.getByRole('button', { name: 'Save' }).isDisabled()).resolves.toBe(true);
    await details.fill('The runbook is at wiki/web.');
    await screenshot(ada, 'integration-form');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('heading', { name: 'Settings' }).waitFor({ timeout: SEEN_MS });
    await ada.getByText('The runbook is at wiki/web.').waitFor();
  });

  it('shows a flow as a sentence while it is edited', async () => {
    await goTo(ada, 'Access flows');
    await ada
      .getByText(
        /engineers may ask for any permission on every server of machines, approved by owners, for up to 8 hours/,
      )
      .waitFor();
    await ada.getByRole('link', { name: 'machines for engineers' }).click();
    await ada.getByText('Without approval').click();
    const preview = ada.getByRole('region', { name: 'What this flow says' });
    await preview.getByText('without approval').waitFor();
    await ada.getByRole('switch', { name: 'Running sessions may finish' }).check();
    await preview.getByText('and sessions that run then may go on for 12 hours').waitFor();
    await ada.getByRole('note').getByText('keeps what the session has').waitFor();
    await screenshot(ada, 'flow');
  });

  it('offers in the request form what the flow has templates for, and opens it with the permissions of a favourite', async () => {
    await goTo(ada, 'Access flows');
    await ada.getByRole('link', { name: 'machines for engineers' }).click();
    await ada.getByRole('button', { name: 'Offer a template' }).click();
    const template = ada.getByRole('group', { name: 'Template 1' });
    await ada.getByText('Still to say: the templates.').waitFor();
    await template.getByLabel('Name of the template').fill('On-call incident');
    await template.getByRole('switch', { name: 'Says how long' }).check();
    await template.getByLabel('For', { exact: true }).fill('9');
    await template.getByText('How long: must be at most 8 hours, the longest of the flow.').waitFor();
    await template.getByLabel('For', { exact: true }).fill('2');
    await template.getByLabel('Reason that it fills in').fill('Incident ');
    await ada.getByText('The form offers to fill in “On-call incident”.').waitFor();
    await ada.getByRole('switch', { name: 'At once in an emergency' }).check();
    await screenshot(ada, 'flow-template');
    await ada.getByRole('button', { name: 'See what it changes' }).click();
    await ada.getByRole('button', { name: 'Save as the next version' }).click();
    await ada
      .getByText('Version 2')
      .or(ada.getByRole('link', { name: 'New flow' }))
      .first()
      .waitFor({ timeout: SEEN_MS });
    const rita = await givenPage();
    await signIn(rita, curfew.controlPlane, 'rita');
    await rita.getByRole('button', { name: 'Favourite: web-1' }).click({ timeout: SEEN_MS });
    const favourites = rita.locator('section', { has: rita.getByRole('heading', { name: 'Favourites' }) });
    await favourites.getByRole('button', { name: 'Favourite: web-1', pressed: true }).waitFor({ timeout: SEEN_MS });
    expect(await accessibilityViolations(rita)).toEqual([]);
    await screenshot(rita, 'favourites');
    await favourites.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByRole('checkbox', { name: 'web-ops' }).check();
    await rita.getByRole('button', { name: 'Open my favourite with these permissions' }).click();
    await rita.getByRole('button', { name: 'Open my favourite' }).waitFor({ state: 'detached' });
    await rita.getByRole('button', { name: 'On-call incident' }).click();
    await expect(rita.getByRole('radio', { name: '2 hours' }).isChecked()).resolves.toBe(true);
    await expect(rita.getByRole('textbox', { name: 'Reason' }).inputValue()).resolves.toBe('Incident');
    await screenshot(rita, 'request-template', false);
    await rita.getByRole('button', { name: 'Cancel' }).click();
    await favourites.getByRole('button', { name: 'Request access to web-1' }).click();
    await expect(rita.getByRole('checkbox', { name: 'web-ops' }).isChecked()).resolves.toBe(true);
    await rita.getByRole('button', { name: 'Cancel' }).click();
    await favourites.getByRole('button', { name: 'Favourite: web-1' }).click();
    await favourites.waitFor({ state: 'detached' });
    await rita.context().close();
  });

  it('lets several servers be asked for in an emergency, and by which flow each', async () => {
    const team = (await curfew.api.as('ada').get<{ items: { id: string; name: string }[] }>('/api/teams')).body.items;
    const idOf = (name: string) => ({
      personIds: [],
      teamIds: team.filter((one) => one.name === name).map(({ id }) => id),
    });
    const quick = await curfew.api.as('ada').post<{ id: string }>('/api/access-flows', {
      name: 'quick',
      requesters: idOf('engineers'),
      approvers: null,
      longestSeconds: 3600,
      justificationRequired: false,
      allowsForwarding: false,
      targets: [{ integrationId: curfew.integrationId, servers: { all: true }, permissions: ['web-ops'] }],
    });
    const rita = await givenPage();
    await signIn(rita, curfew.controlPlane, 'rita');
    await rita.getByRole('checkbox', { name: 'Ask for web-1 together with others' }).check({ timeout: SEEN_MS });
    await rita.getByRole('button', { name: 'Request together' }).click();
    await rita.getByRole('checkbox', { name: 'web-ops' }).check();
    const told = rita.getByRole('region', { name: 'What will happen' });
    await told.getByText('starts at once', { exact: true }).waitFor({ timeout: SEEN_MS });
    await rita.getByText('By which rule: one has a choice').click();
    await rita.getByRole('combobox', { name: 'web-1' }).click();
    await rita.getByRole('option', { name: 'machines for engineers' }).click();
    await told.getByText('asks the team “owners”: Omar').waitFor({ timeout: SEEN_MS });
    await rita.getByRole('checkbox', { name: 'It is an emergency: start at once' }).check();
    await told.getByText('starts at once, as an emergency').waitFor({ timeout: SEEN_MS });
    await rita.getByText('Still to say: the reason.').waitFor();
    await screenshot(rita, 'together-emergency', false);
    expect(await accessibilityViolations(rita)).toEqual([]);
    await curfew.api.as('ada').delete(`/api/access-flows/${quick.body.id}`);
    await rita.context().close();
  });

  it('takes the keyboard: the first stop leads past the navigation, and a new page takes the focus to its title', async () => {
    const focused = (property: string, value: string) =>
      until(async () => (await ada.evaluate(`document.activeElement?.${property}`)) === value, {
        within: SEEN_MS,
        what: `the focus is on ${value}`,
      });
    await ada.reload();
    await ada.getByRole('heading', { level: 1 }).waitFor();
    await ada.keyboard.press('Tab');
    await focused('textContent', 'Skip to the content');
    await ada.keyboard.press('Enter');
    await focused('id', 'content');
    const connectors = ada.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Connectors' });
    await connectors.focus();
    await ada.keyboard.press('Enter');
    await ada.getByRole('heading', { name: 'Connectors' }).waitFor();
    await focused('tagName', 'H1');
  });

  it('shows another administrator’s change without a reload', async () => {
    await goTo(ada, 'People and teams');
    await ada.getByRole('heading', { name: 'People and teams' }).waitFor();
    await curfew.api.person('nina');
    await ada.getByRole('link', { name: 'Nina' }).waitFor({ timeout: SEEN_MS });
  });

  it('lists all requests by filters that stand in the address, revokes what is ticked, exports it, and tells the life of each', async () => {
    const grant = await curfew.granted('web-1');
    await goTo(ada, 'Activity');
    await ada.getByRole('link', { name: 'Rita on web-1' }).waitFor({ timeout: SEEN_MS });
    await ada.getByLabel('Search', { exact: true }).fill('no such text');
    await ada.getByRole('heading', { name: 'No requests match' }).waitFor({ timeout: SEEN_MS });
    expect(new URL(ada.url()).searchParams.get('search')).toBe('no such text');
    await ada.goto(`${curfew.controlPlane.url}/activity?state=running&person=${curfew.api.idOf('rita')}&as=requester`);
    const person = ada.getByLabel('Person', { exact: true }).first();
    await until(async () => (await person.inputValue()) !== '', { within: SEEN_MS, what: 'the person is named' });
    await ada.getByLabel('Choose Rita on web-1').check({ timeout: SEEN_MS });
    await screenshot(ada, 'activity');
    await ada.getByRole('button', { name: 'Revoke 1 ticked' }).click();
    await ada.getByLabel('Why').fill('the laptop was stolen');
    await ada.getByRole('button', { name: 'Revoke 1 access' }).click();
    await ada.getByText('1 of 1 revoked.').waitFor({ timeout: SEEN_MS });
    await curfew.grantIn(grant.id, 'ended');
    await ada.getByRole('button', { name: 'Clear all filters' }).click();
    await ada.locator('.state', { hasText: 'ended and proved' }).waitFor({ timeout: SEEN_MS });
    const download = ada.waitForEvent('download');
    await ada.getByRole('link', { name: 'Export CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^curfew-activity-\d{4}-\d\d-\d\d\.csv$/);
    await ada.getByRole('link', { name: 'Rita on web-1' }).click();
    const timeline = ada.locator('.happening');
    await timeline.filter({ hasText: 'nothing of it is left' }).waitFor({ timeout: SEEN_MS });
    expect(await timeline.first().innerText()).toMatch(/Rita asked for web-ops on web-1 for 1 hour/);
    expect(await timeline.filter({ hasText: 'Ada revoked it' }).innerText()).toContain('the laptop was stolen');
    await screenshot(ada, 'timeline');
  });

  it('sends him who is not signed in to the sign-in page, takes the right password after a wrong one, and remembers where he was', async () => {
    const { controlPlane } = curfew;
    const page = await givenPage();
    const broken: string[] = [];
    page.on('console', (message) => /Error/.test(message.text()) && broken.push(message.text()));
    await page.goto(controlPlane.url);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: SEEN_MS });
    await page.getByLabel('Email').fill('rita@example.com');
    await page.getByLabel('Password', { exact: false }).first().fill('not her password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await fillSignIn(page, controlPlane, 'rita');
    await goTo(page, 'My requests');
    await page.getByRole('heading', { name: 'My requests' }).waitFor();
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: SEEN_MS });
    expect(new URL(page.url()).searchParams.get('next')).toBe('/my-requests');
    expect(broken).toEqual([]);
    await page.context().close();
  });

  const everyPage = async (): Promise<string[]> => {
    const requestId = await curfew.ask('web-1');
    const running = await curfew.granted('web-1', { permissions: ['db-admins'] });
    const { id: serverId } = await curfew.server('web-1');
    const flows = await curfew.api.as('ada').get<{ items: { id: string }[] }>('/api/access-flows');
    const personId = curfew.api.idOf('rita');
    return [
      '/catalog', '/my-access', '/my-requests', '/approvals', '/account', '/integrations', '/integrations/new',
      `/integrations/${curfew.integrationId}`, `/integrations/${curfew.integrationId}/edit`, `/servers/${serverId}`,
      '/flows', '/flows/new', `/flows/${flows.body.items[0]?.id}`, '/people', `/people/${personId}`, '/teams', '/connectors',
      '/activity', '/access', '/access-debt', '/standing-access', '/audit', `/requests/${requestId}`, `/requests/${(running as { requestId?: string }).requestId ?? requestId}`, '/no-such-page',
    ]; // prettier-ignore
  };

  it('has no page on which axe finds anything, in light, dark and on a small screen, or that breaks its own policy', async () => {
    const paths = await everyPage();
    const found: string[] = [];
    const page = await givenPage();
    page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) found.push(`${page.url()}: ${message.text()}`);
    });
    for (const path of ['/sign-in', '/first-administrator'])
      found.push(...(await lookAt(page, curfew.controlPlane.url, path)));
    await page.setViewportSize({ width: 1280, height: 800 });
    await signIn(page, curfew.controlPlane, 'ada');
    for (const path of paths) found.push(...(await lookAt(page, curfew.controlPlane.url, path)));
    expect(found).toEqual([]);
  }, 400_000);
});
