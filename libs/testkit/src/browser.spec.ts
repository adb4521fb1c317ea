import { accessibilityViolations, givenPage, screenshot } from './browser.js';
import { givenFolder } from './folder.js';
import { existsSync } from 'node:fs';

test('a page is shown, photographed and judged by axe', async () => {
  process.env['CURFEW_SCREENSHOTS'] = givenFolder('screenshots');
  const page = await givenPage();
  const show = (body: string) =>
    page.setContent(`<html lang="en"><title>Test</title><body><main><h1>Test</h1>${body}</main></body></html>`);
  await show('<img alt="a picture" src="data:">');
  expect(await accessibilityViolations(page)).toEqual([]);
  await show('<img src="data:">');
  expect(await accessibilityViolations(page)).toEqual([expect.stringMatching(/^image-alt: .*\(1: img\)$/)]);
  expect(existsSync(await screenshot(page, 'test'))).toBe(true);
});

test('the browser reaches no other machine', async () => {
  const page = await givenPage();
  await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
});
