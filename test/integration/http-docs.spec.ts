import { givenPage, screenshot } from '#testkit/browser.js';
import { givenControlPlane } from '#testkit/control-plane.js';

it("shows the API's document in a browser, under the strict policy, and asks nobody else for anything", async () => {
  const { url } = await givenControlPlane({ config: { webFolder: '/nowhere' } });
  const page = await givenPage();
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => request.url().startsWith('data:') || asked.add(new URL(request.url()).origin));
  await page.goto(`${url}/api/docs`);
  await page.getByText('/api/people', { exact: true }).first().waitFor();
  await page.getByText('/api/people', { exact: true }).first().click();
  await page.getByText('application/problem+json').first().waitFor();
  await screenshot(page, 'api-docs', false);
  expect([complaints, [...asked]]).toEqual([[], [url]]);
});
