/** The rules of the architecture, each a function from the source tree to the sentences that say where it is broken. */
import type { SourceFile } from './source-tree.js';

export interface Rule {
  name: string;
  why: string;
  broken: (files: SourceFile[]) => string[];
}

const isTest = (path: string): boolean => /^(test|bench)\//.test(path) || path.endsWith('.spec.ts');
const isProduct = (path: string): boolean => !isTest(path) && !path.startsWith('libs/testkit/');
const libOf = (path: string): string | undefined => /^libs\/([^/]+)\//.exec(path)?.[1];
const appOf = (path: string): string | undefined => /^apps\/([^/]+)\//.exec(path)?.[1];

/** Which libs each lib may import. What is not named imports nothing of ours. */
const BELOW: Record<string, string[]> = {
  access: [],
  ssh: ['access'],
  protocol: ['access', 'ssh'],
  host: ['access', 'ssh'],
  'secret-store': ['access', 'ssh'],
  'api-client': ['access', 'ssh', 'protocol', 'host', 'secret-store'],
  'embedded-postgres': [],
  'virtual-hosts': [],
};

const eachImport = (
  files: SourceFile[],
  forbidden: (from: SourceFile, to: { specifier: string; path?: string; typeOnly: boolean }) => boolean,
): string[] =>
  files.flatMap((file) =>
    file.imports.filter((to) => forbidden(file, to)).map((to) => `${file.path} imports ${to.specifier}`),
  );

const layers: Rule = {
  name: 'imports point down only',
  why: 'apps → api-client → protocol, host, secret-store → ssh → access',
  broken: (files) =>
    eachImport(
      files.filter(({ path }) => isProduct(path) && libOf(path) !== undefined),
      (from, { path }) => {
        const lib = libOf(from.path) ?? '';
        if (path === undefined) return false;
        const target = libOf(path);
        return target === undefined || (target !== lib && !(BELOW[lib] ?? []).includes(target));
      },
    ),
};

const apps: Rule = {
  name: 'apps never import each other, and no product code imports the testkit',
  why: 'the programs meet at the protocol and the API only',
  broken: (files) =>
    eachImport(
      files.filter(({ path }) => isProduct(path) && appOf(path) !== undefined),
      (from, { path }) => {
        if (path === undefined) return false;
        const app = appOf(path);
        return (app !== undefined && app !== appOf(from.path)) || libOf(path) === 'testkit' || path.startsWith('test/');
      },
    ),
};

const pureDomain: Rule = {
  name: 'libs/access imports nothing but itself',
  why: 'the domain has no clock, no I/O and no framework',
  broken: (files) =>
    eachImport(
      files.filter(({ path }) => libOf(path) === 'access' && !isTest(path)),
      (_, { path }) => path === undefined || libOf(path) !== 'access',
    ),
};

const TYPEORM_HOMES = /(\.store\.ts|\.entity\.ts|\/database\/[^/]+\.ts|^migrations\/.*)$/;
const typeorm: Rule = {
  name: 'typeorm is known in stores, entities, database/ and migrations/ only',
  why: 'services speak of what people do, not of tables',
  broken: (files) =>
    eachImport(
      files.filter(({ path }) => isProduct(path) && !path.startsWith('script/') && !TYPEORM_HOMES.test(path)),
      (_, { specifier }) => specifier === 'typeorm' || specifier === '@nestjs/typeorm',
    ),
};

const privateParts: Rule = {
  name: 'stores, entities and controllers are private to their folder',
  why: 'a folder of the control plane offers services and modules',
  broken: (files) =>
    eachImport(
      files.filter(({ path }) => path.startsWith('apps/control-plane/src/') && isProduct(path)),
      (from, { path }) =>
        path !== undefined &&
        /\.(store|entity|controller)\.ts$/.test(path) &&
        folder(path) !== folder(from.path) &&
        !from.path.endsWith('/database/entities.ts'),
    ),
};
const folder = (path: string): string => path.slice(0, path.lastIndexOf('/'));

