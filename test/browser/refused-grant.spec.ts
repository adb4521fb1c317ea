/** Approved access that the server refuses for good: who sees it, what it says, and how it is mended. */
import type { Page } from 'playwright-core';
import { accessibilityViolations, givenPage, screenshot } from '#testkit/browser.js';
import { givenInstallation, type Installation } from '#testkit/installation.js';
import { givenServer } from '#testkit/server.js';
import { goTo, signIn } from './web-pages.js';

const SEEN_MS = 20_000;

describe('access that a server refuses, because it has an account of that name', () => {
  let curfew: Installation;
  let rita: Page;
  let ada: Page;
  let omar: Page;

  beforeAll(async () => {
    const server = await givenServer({ name: 'web-1', groups: ['docker', 'web-ops'] });
    expect((await server.exec(['useradd', '--create-home', 'rita'])).code).toBe(0);
    curfew = await givenInstallation([server], server.loginKey, { userGroups: ['docker', 'web-ops'] });
    [rita, ada, omar] = await Promise.all([givenPage(), givenPage(), givenPage({ width: 360, height: 780 })]);
    await signIn(rita, curfew.controlPlane, 'rita');
    await signIn(ada, curfew.controlPlane, 'ada');
    await signIn(omar, curfew.controlPlane, 'omar');
  });

  it('is asked for in a form that says what is missing, and explains no permission that is not offered', async () => {
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    const form = rita.getByRole('dialog');
    await form.getByText('Still to say: which permission.').waitFor();
    await form.getByText('Linux groups you will be a member of.').waitFor();
    await expect(form.getByText(/Default/).count()).resolves.toBe(0);
    await form.getByRole('checkbox', { name: 'docker' }).check();
    await form.getByText('Still to say: the reason.').waitFor();
    await screenshot(rita, 'request-still-to-say', false);
    await form.getByRole('textbox', { name: 'Reason' }).fill('ticket 43');
    await form.getByText('Still to say').waitFor({ state: 'detached', timeout: SEEN_MS });
    await form.getByRole('button', { name: 'Send request' }).click();
    await rita.getByText('waiting for approval').first().waitFor({ timeout: SEEN_MS });
  });

  it('tells the approver that the group gives root', async () => {
    await omar.goto(`${curfew.controlPlane.url}/approvals`);
    await omar.getByText('docker gives root.').waitFor({ timeout: SEEN_MS });
    await screenshot(omar, 'approval-root-360');
    await omar.getByRole('button', { name: /^Approve Rita/ }).click();
  });

  it('is not called granted: the requester reads that it was refused, and what now happens', async () => {
    await rita.getByText('approved, but not set up').first().waitFor({ timeout: SEEN_MS });
    await rita.getByText('The server refused it: there is no access.').first().waitFor();
    await rita.getByText('Administrators see what is in the way').waitFor();
    await rita.getByText('For an administrator: ').waitFor();
    await expect(rita.getByText('The access was granted.').count()).resolves.toBe(0);
    expect(await accessibilityViolations(rita)).toEqual([]);
    await screenshot(rita, 'refused-request');
  });

  it('stands on a page of administrators with what is in the way, and the way to mend it', async () => {
    await goTo(ada, 'Running access');
    await ada.getByRole('tab', { name: /^Could not be set up 1/ }).click({ timeout: SEEN_MS });
    await ada.getByText('Rita on web-1').waitFor();
    expect(await accessibilityViolations(ada)).toEqual([]);
    await screenshot(ada, 'failed');
    await ada.setViewportSize({ width: 360, height: 780 });
    await ada.emulateMedia({ colorScheme: 'dark' });
    await expect(ada.evaluate<number>('document.documentElement.scrollWidth')).resolves.toBe(360);
    await screenshot(ada, 'failed-360-dark');
    await ada.setViewportSize({ width: 1280, height: 800 });
    await ada.getByRole('link', { name: 'Say whose the account rita is, on the page of web-1' }).click();
    await ada.getByRole('button', { name: 'Say whose an account is' }).click({ timeout: SEEN_MS });
    const dialog = ada.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Person' }).fill('Rita');
    await ada.getByRole('option', { name: 'Rita: account rita' }).click({ timeout: SEEN_MS });
    await dialog.getByLabel('How you know').fill('asked her');
    await dialog.getByRole('button', { name: 'It is the same person' }).click();
    await ada.getByText('said Ada').waitFor({ timeout: SEEN_MS });
  });

  it('leaves the list when the person asks again and gets it', async () => {
    await rita.getByRole('link', { name: 'ask for it again' }).click();
    await rita.getByRole('button', { name: 'Request access to web-1' }).waitFor({ timeout: SEEN_MS });
    await curfew.granted('web-1', { permissions: ['docker'] });
    await goTo(ada, 'Running access');
    await ada.getByRole('tab', { name: 'Could not be set up', exact: true }).click({ timeout: SEEN_MS });
    await ada.getByText('Everything that was approved could be set up').waitFor({ timeout: SEEN_MS });
    await goTo(ada, 'Audit');
    await ada.getByText('rita: docker on web-1').first().waitFor({ timeout: SEEN_MS });
  });
});
