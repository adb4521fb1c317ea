import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who owns integrations and servers, and which tags name owners. */
export class Owners1795657106618 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE "integration" ADD "owners" jsonb NOT NULL DEFAULT \'{"personIds":[],"teamIds":[]}\'',
    );
    await runner.query('ALTER TABLE "integration" ADD "owner_tags" jsonb NOT NULL DEFAULT \'[]\'');
    await runner.query('ALTER TABLE "resource" ADD "owners" jsonb NOT NULL DEFAULT \'{"personIds":[],"teamIds":[]}\'');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "resource" DROP COLUMN "owners"');
    await runner.query('ALTER TABLE "integration" DROP COLUMN "owner_tags"');
    await runner.query('ALTER TABLE "integration" DROP COLUMN "owners"');
  }
}