const ONLY_IN: { module: RegExp; homes: RegExp; text: string }[] = [
  { module: /^ssh2$/, homes: /^apps\/connector\/src\/servers\//, text: 'ssh2' },
  { module: /^sshpk$/, homes: /^libs\/ssh\//, text: 'sshpk' },
  { module: /^@aws-sdk\//, homes: /^libs\/secret-store\//, text: 'the AWS SDK' },
];
const libraryHomes: Rule = {
  name: 'ssh2, sshpk and the AWS SDK each have one home',
  why: 'their traps are guarded in one place',
  broken: (files) =>
    ONLY_IN.flatMap(({ module, homes }) =>
      eachImport(
        files.filter(({ path }) => isProduct(path) && !homes.test(path)),
        (_, { specifier }) => module.test(specifier),
      ),
    ),
};

/** Where the program is put together: it opens the CA and hands it to the signer. */
const ASSEMBLY = /^apps\/connector\/src\/(main|connector)\.ts$/;
const caKey: Rule = {
  name: 'the user CA key is read by the signer only',
  why: 'it never leaves the module that reads it [I6]',
  broken: (files) =>
    eachImport(
      files.filter(
        ({ path }) => isProduct(path) && !path.startsWith('apps/connector/src/signer/') && !ASSEMBLY.test(path),
      ),
      (_, { path }) => path?.endsWith('/signer/user-ca.ts') ?? false,
    ),
};

const HTTP_WORDS = /\b(HttpStatus|HttpException|HttpCode|[A-Z][A-Za-z]+Exception)\b/;
const httpStatuses: Rule = {
  name: 'HTTP statuses appear in http/ and controllers only',
  why: 'services throw Faults, which have no status',
  broken: (files) =>
    files
      .filter(({ path }) => path.startsWith('apps/control-plane/src/') && isProduct(path))
      .filter(({ path }) => !path.includes('/src/http/') && !path.endsWith('.controller.ts'))
      .filter(({ text }) => HTTP_WORDS.test(text))
      .map(({ path }) => `${path} names an HTTP status or exception`),
};

const names: Rule = {
  name: 'no barrels, no forwardRef, no folders called utils, helpers, common, shared, core',
  why: 'a name says what is inside',
  broken: (files) =>
    files
      .filter(({ path }) => !path.startsWith('test/architecture/'))
      .flatMap(({ path, text }) => [
        ...(/\/index\.tsx?$/.test(path) ? [`${path} is a barrel`] : []),
        ...(/(^|\/)(utils?|helpers?|common|shared|core)\//.test(path)
          ? [`${path} lies in a folder without a name`]
          : []),
        ...(/\bforwardRef\b/.test(text) && !path.startsWith('apps/web/') ? [`${path} uses forwardRef`] : []),
      ]),
};

export const MOST = { fileLines: 250, functionLines: 40, constructorParameters: 5 };
const sizes: Rule = {
  name: `files ≤ ${MOST.fileLines} lines, functions ≤ ${MOST.functionLines}, constructors ≤ ${MOST.constructorParameters} dependencies`,
  why: 'past that, split by behaviour',
  broken: (files) =>
    files
      .filter(
        ({ path }) => !isTest(path) && !path.startsWith('migrations/') && path !== 'libs/api-client/src/schema.ts',
      )
      .flatMap((file) => [
        ...(lines(file) > MOST.fileLines ? [`${file.path} has ${lines(file)} lines`] : []),
        ...(file.path.endsWith('.tsx') ? [] : longFunctions(file)),
        ...file.constructors
          .filter(({ parameters }) => parameters > MOST.constructorParameters)
          .map(({ parameters }) => `${file.path} has a constructor with ${parameters} parameters`),
      ]),
};
const lines = (file: SourceFile): number => file.text.trimEnd().split('\n').length;
const longFunctions = (file: SourceFile): string[] =>
  file.functions
    .filter((one) => one.lines > MOST.functionLines)
    .map((one) => `${file.path}: ${one.name} has ${one.lines} lines`);

const timers: Rule = {
  name: 'no timer can be longer than 2^31−1 ms: its length is a constant of its file, or cut',
  why: 'Node fires a longer one at once; deadlines are compared, not slept [I21]',
  broken: (files) =>
    files
      .filter(({ path }) => isProduct(path) && appOf(path) !== 'web')
      .flatMap(({ path, timersTooLong }) => timersTooLong.map((text) => `${path}: ${text}`)),
};

const cycles: Rule = {
  name: 'no import cycles',
  why: 'what needs each other is one thing, or cut wrongly',
  broken: (files) => {
    const graph = new Map(
      files.map((file) => [file.path, file.imports.filter((to) => !to.typeOnly).map((to) => to.path)]),
    );
    const done = new Set<string>();
    const found: string[] = [];
    const walk = (path: string, trail: string[]): void => {
      if (trail.includes(path)) {
        found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      if (done.has(path)) return;
      for (const next of graph.get(path) ?? []) if (next !== undefined && graph.has(next)) walk(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    return found;
  },
};

export const RULES: Rule[] = [
  layers, apps, pureDomain, typeorm, privateParts, libraryHomes, caKey, httpStatuses, names, sizes, timers, cycles,
]; // prettier-ignore
