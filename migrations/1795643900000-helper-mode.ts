import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HelperMode1795643900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "resource" ADD "sudo_mode" text');
    await runner.query('ALTER TABLE "resource" ADD "helper_ready" boolean NOT NULL DEFAULT false');
    await runner.query(
      'ALTER TABLE "resource" ADD CONSTRAINT "resource_sudo_mode" CHECK (sudo_mode IN (\'full-sudo\', \'helper\'))',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "resource" DROP CONSTRAINT "resource_sudo_mode"');
    await runner.query('ALTER TABLE "resource" DROP COLUMN "helper_ready"');
    await runner.query('ALTER TABLE "resource" DROP COLUMN "sudo_mode"');
  }
}
