import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as converted from './hand-written/flow-versions-converted.js';

/** Conditions, tiers of approval, times and fields of access flows; and requests for somebody else. */
export class AccessFlowsInFull1795654358940 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_flow_version" RENAME COLUMN "approvers" TO "approval"');
    await runner.query('ALTER TABLE "access_flow_version" ADD "trigger" text NOT NULL DEFAULT \'ask\'');
    await runner.query(
      'ALTER TABLE "access_flow_version" ADD "request_for" jsonb NOT NULL DEFAULT \'{"self":true,"directReports":false,"others":null}\'',
    );
    await runner.query('ALTER TABLE "access_flow_version" ADD "default_seconds" integer');
    await runner.query('ALTER TABLE "access_flow_version" ADD "fixed_duration" boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE "access_flow_version" ADD "timeframe" jsonb');
    await runner.query(
      'ALTER TABLE "access_flow_version" ADD "clock_start" jsonb NOT NULL DEFAULT \'{"at":"approval"}\'',
    );
    await runner.query('ALTER TABLE "access_flow_version" ADD "extensions" jsonb');
    await runner.query('ALTER TABLE "access_flow_version" ADD "break_glass" jsonb');
    await runner.query('ALTER TABLE "access_flow_version" ADD "custom_fields" jsonb NOT NULL DEFAULT \'[]\'');
    await runner.query('ALTER TABLE "access_request" ADD "receiver_id" uuid');
    await runner.query('ALTER TABLE "access_request" ADD "fields" jsonb NOT NULL DEFAULT \'{}\'');
    for (const statement of converted.up) await runner.query(statement);
    await runner.query('ALTER TABLE "access_request" ALTER COLUMN "receiver_id" SET NOT NULL');
    await runner.query('CREATE INDEX "access_request_for_person" ON "access_request" ("receiver_id", "created_at")');
    await runner.query(
      'ALTER TABLE "access_flow_version" ADD CONSTRAINT "access_flow_version_trigger" CHECK (trigger IN (\'ask\', \'condition\'))',
    );
    await runner.query(
      'ALTER TABLE "access_flow_version" ADD CONSTRAINT "access_flow_version_default" CHECK (default_seconds BETWEEN 1 AND longest_seconds)',
    );
    await runner.query(
      'ALTER TABLE "access_request" ADD CONSTRAINT "FK_de97863392fdad4a6c974f091b8" FOREIGN KEY ("receiver_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of converted.down) await runner.query(statement);
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "FK_de97863392fdad4a6c974f091b8"');
    await runner.query('ALTER TABLE "access_flow_version" DROP CONSTRAINT "access_flow_version_default"');
    await runner.query('ALTER TABLE "access_flow_version" DROP CONSTRAINT "access_flow_version_trigger"');
    await runner.query('DROP INDEX "access_request_for_person"');
    for (const column of ['fields', 'receiver_id']) {
      await runner.query(`ALTER TABLE "access_request" DROP COLUMN "${column}"`);
    }
    for (const column of ['custom_fields', 'break_glass', 'extensions', 'clock_start', 'timeframe', 'fixed_duration', 'default_seconds', 'request_for', 'trigger']) {
      await runner.query(`ALTER TABLE "access_flow_version" DROP COLUMN "${column}"`);
    } // prettier-ignore
    await runner.query('ALTER TABLE "access_flow_version" RENAME COLUMN "approval" TO "approvers"');
  }
}
