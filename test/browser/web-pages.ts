/** What the browser tests share: the built web app and signing in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityViolations } from '#testkit/browser.js';
import type { Api } from '#testkit/given.js';
import { until } from '#testkit/until.js';

if (!existsSync(join(import.meta.dirname, '../../dist/web/index.html'))) {
  throw new Error('The web app is not built. Run "npm run build" first.');
}

/** The narrowest telephones in use. */
const SMALL_WIDTH = 360;

/** Signs somebody in by the form, as a person would; returns when the catalog is shown. */
export const signIn = async (page: Page, controlPlane: { api: Api; url: string }, name: string): Promise<void> => {
  await page.goto(`${controlPlane.url}/sign-in`);
  await fillSignIn(page, controlPlane, name);
};

/** The same on a page that shows the form already. */
export const fillSignIn = async (page: Page, { api }: { api: Api }, name: string): Promise<void> => {
  await page.getByLabel('Email').fill(api.viewOf(name).email ?? '');
  await page.locator('input[type="password"]').fill(api.passwordOf(name));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Catalog' }).waitFor();
};

/** Follows an entry of the navigation. */
export const goTo = (page: Page, entry: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: entry }).click();

/** Waits for an expression. (Playwright's waitForFunction evaluates text inside the page, which its policy refuses.) */
const holds = (page: Page, expression: string): Promise<boolean> =>
  until(() => page.evaluate<boolean>(expression), { within: 30_000, what: expression });

/** What axe finds wrong on a page in light, dark, then on a small screen, without loading the page again. */
export const lookAt = async (page: Page, url: string, path: string): Promise<string[]> => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  const found = await accessibilityViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await holds(page, 'document.documentElement.dataset.mantineColorScheme === "dark"');
  await holds(page, 'document.getAnimations().length === 0');
  found.push(...(await accessibilityViolations(page)));
  await page.setViewportSize({ width: SMALL_WIDTH, height: 780 });
  found.push(...(await accessibilityViolations(page)));
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (width > SMALL_WIDTH) found.push(`is ${width} wide on a screen of ${SMALL_WIDTH}`);
  return found.map((line) => `${path}: ${line}`);
};
