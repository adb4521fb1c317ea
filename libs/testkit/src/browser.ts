/** A real browser for tests: Debian's Chromium without a window, driven by playwright-core, with axe to judge accessibility. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { atEnd } from './at-end.js';

const CHROMIUM = process.env['CURFEW_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

/** Chromium shall talk to nobody but the pages under test; root may not use its sandbox. */
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

let browser: Browser | null = null;

/** The browser of this test file; started at the first call, closed at the end of the file. */
export async function givenBrowser(): Promise<Browser> {
  if (browser) return browser;
  if (!existsSync(CHROMIUM)) throw new Error(`Browser tests need ${CHROMIUM}. On Debian: apt-get install chromium`);
  const started = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  browser = started;
  atEnd(async () => {
    browser = null;
    await started.close();
  });
  return started;
}

export interface PageOptions {
  colorScheme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** A page with cookies of its own, as of another person at another machine. */
export async function givenPage({
  colorScheme = 'light',
  width = 1280,
  height = 800,
}: PageOptions = {}): Promise<Page> {
  const context: BrowserContext = await (
    await givenBrowser()
  ).newContext({ colorScheme, viewport: { width, height }, acceptDownloads: true, locale: 'en-GB', timezoneId: 'UTC' });
  return context.newPage();
}

/** Writes `<name>.png` into CURFEW_SCREENSHOTS (default: screenshots under .curfew of the working folder). @returns its path. */
export async function screenshot(page: Page, name: string, fullPage = true): Promise<string> {
  const folder = resolve(process.env['CURFEW_SCREENSHOTS'] ?? '.curfew/screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  return path;
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong on the page, one line each: rule, what it means, the first elements. Empty when nothing. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script element: the pages' Content-Security-Policy forbids foreign scripts.
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const found = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
  return found.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target }) => target.join(' '));
    return `${id}: ${help} (${nodes.length}: ${places.join(', ')})`;
  });
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: string[] }[] }[];
}
