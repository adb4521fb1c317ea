import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as catalogIndexes from './hand-written/catalog-indexes.js';
import * as transitions from './hand-written/transitions.js';

/** What entities cannot say: triggers that hold the rules of the domain, and indexes on expressions. */
export class Rules1795322230329 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...transitions.up, ...catalogIndexes.up]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [...catalogIndexes.down, ...transitions.down]) await runner.query(statement);
  }
}
