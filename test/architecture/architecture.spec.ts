import { MOST, RULES } from './rules.js';
import { readProject, readRootFile, readSource, rootFileNames, type SourceFile } from './source-tree.js';

/** One planted violation, or several, for each rule: a rule that forbids nothing is no rule. */
const PLANTED: Record<string, Record<string, string>[]> = {
  'imports point down only': [
    { 'libs/ssh/src/a.ts': "import { x } from '#protocol/order.js';" },
    { 'libs/access/src/a.ts': "import { x } from '../../ssh/src/wire.js';" },
    { 'libs/host/src/a.ts': "import { x } from '../../../apps/connector/src/main.js';" },
    { 'libs/virtual-hosts/src/a.ts': "import { Fault } from '#access/fault.js';" },
  ],
  'apps never import each other, and no product code imports the testkit': [
    { 'apps/connector/src/a.ts': "import { x } from '../../control-plane/src/main.js';" },
    { 'apps/control-plane/src/a.ts': "export { x } from '#testkit/server.js';" },
  ],
  'libs/access imports nothing but itself': [
    { 'libs/access/src/a.ts': "import { readFileSync } from 'node:fs';" },
    { 'libs/access/src/a.ts': "const x = await import('#ssh/wire.js');" },
  ],
  'typeorm is known in stores, entities, database/ and migrations/ only': [
    { 'apps/control-plane/src/grants/grants.service.ts': "import type { EntityManager } from 'typeorm';" },
  ],
  'stores, entities and controllers are private to their folder': [
    { 'apps/control-plane/src/grants/a.ts': "import { PeopleStore } from '../identity/people.store.js';" },
    { 'apps/control-plane/src/grants/a.service.ts': "import type { P } from '../identity/person.entity.js';" },
  ],
  'ssh2, sshpk and the AWS SDK each have one home': [
    { 'apps/connector/src/link/a.ts': "import { Client } from 'ssh2';" },
    { 'apps/connector/src/servers/a.ts': "import sshpk from 'sshpk';" },
    { 'apps/control-plane/src/catalog/a.ts': "import { X } from '@aws-sdk/client-secrets-manager';" },
  ],
  'the user CA key is read by the signer only': [
    { 'apps/connector/src/link/a.ts': "import { openUserCa } from '../signer/user-ca.js';" },
  ],
  'HTTP statuses appear in http/ and controllers only': [
    { 'apps/control-plane/src/grants/a.service.ts': 'throw new NotFoundException();' },
    { 'apps/control-plane/src/grants/a.service.ts': 'const status = HttpStatus.OK;' },
  ],
  'no barrels, no forwardRef, no folders called utils, helpers, common, shared, core': [
    { 'libs/ssh/src/index.ts': '' },
    { 'libs/ssh/src/utils/text.ts': '' },
    { 'apps/control-plane/src/grants/a.ts': 'forwardRef(() => X)' },
  ],
  [`files ≤ ${MOST.fileLines} lines, functions ≤ ${MOST.functionLines}, constructors ≤ ${MOST.constructorParameters} dependencies`]:
    [
      { 'libs/ssh/src/a.ts': 'const x = 1;\n'.repeat(MOST.fileLines + 1) },
      { 'libs/ssh/src/a.ts': `const f = () => {\n${'f();\n'.repeat(MOST.functionLines)}};` },
      { 'libs/ssh/src/a.ts': 'class A { constructor(a: 1, b: 1, c: 1, d: 1, e: 1, f: 1) {} }' },
    ],
  'no timer can be longer than 2^31−1 ms: its length is a constant of its file, or cut': [
    { 'apps/connector/src/a.ts': 'setTimeout(f, until - Date.now());' },
    { 'apps/connector/src/a.ts': 'const MONTH_MS = 30 * 86_400_000;\nsetTimeout(f, MONTH_MS);' },
    { 'apps/control-plane/src/a.ts': 'setInterval(f, Math.max(1, dueMs - nowMs));' },
    { 'apps/control-plane/src/a.ts': 'const WAIT = { ms: 2_147_483_648 };\nsetTimeout(f, WAIT.ms);' },
    { 'libs/host/src/a.ts': 'AbortSignal.timeout(Math.min(dueMs, 3_000_000_000));' },
  ],
  'no import cycles': [
    {
      'libs/ssh/src/a.ts': "import { b } from './b.js';",
      'libs/ssh/src/b.ts': "import { c } from '#ssh/c.js';",
      'libs/ssh/src/c.ts': "import { a } from './a.js';",
    },
  ],
};

const planted = (files: Record<string, string>): SourceFile[] =>
  Object.entries(files).map(([path, text]) => readSource(path, text));

describe('the architecture', () => {
  const project = readProject();

  it.each(RULES)('holds: $name', (rule) => {
    expect(rule.broken(project)).toEqual([]);
  });

  it.each(RULES)('has a rule that bites: $name', (rule) => {
    const violations = PLANTED[rule.name] ?? [];
    expect(violations.length).toBeGreaterThan(0);
    for (const files of violations) expect(rule.broken(planted(files))).not.toEqual([]);
  });

  it('was looked at whole: the project has files of every program', () => {
    for (const folder of ['apps/control-plane/src/', 'apps/connector/src/', 'apps/web/src/', 'libs/access/src/'])
      expect(project.some(({ path }) => path.startsWith(folder))).toBe(true);
  });
});

describe('the project', () => {
  const manifest = JSON.parse(readRootFile('package.json')) as {
    scripts: Record<string, string>;
    dependencies: Record<string, string>;
    optionalDependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

  it('has at most 16 files in the root, 12 npm scripts and 40 runtime dependencies', () => {
    expect(rootFileNames().length).toBeLessThanOrEqual(16);
    expect(Object.keys(manifest.scripts).length).toBeLessThanOrEqual(12);
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(40);
  });

  it('pins every dependency to one version', () => {
    const versions = Object.entries({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('gives a reason for every runtime dependency in docs/dependencies.md', () => {
    const reasons = readRootFile('docs/dependencies.md');
    const all = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect(all.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
  });
});
