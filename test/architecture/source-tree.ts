/** The source files as the architecture rules see them: path, imports, functions. Planted files take the same form. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { timersTooLong } from './timers.js';

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  path: string;
  text: string;
  /** Modules as written, and where they lie when they are ours (path from the root), else undefined. */
  imports: { specifier: string; path?: string; typeOnly: boolean }[];
  functions: { name: string; lines: number }[];
  constructors: { parameters: number }[];
  /** Timers that may be longer than Node can keep, as they are written. */
  timersTooLong: string[];
}

const ROOT = join(import.meta.dirname, '../..');
const OURS = /^(apps\/(control-plane|connector|web)|libs|migrations|script|test|bench)\/.*\.tsx?$/;

/** `#access/grant.js` and `./grant.js` as the path of the TypeScript file. */
const resolve = (from: string, specifier: string): string | undefined => {
  const alias = /^#([a-z-]+)\/(.+)\.js$/.exec(specifier);
  if (alias) return `libs/${alias[1]}/src/${alias[2]}.ts`;
  if (!specifier.startsWith('.')) return undefined;
  const path = normalize(join(dirname(from), specifier)).replaceAll('\\', '/');
  return path.replace(/\.js$/, '.ts');
};

const lineCount = (source: ts.SourceFile, node: ts.Node): number =>
  source.getLineAndCharacterOfPosition(node.getEnd()).line -
  source.getLineAndCharacterOfPosition(node.getStart(source)).line +
  1;

const nameOf = (node: ts.FunctionLikeDeclaration): string => {
  if (node.name) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : '(anonymous)';
};

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) || ts.isConstructorDeclaration(node); // prettier-ignore

/** Takes a path and its text and gives what the rules look at. */
export const readSource = (path: string, text: string): SourceFile => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const file: SourceFile = {
    path,
    text,
    imports: [],
    functions: [],
    constructors: [],
    timersTooLong: timersTooLong(source),
  };
  const addImport = (specifier: string, typeOnly: boolean): void => {
    file.imports.push({ specifier, path: resolve(path, specifier), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      addImport(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      addImport(node.moduleSpecifier.text, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) addImport(argument.text, false);
    }
    if (isFunction(node)) file.functions.push({ name: nameOf(node), lines: lineCount(source, node) });
    if (ts.isConstructorDeclaration(node)) file.constructors.push({ parameters: node.parameters.length });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return file;
};

/** Every TypeScript file of the project that git knows or would take. */
export const readProject = (): SourceFile[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => OURS.test(path) && existsSync(join(ROOT, path)))
    .map((path) => readSource(path, readFileSync(join(ROOT, path), 'utf8')));

/** A file of the project's root folder, as text. */
export const readRootFile = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

/** Names of the files (not folders) in the project's root that git knows or would take. */
export const rootFileNames = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !path.includes('/') && existsSync(join(ROOT, path)));
