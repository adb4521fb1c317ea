import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RestoredDatabase1795643026779 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "connector" ADD "ahead_generation" bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "connector" DROP COLUMN "ahead_generation"');
  }
}
