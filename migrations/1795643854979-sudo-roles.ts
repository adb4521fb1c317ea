import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as fixed from './hand-written/sudo-roles-fixed.js';

/** Permissions that are a sudo rule: on integrations, and as they were asked for and approved. */
export class SudoRoles1795643854979 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_request" ADD "sudo_roles" jsonb NOT NULL DEFAULT \'[]\'');
    await runner.query('ALTER TABLE "integration" ADD "sudo_roles" jsonb NOT NULL DEFAULT \'[]\'');
    await runner.query('ALTER TABLE "access_grant" ADD "sudo_roles" jsonb NOT NULL DEFAULT \'[]\'');
    for (const statement of fixed.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of fixed.down) await runner.query(statement);
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "sudo_roles"');
    await runner.query('ALTER TABLE "integration" DROP COLUMN "sudo_roles"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "sudo_roles"');
  }
}
