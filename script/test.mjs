/**
 * `npm test`: set-up, build, then all tests (`npm test -- libs/ssh`: the tests of one folder only), and beside them lint, format
 * and types. It ends with the line `N passed, N failed`, in which those count as one check each; any failure makes the exit code 1.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { capture, ROOT, runScript, say, step } from './progress.mjs';
import { setUp } from './setup.mjs';

const CHECKS = {
  ESLint: ['node_modules/eslint/bin/eslint.js', '.'],
  Prettier: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  'types of the programs and tests': ['node_modules/typescript/bin/tsc', '--noEmit'],
  'types of the web app': ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'apps/web'],
};

async function main() {
  await setUp('test');
  const built = await check('build', () => step('build', build));
  const [checks, tests] = await Promise.all([runChecks(), runTests(process.argv.slice(2))]);
  checks.push(built);
  const bad = checks.filter((ok) => !ok).length;
  const passed = tests.passed + checks.length - bad;
  const failed = tests.failed + bad;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && tests.code === 0 ? 0 : 1;
}

async function check(title, work) {
  try {
    await work();
    return true;
  } catch (error) {
    say(`curfew: ${title}: FAILED\n${error.message}`);
    return false;
  }
}

/** One after the other, and only when the tests leave a processor: those wait for servers much of their time. */
async function runChecks() {
  const checks = [];
  for (const [title, argv] of Object.entries(CHECKS)) checks.push(await check(title, () => runCheck(title, argv)));
  return checks;
}

async function runCheck(title, argv) {
  const { code, output } = await capture(['nice', '-n', '15', process.execPath, ...argv]);
  if (code !== 0) throw new Error(output);
  say(`curfew: ${title}: done`);
}

/** Runs jest, which shows its own progress, and counts what it reports. A test file that cannot run is one failure. */
async function runTests(patterns) {
  const folder = mkdtempSync(join(tmpdir(), 'curfew-report-'));
  const report = join(folder, 'report.json');
  const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const args = [...flags, '--json', `--outputFile=${report}`, ...patterns];
  // With --json jest's standard output is the report again; what people read goes to standard error.
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('close', resolve));
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    return { code, passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    say('curfew: jest ended without a report');
    return { code: 1, passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runScript(main);
