import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccessDetails1795665700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "integration" ADD "custom_access_details" text');
    await runner.query(
      'ALTER TABLE "integration" ADD CONSTRAINT "integration_access_details" CHECK (char_length(custom_access_details) <= 400)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "integration" DROP CONSTRAINT "integration_access_details"');
    await runner.query('ALTER TABLE "integration" DROP COLUMN "custom_access_details"');
  }
}
