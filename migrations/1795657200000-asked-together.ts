import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several resources in one ask share an id. */
export class AskedTogether1795657200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_request" ADD "batch_id" uuid');
    await runner.query(
      'CREATE INDEX "access_request_together" ON "access_request" ("batch_id") WHERE batch_id IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "public"."access_request_together"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "batch_id"');
  }
}
