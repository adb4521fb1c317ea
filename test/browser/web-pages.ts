/** What the browser tests share: the built web app and signing in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Api } from '#testkit/given.js';

if (!existsSync(join(import.meta.dirname, '../../dist/web/index.html'))) {
  throw new Error('The web app is not built. Run "npm run build" first.');
}

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
