import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ends that servers were read back to hold. */
export class ProvedEnds1795678236497 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_grant" ADD "proved_until_at" TIMESTAMP WITH TIME ZONE');
    await runner.query('ALTER TABLE "access_grant" ADD "proved_until_generation" bigint');
    await runner.query(
      'ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_proved_until" CHECK ((proved_until_at IS NULL) = (proved_until_generation IS NULL))',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_grant" DROP CONSTRAINT "access_grant_proved_until"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "proved_until_generation"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "proved_until_at"');
  }
}
