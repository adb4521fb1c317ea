/** The whole story as people see it: in a real browser, against the real control plane and connector, on a real sshd server. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { accessibilityViolations, givenPage, screenshot } from '#testkit/browser.js';
import { givenFolder } from '#testkit/folder.js';
import { ok } from '#testkit/given.js';
import { givenInstallation, type Installation } from '#testkit/installation.js';
import { ssh, type SshTarget } from '#testkit/openssh.js';
import { givenServer, type TestServer } from '#testkit/server.js';
import { goTo, signIn } from './web-pages.js';
import type { GrantsPage } from '../../apps/control-plane/src/grants/grants.view.js';

const SEEN_MS = 20_000;
/** A server that is back is told within the minute. */
const TOLD_MS = 60_000;

describe('asking, approving, logging in and giving back in the browser', () => {
  let server: TestServer;
  let curfew: Installation;
  let rita: Page;
  let omar: Page;
  let login: SshTarget;

  beforeAll(async () => {
    server = await givenServer({ name: 'web-1', groups: ['web-ops', 'db-admins'] });
    curfew = await givenInstallation([server], server.loginKey);
    const customAccessDetails = 'The runbook is at wiki/web.\n<b>Tell #ops first.</b>';
    ok(await curfew.api.as('ada').patch(`/api/integrations/${curfew.integrationId}`, { customAccessDetails }));
    rita = await givenPage();
    omar = await givenPage();
  });

  const saved = async (page: Page, press: () => Promise<void>, name?: string): Promise<string> => {
    const [file]: [Download, void] = await Promise.all([page.waitForEvent('download'), press()]);
    const path = join(givenFolder('downloads'), name ?? file.suggestedFilename());
    await file.saveAs(path);
    return path;
  };

  it('the requester sends a request and is told first who will be asked', async () => {
    await signIn(omar, curfew.controlPlane, 'omar');
    await signIn(rita, curfew.controlPlane, 'rita');
    await rita.getByLabel('Search servers').fill('web');
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByRole('checkbox', { name: 'web-ops' }).check();
    await rita.getByRole('radio', { name: '1 hour' }).click();
    await rita.getByRole('textbox', { name: 'Reason' }).fill('Disk is full\u200b, ticket 42');
    const told = rita.getByRole('region', { name: 'What will happen' });
    await told.getByText('owners').first().waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'request');
    await rita.getByRole('button', { name: 'Send request' }).click();
    await rita.getByText('waiting for approval').first().waitFor();
  });

  it("the approver's badge counts it without a reload, and one click approves", async () => {
    await omar.getByRole('link', { name: /Approvals.*1.*waiting for you/ }).click({ timeout: SEEN_MS });
    await omar.getByText('Disk is full⟨U+200B⟩, ticket 42').waitFor();
    const before = omar.getByRole('region', { name: 'Rita before' });
    await before.getByText('Logs in to web-1 as rita. Has no other access there now.').waitFor();
    await before.getByText('Never asked for anything of it before.').waitFor();
    await screenshot(omar, 'approval');
    await omar.getByRole('button', { name: /^Approve Rita/ }).click();
    await omar.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
    await rita.getByText('approved', { exact: true }).first().waitFor({ timeout: SEEN_MS });
  });

  it('the requester makes a key in the browser, and ssh with the two files is in the group', async () => {
    await rita.getByRole('link', { name: 'To the access page' }).click();
    await rita.getByText('ready', { exact: true }).waitFor({ timeout: SEEN_MS });
    const sent: string[] = [];
    rita.on('request', (request) => sent.push(request.postData() ?? ''));
    const make = rita.getByRole('button', { name: 'Make and download the key' });
    const identity = await saved(rita, () => make.click());
    chmodSync(identity, 0o600);
    const certificate = await saved(rita, () => rita.getByRole('button', { name: 'Download the certificate' }).click());
    expect(sent.join()).toContain('ssh-ed25519 ');
    expect(sent.join()).not.toContain('PRIVATE KEY');
    await screenshot(rita, 'access');
    login = server.as('rita', { identity, certificate });
    const { stdout } = await ssh(login, ['id', '-nG']);
    expect(stdout.split(/\s/)).toContain('web-ops');
    expect(stdout.split(/\s/)).not.toContain('db-admins');
  });

  it('the page shows what the integration says to whoever has access, as plain text in its lines [P18]', async () => {
    const about = rita.locator('section', { has: rita.getByRole('heading', { name: 'About this server' }) });
    await expect(about.locator('blockquote').innerText()).resolves.toBe(
      'The runbook is at wiki/web.\n<b>Tell #ops first.</b>',
    );
  });

  it('the page shows the command, the config and the host key of that server', async () => {
    const command = await rita.getByRole('group', { name: 'Log in with' }).locator('pre').innerText();
    expect(command).toMatch(/^ssh /);
    expect(command).toContain(server.address);
    await rita.getByText('so that ssh need not ask you').click();
    const line = await rita
      .getByRole('group', { name: /known_hosts/ })
      .locator('pre')
      .innerText();
    expect(line.trim().split(/\s+/).slice(-2).join(' ')).toBe(
      server.knownHostsLine.trim().split(/\s+/).slice(1, 3).join(' '),
    );
  });

  it('given back: the page shows ended and proved, and ssh is refused', async () => {
    await rita.getByRole('button', { name: 'Give back web-1' }).click();
    await rita.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await rita.getByText('ended and proved').waitFor({ timeout: SEEN_MS });
    const { code, stderr } = await ssh(login, ['id']);
    expect(code).toBe(255);
    expect(stderr).toContain('Permission denied');
    expect(await accessibilityViolations(rita)).toEqual([]);
    await screenshot(rita, 'ended');
  });

  it('what has ended is asked for again from the list of requests, in a form that is filled in as it was', async () => {
    await goTo(rita, 'My requests');
    await rita.getByRole('link', { name: 'Ask again for web-1' }).click();
    const drawer = rita.getByRole('dialog');
    await drawer
      .getByRole('region', { name: 'What will happen' })
      .getByText('owners')
      .first()
      .waitFor({ timeout: SEEN_MS });
    await expect(drawer.getByRole('checkbox', { name: 'web-ops' }).isChecked()).resolves.toBe(true);
    await expect(drawer.getByRole('radio', { name: '1 hour', exact: true }).isChecked()).resolves.toBe(true);
    await expect(drawer.getByRole('textbox', { name: 'Reason' }).inputValue()).resolves.toContain('Disk is full');
    await screenshot(rita, 'ask-again', false);
    expect(await accessibilityViolations(rita)).toEqual([]);
    await drawer.getByRole('button', { name: 'Cancel' }).click();
    await drawer.waitFor({ state: 'detached' });
  });

  it('several servers are asked for in one form, which says first what would become of each and then what did', async () => {
    await goTo(rita, 'Catalog');
    await rita.getByRole('checkbox', { name: 'Ask for web-1 together with others' }).check();
    await rita.getByRole('button', { name: 'Request together' }).click();
    await rita.getByRole('checkbox', { name: 'db-admins' }).check();
    const told = rita.getByRole('region', { name: 'What will happen' });
    await told.getByText('asks the team “owners”: Omar').waitFor();
    await rita.getByRole('textbox', { name: 'Reason' }).fill('Patch day');
    await screenshot(rita, 'request-together');
    expect(await accessibilityViolations(rita)).toEqual([]);
    await rita.getByRole('button', { name: 'Send requests' }).click();
    await rita.getByText('The request was sent.').waitFor();
    await screenshot(rita, 'sent-together');
    await rita.getByRole('link', { name: 'waits for approval' }).click();
    await rita.getByRole('button', { name: 'Cancel the request for web-1' }).click();
    await rita.getByRole('dialog').getByRole('button', { name: 'Cancel the request' }).click();
    await rita.getByText('cancelled').first().waitFor();
    await omar.getByRole('heading', { name: 'Nothing waits for you' }).waitFor({ timeout: SEEN_MS });
  });

  it('a denied request shows the reason to the one who asked', async () => {
    await curfew.ask('web-1');
    await omar.getByRole('button', { name: /^Deny Rita/ }).click({ timeout: SEEN_MS });
    await omar.getByRole('textbox', { name: 'Why not' }).fill('Use the replica');
    await omar.getByRole('dialog').getByRole('button', { name: 'Deny' }).click();
    await goTo(rita, 'My requests');
    await rita.getByText('denied').first().waitFor({ timeout: SEEN_MS });
    await rita.getByRole('link', { name: 'web-1' }).first().click();
    await rita.getByText('Use the replica').waitFor();
  });

  it('whoever may answer an own request is told that it is marked, and it is; and who is asked now is told from who is next', async () => {
    const { api } = curfew.controlPlane;
    const person = (name: string) => ({ kind: 'person', id: api.idOf(name) });
    const tiers = [{ mode: 'any-of', sets: [{ any: [person('rita'), person('omar')], needed: 2 }] }, { mode: 'any-of', sets: [{ any: [person('ada')], needed: 1 }] }];
    const approvers = { tiers, escalateAfterSeconds: 3600, noesNeeded: 1, requesterMayApprove: true, approverReasonRequired: false };
    const targets = [{ integrationId: curfew.integrationId, servers: { all: true }, permissions: ['db-admins'] }];
    const rule = { name: 'Own yes', longestSeconds: 3600, justificationRequired: false, allowsForwarding: false };
    const requesters = { personIds: [api.idOf('rita')], teamIds: [] };
    const { id: flowId } = ok(await api.as('ada').post<{ id: string }>('/api/access-flows', { ...rule, requesters, approvers, targets }));
    const resourceId = (await curfew.server('web-1')).id;
    const { id } = ok(await api.as('rita').post<{ id: string }>('/api/access-requests', { resourceId, permissions: ['db-admins'], durationSeconds: 600, flowId }));
    await goTo(rita, 'My requests');
    await rita.getByText(/^asked: Rita or Omar; .* also Ada$/).waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'my-requests-asked');
    await goTo(rita, 'Approvals');
    await rita.getByText('The access flow lets your yes count; it is marked here and in the audit.').waitFor({ timeout: SEEN_MS });
    await rita.getByRole('button', { name: /^Approve Rita/ }).click();
    await rita.getByRole('heading', { name: 'Nothing waits for you' }).waitFor({ timeout: SEEN_MS });
    await goTo(omar, 'Approvals');
    await omar.getByText('Rita, who asked for it, said yes.').waitFor({ timeout: SEEN_MS });
    await omar.getByText('Answered so far: yes by Rita, who asked.').waitFor();
    expect(await accessibilityViolations(omar)).toEqual([]);
    await screenshot(omar, 'approval-own');
    await rita.goto(`${curfew.controlPlane.url}/requests/${id}`);
    await rita.getByText('Rita, who asked for it, said yes, as the access flow allows.').waitFor({ timeout: SEEN_MS });
    expect(await accessibilityViolations(rita)).toEqual([]);
    await screenshot(rita, 'request-own');
    ok(await api.as('rita').post(`/api/access-requests/${id}/cancel`));
    ok(await api.as('ada').delete(`/api/access-flows/${flowId}`));
  }); // prettier-ignore

  it('in an emergency access starts at once, and the approver closes its review with a comment', async () => {
    const { api } = curfew.controlPlane;
    const one = (name: string) => ({ personIds: [api.idOf(name)], teamIds: [] });
    const targets = [{ integrationId: curfew.integrationId, servers: { all: true }, permissions: ['db-admins'] }];
    const customFields = [{ name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true }];
    const rule = { name: 'Emergencies', longestSeconds: 3600, justificationRequired: false, allowsForwarding: false };
    const flow = { ...rule, requesters: one('rita'), approvers: one('omar'), targets, customFields };
    ok(await api.as('ada').post('/api/access-flows', { ...flow, breakGlass: { reviewWithinSeconds: 7200 } }));
    await goTo(rita, 'Catalog');
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByRole('checkbox', { name: 'db-admins' }).check();
    await rita.getByRole('radio', { name: 'Emergencies' }).check({ timeout: SEEN_MS });
    await rita.getByRole('checkbox', { name: /It is an emergency/ }).check();
    await rita.getByRole('textbox', { name: 'Ticket' }).fill('INC-7');
    await rita.getByRole('textbox', { name: 'Reason' }).fill('The shop is down');
    await rita.getByRole('region', { name: 'What will happen' }).getByText('marked as an emergency').waitFor();
    await screenshot(rita, 'request-emergency');
    await rita.getByRole('button', { name: 'Get access' }).click();
    await rita.waitForURL(/my-access/);
    await goTo(omar, 'Approvals');
    await omar.getByText('INC-7').waitFor({ timeout: SEEN_MS });
    expect(await accessibilityViolations(omar)).toEqual([]);
    await screenshot(omar, 'review');
    await omar.getByRole('button', { name: 'Close the review of web-1' }).click();
    await omar.getByRole('textbox', { name: 'What you found' }).fill('It was down');
    await omar.getByRole('dialog').getByRole('button', { name: 'Close the review' }).click();
    await omar
      .getByRole('heading', { name: 'Taken in an emergency, for you to review' })
      .waitFor({ state: 'detached' });
    await goTo(rita, 'My requests');
    await rita.getByText('taken in an emergency').waitFor({ timeout: SEEN_MS });
    await rita.getByText('reviewed', { exact: true }).waitFor({ timeout: SEEN_MS });
    await rita.getByRole('link', { name: 'web-1' }).first().click();
    await rita.getByText(/^Rita took db-admins on web-1 at once, as an emergency and without approval/).waitFor();
    await rita.getByText(/^Told of it, so that one of them reviews it: Omar\..*The review is due until/).waitFor();
    await rita.getByText('Omar closed the review.').waitFor();
    expect(await rita.getByText('The request was approved.').count()).toBe(0);
    await screenshot(rita, 'emergency');
  });

  it('a start that one names is told before it is sent, stands on every page, and an approver may still stop it', async () => {
    const { api } = curfew.controlPlane;
    const one = (name: string) => ({ personIds: [api.idOf(name)], teamIds: [] });
    const targets = [{ integrationId: curfew.integrationId, servers: { all: true }, permissions: ['web-ops'] }];
    const rule = { name: 'Announced work', longestSeconds: 14_400, defaultSeconds: 7200, justificationRequired: false, allowsForwarding: false };
    ok(await api.as('ada').post('/api/access-flows', { ...rule, clockStart: { at: 'scheduled', withinSeconds: 604_800 }, requesters: one('rita'), approvers: one('omar'), targets }));
    await goTo(rita, 'Catalog');
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByRole('checkbox', { name: 'web-ops' }).check();
    await rita.getByRole('radio', { name: 'Announced work' }).check({ timeout: SEEN_MS });
    expect(await rita.getByRole('radio', { name: '2 hours', exact: true }).isChecked()).toBe(true);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await rita.getByLabel('Start', { exact: true }).fill(`${tomorrow}T09:00`);
    await rita.getByRole('region', { name: 'What will happen' }).getByText(/It begins by itself tomorrow 09:00, ends tomorrow 11:00/).waitFor();
    await screenshot(rita, 'request-start');
    await rita.getByRole('button', { name: 'Send request' }).click();
    await goTo(omar, 'Approvals');
    await omar.getByText('from tomorrow 09:00 until tomorrow 11:00').waitFor({ timeout: SEEN_MS });
    await omar.getByRole('button', { name: /^Approve Rita/ }).click();
    await rita.getByText(/Starts by itself tomorrow 09:00, for 2 hours/).waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'request-to-start');
    await goTo(rita, 'Catalog');
    await rita.getByRole('link', { name: 'web-ops · starts tomorrow 09:00' }).waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'catalog-starts');
    await rita.getByRole('link', { name: 'web-ops · starts tomorrow 09:00' }).click();
    await omar.getByRole('heading', { name: 'Approved, not begun' }).waitFor({ timeout: SEEN_MS });
    expect(await accessibilityViolations(omar)).toEqual([]);
    await screenshot(omar, 'approvals-to-start');
    await omar.getByRole('button', { name: 'Cancel the request for web-1' }).click();
    await omar.getByRole('dialog').getByRole('button', { name: 'Cancel the request' }).click();
    await rita.getByText('cancelled', { exact: true }).first().waitFor({ timeout: SEEN_MS });
  }); // prettier-ignore

  it('approved access begins when it is started, not before, for as long as its rule fixes; and is made longer once', async () => {
    const { api } = curfew.controlPlane;
    const one = (name: string) => ({ personIds: [api.idOf(name)], teamIds: [] });
    const targets = [{ integrationId: curfew.integrationId, servers: { all: true }, permissions: ['web-ops'] }];
    const rule = { name: 'On standby', longestSeconds: 7200, fixedDuration: true, justificationRequired: false, allowsForwarding: false };
    const clock = { clockStart: { at: 'first-use', withinSeconds: 28_800 }, extensions: { most: 2, longestSeconds: 3600, approvalAgain: false } };
    ok(await api.as('ada').post('/api/access-flows', { ...rule, ...clock, requesters: one('rita'), approvers: one('omar'), targets }));
    const groups = async () => (await server.exec(['id', '-nG', 'rita'])).stdout.trim().split(/\s/);
    await goTo(rita, 'Catalog');
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByRole('checkbox', { name: 'web-ops' }).check();
    await rita.getByRole('radio', { name: 'On standby' }).check({ timeout: SEEN_MS });
    await rita.getByText('This rule gives no other time.').waitFor();
    const told = rita.getByRole('region', { name: 'What will happen' });
    await told.getByText('Its 2 hours begin when access is started for the first time.').waitFor();
    await screenshot(rita, 'request-first-use');
    await rita.getByRole('button', { name: 'Send request' }).click();
    await goTo(omar, 'Approvals');
    await omar.getByText('beginning when it is started for the first time, within 8 hours of the approval').waitFor({ timeout: SEEN_MS });
    await screenshot(omar, 'approval-first-use');
    await omar.getByRole('button', { name: /^Approve Rita/ }).click();
    await goTo(rita, 'Catalog');
    await rita.getByRole('link', { name: 'web-ops · start now' }).waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'catalog-start-now');
    await rita.getByRole('link', { name: 'web-ops · start now' }).click();
    await rita.getByRole('button', { name: 'Start now: access to web-1' }).waitFor({ timeout: SEEN_MS });
    await goTo(rita, 'My access');
    await rita.getByText(/^Start it when you need it: 2 hours from then. Unused until .* it ends/).waitFor({ timeout: SEEN_MS });
    expect(await accessibilityViolations(rita)).toEqual([]);
    await screenshot(rita, 'to-start');
    expect(await groups()).not.toContain('web-ops');
    await rita.getByRole('button', { name: 'Start now: access to web-1' }).click();
    await rita.waitForURL(/my-access\/./);
    await rita.getByText('ready', { exact: true }).waitFor({ timeout: SEEN_MS });
    expect(await groups()).toContain('web-ops');
    await goTo(rita, 'My access');
    await rita.getByRole('button', { name: 'Extend web-1' }).click({ timeout: SEEN_MS });
    const dialog = rita.getByRole('dialog');
    await screenshot(rita, 'extend');
    await server.host.sshd('stopped');
    await server.exec(['pkill', '-KILL', '-u', 'curfew']);
    await dialog.getByRole('button', { name: 'Extend', exact: true }).dblclick();
    await dialog.waitFor({ state: 'detached', timeout: SEEN_MS });
    await rita.getByText('Extend (1 of 2 left)').waitFor({ timeout: SEEN_MS });
    const untold = rita.getByText(/^The end was moved to .*, but the server has not been told yet/);
    await untold.waitFor({ timeout: SEEN_MS });
    await rita.getByText(/cannot be reached/).first().waitFor({ timeout: SEEN_MS });
    expect(await accessibilityViolations(rita)).toEqual([]);
    await screenshot(rita, 'extension-not-told');
    await server.host.sshd('running');
    await untold.waitFor({ state: 'detached', timeout: TOLD_MS });
    await rita.getByRole('link', { name: 'How to log in to web-1' }).first().click();
    await rita.getByText('; the server has this end').waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'extension-told');
    await goTo(rita, 'My requests');
    await rita.getByText(/^Extension of that access: from .* to /).waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'my-requests-extension');
    await rita.getByRole('link', { name: 'that access' }).click();
    await rita.getByText(/^The access was extended by .*, without another approval, as the access flow allows\./).waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'request-extended');
    const ada = await givenPage();
    await signIn(ada, curfew.controlPlane, 'ada');
    await goTo(ada, 'Activity');
    await ada.getByText(/^Extension of that access: from .* to /).waitFor({ timeout: SEEN_MS });
    expect(await accessibilityViolations(ada)).toEqual([]);
    await screenshot(ada, 'activity-kinds');
    await ada.getByRole('combobox', { name: 'Kind' }).click();
    await ada.getByRole('option', { name: 'emergencies' }).click();
    await ada.getByText('1 request, newest first').waitFor({ timeout: SEEN_MS });
    await ada.getByText('Emergency, reviewed by Omar').waitFor({ timeout: SEEN_MS });
    await ada.context().close();
  }); // prettier-ignore

  it('what runs, asked for again, says until when it runs and what this extends it to, and extends it in place', async () => {
    const { api } = curfew.controlPlane;
    const running = async () => ok(await api.as('rita').get<GrantsPage>('/api/grants?scope=mine&state=active')).items[0];
    const before = await running();
    await goTo(rita, 'Catalog');
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByRole('checkbox', { name: 'web-ops' }).setChecked(true);
    const told = rita.getByRole('region', { name: 'What will happen' });
    await told.getByText(/You have web-ops on web-1 until .* This extends it to .* Sessions stay open\./).waitFor({ timeout: SEEN_MS });
    await told.getByText('Nobody needs to be asked: it is extended at once.').waitFor();
    await told.getByText('It is extension 2 of 2.').waitFor();
    expect(await accessibilityViolations(rita)).toEqual([]);
    await screenshot(rita, 'request-running');
    await rita.getByRole('button', { name: 'Extend', exact: true }).dblclick();
    await rita.waitForURL(/my-access\/./);
    const after = await running();
    expect(after).toMatchObject({ id: before.id, extension: { used: 2 } });
    expect(Date.parse(after.untilAt)).toBeGreaterThan(Date.parse(before.untilAt) + 1_800_000);
    await goTo(rita, 'Catalog');
    await rita.getByRole('button', { name: 'Request access to web-1' }).click();
    await rita.getByText(/You have this until .*\. The access flow .* lets access be made longer 2 times, and it was\. Ask for it again when it has ended\./).waitFor({ timeout: SEEN_MS });
    await screenshot(rita, 'request-not-longer');
  }); // prettier-ignore
});
