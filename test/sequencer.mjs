/**
 * The order of the test files: the longest first, so that no worker is left with a long one at the end. How long each takes
 * stands in durations.json, for a fresh clone has no memory of it; `CURFEW_TEST_DURATIONS=write npm test` writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const FILE = new URL('durations.json', import.meta.url);
/** What takes less is not listed. */
const LISTED_SECONDS = 5;
/** One of these that is not listed yet goes between the long and the short ones. */
const PERHAPS_LONG = /^test\/(system|browser)\//;
const PERHAPS_SECONDS = 30;

export default class Sequencer {
  seconds = JSON.parse(readFileSync(FILE, 'utf8'));

  sort(tests) {
    return [...tests].sort((one, other) => this.secondsOf(other) - this.secondsOf(one));
  }

  secondsOf({ path, context }) {
    const name = relative(context.config.rootDir, path);
    return this.seconds[name] ?? (PERHAPS_LONG.test(name) ? PERHAPS_SECONDS : 0);
  }

  /** jest tells what each file took. Only a whole run may write: what was not run is not listed any more. */
  cacheResults(tests, { testResults }) {
    if (process.env.CURFEW_TEST_DURATIONS !== 'write') return;
    const { rootDir } = tests[0].context.config;
    const took = testResults.map(({ testFilePath, perfStats }) => [relative(rootDir, testFilePath), Math.round((perfStats.end - perfStats.start) / 1000)]); // prettier-ignore
    const long = took.filter(([, seconds]) => seconds >= LISTED_SECONDS).sort(([, one], [, other]) => other - one);
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(long), null, 2)}\n`);
  }
}
