/** A sudo role as people see it: defined, asked for, approved with its exact commands, used, and gone; on a real server. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityViolations, givenPage, screenshot } from '#testkit/browser.js';
import { givenFolder } from '#testkit/folder.js';
import { givenInstallation, type Installation } from '#testkit/installation.js';
import { givenServer, type TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { goTo, signIn } from './web-pages.js';

const SEEN_MS = 20_000;
const COMMAND = '/usr/bin/id -u';

describe('a sudo role in the browser', () => {
  let server: TestServer;
  let curfew: Installation;
  let ada: Page;
  let rita: Page;
  let omar: Page;

  beforeAll(async () => {
    server = await givenServer({ name: 'web-1', groups: ['web-ops'] });
    const ceiling = join(givenFolder('ceiling'), 'ceiling.json');
    writeFileSync(ceiling, JSON.stringify({ sudo: ['/usr/bin/*', 'ALL'] }));
    curfew = await givenInstallation([server], server.loginKey, { userGroups: ['web-ops'], connector: { env: { CURFEW_CEILING: ceiling } } }); // prettier-ignore
    [ada, rita, omar] = await Promise.all([givenPage(), givenPage(), givenPage()]);
    await signIn(ada, curfew.controlPlane, 'ada');
    await signIn(rita, curfew.controlPlane, 'rita');
    await signIn(omar, curfew.controlPlane, 'omar');
  });

  /** Light and dark, what axe finds; with a picture of each. */
  const sound = async (page: Page, name: string): Promise<void> => {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const dressed = `document.documentElement.dataset.mantineColorScheme === "${colorScheme}" && document.getAnimations().length === 0`;
      await until(() => page.evaluate<boolean>(dressed), { within: 30_000, what: dressed });
      found.push(...(await accessibilityViolations(page)));
      await screenshot(page, `${name}-${colorScheme}`);
    }
    expect(found).toEqual([]);
  };

  it('is written on the integration, a mistake named beside its field and its command', async () => {
    await ada.goto(`${curfew.controlPlane.url}/integrations/${curfew.integrationId}/edit`);
    await ada.getByRole('button', { name: 'Add a sudo role' }).click({ timeout: SEEN_MS });
    const first = ada.getByRole('group', { name: 'Sudo role 1' });
    await first.getByLabel('Role name').fill('look');
    await first.getByLabel('Commands').fill(`${COMMAND}\n\n/usr/bin/id *`);
    await ada.getByRole('button', { name: 'Add a sudo role' }).click();
    const second = ada.getByRole('group', { name: 'Sudo role 2' });
    await second.getByLabel('Role name').fill('web-ops');
    await second.getByLabel('Commands').fill('ALL');
    await second.getByText(/This gives root/).waitFor();
    await ada.getByRole('button', { name: 'Save' }).click();
    await first.getByText(/^\/usr\/bin\/id \*: has an argument/).waitFor({ timeout: SEEN_MS });
    await second.getByText('is the name of a user group too').waitFor();
    await sound(ada, 'sudo-form-mistakes');
    await first.getByLabel('Commands').fill(COMMAND);
    await second.getByLabel('Role name').fill('everything');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('heading', { name: 'Settings' }).waitFor({ timeout: SEEN_MS });
    await ada.getByText(COMMAND).waitFor();
    await sound(ada, 'sudo-integration');
    await goTo(ada, 'Access flows');
    await ada.getByRole('link', { name: 'machines for engineers' }).click();
    await ada.getByText(/sudo roles too. everything gives root/).waitFor({ timeout: SEEN_MS });
    await sound(ada, 'sudo-flow');
  });

  it('is asked for with its commands in view, and root is called root', async () => {
    await rita.reload();
    await rita.getByText('look · sudo').waitFor({ timeout: SEEN_MS });
    await rita.getByText('everything · root').waitFor();
    await sound(rita, 'sudo-catalog');
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByRole('checkbox', { name: 'everything' }).check();
    const happens = rita.getByRole('region', { name: 'What will happen' });
    await happens.getByText(/This gives root/).waitFor();
    await sound(rita, 'sudo-request');
    await rita.getByRole('checkbox', { name: 'everything' }).uncheck();
    await rita.getByRole('checkbox', { name: 'look' }).check();
    await happens.getByText(/This gives root/).waitFor({ state: 'detached', timeout: SEEN_MS });
    await rita.getByRole('textbox', { name: 'Reason' }).fill('ticket 42');
    await rita.getByRole('button', { name: 'Send request' }).click();
    await rita.getByText('waiting for approval').first().waitFor();
    await rita.getByText(COMMAND).first().waitFor();
  });

  it('is approved by somebody who sees exactly what it lets her run', async () => {
    await goTo(omar, 'Approvals');
    await omar.getByText(COMMAND).waitFor({ timeout: SEEN_MS });
    await sound(omar, 'sudo-approval');
    await omar.getByRole('button', { name: /^Approve Rita/ }).click();
    await omar.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
  });

  it('works on the server, stands on the page of the access, and is gone when it is given back', async () => {
    const asRita = (...command: string[]) =>
      server.exec(['setpriv', '--reuid=rita', '--regid=rita', '--init-groups', 'sudo', '-n', ...command]);
    await rita.getByRole('link', { name: 'To the access page' }).click({ timeout: SEEN_MS });
    await rita.getByText('ready', { exact: true }).waitFor({ timeout: SEEN_MS });
    await rita.getByText(COMMAND).waitFor();
    await sound(rita, 'sudo-access');
    expect(await asRita('/usr/bin/id', '-u')).toMatchObject({ code: 0, stdout: '0\n' });
    expect(await asRita('/usr/bin/id')).toMatchObject({ code: 1 });
    await goTo(rita, 'My access');
    await rita.getByText(COMMAND).waitFor();
    await sound(rita, 'sudo-my-access');
    await rita.getByRole('button', { name: /Give back/ }).click();
    await rita
      .getByRole('dialog')
      .getByRole('button', { name: /Give back|Give it back/ })
      .click();
    await until(async () => (await asRita('/usr/bin/id', '-u')).code === 1, { within: SEEN_MS });
    expect((await server.output('ls', '-A', '/etc/sudoers.d')).replace('curfew-host', '')).not.toContain('curfew-');
  });
});
