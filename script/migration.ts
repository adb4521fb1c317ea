/**
 * `npm run migration -- NAME`: writes the migration that brings the database from what the migrations make to what the entities say.
 * `npm run migration -- --check`: only says whether there is a difference (exit code 1).
 * Both work on an embedded database that is thrown away.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import { createDataSource } from '../apps/control-plane/src/database/data-source.js';
import { Stop, tellAndExit } from './stop.js';

interface Statement {
  query: string;
}

export async function migration(argv: string[], nowMs: number): Promise<void> {
  const [name] = argv;
  try {
    if (!name)
      throw new Stop('A migration needs a name in small letters and dashes.', 'npm run migration -- add-flow-tags', 2);
    const { up, down } = await difference();
    if (name === '--check') return tellDifference(up);
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Stop(`${name} is not in small letters and dashes.`, undefined, 2);
    if (up.length === 0) throw new Stop('The migrations and the entities agree: there is nothing to write.');
    write(name, nowMs, up, down);
  } catch (error) {
    tellAndExit(error);
  }
}

/** What TypeORM would change to make the migrated database equal to the entities. */
async function difference(): Promise<{ up: string[]; down: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'curfew-migration-'));
  const postgres = new EmbeddedPostgres(join(folder, 'postgres'), { fsync: false });
  try {
    await postgres.start();
    const dataSource = await createDataSource(postgres.connection).initialize();
    await dataSource.runMigrations();
    const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    const text = (statements: Statement[]) => statements.map(({ query }) => query);
    return { up: text(upQueries), down: text(downQueries).reverse() };
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tellDifference(up: string[]): void {
  if (up.length > 0)
    throw new Stop(
      `The migrations and the entities differ:\n  ${up.join('\n  ')}`,
      'npm run migration -- NAME writes the missing one.',
    );
  process.stdout.write('The migrations and the entities agree.\n');
}

function write(name: string, nowMs: number, up: string[], down: string[]): void {
  const className = `${name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}${nowMs}`;
  const body = (statements: string[]) =>
    statements.map((query) => `    await runner.query(${JSON.stringify(query)});`).join('\n');
  const text = `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
${body(up)}
  }

  async down(runner: QueryRunner): Promise<void> {
${body(down)}
  }
}
`;
  const file = `${nowMs}-${name}`;
  writeFileSync(join('migrations', `${file}.ts`), text);
  const list = readFileSync('migrations/migrations.ts', 'utf8')
    .replace(/^(import type .*)$/m, `$1\nimport { ${className} } from './${file}.js';`)
    .replace(
      /= \[([^\]]*)\]/,
      (_, entries: string) => `= [${[entries.trim().replace(/,$/, ''), className].filter(Boolean).join(', ')}]`,
    );
  writeFileSync('migrations/migrations.ts', list);
  process.stdout.write(`Wrote migrations/${file}.ts. Read it, then run: npx prettier --write migrations\n`);
}
