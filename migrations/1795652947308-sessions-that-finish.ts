import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as neverLater from './hand-written/finish-never-later.js';

/** Sessions that may finish: as a flow says, as a grant was given, and as it stands with them. */
export class SessionsThatFinish1795652947308 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_flow_version" ADD "finish_within_seconds" integer');
    await runner.query('ALTER TABLE "access_grant" ADD "finish_until" TIMESTAMP WITH TIME ZONE');
    await runner.query('ALTER TABLE "access_grant" ADD "finishing_sessions" integer');
    await runner.query('ALTER TABLE "access_grant" ADD "sessions_ended_at" TIMESTAMP WITH TIME ZONE');
    await runner.query(
      'CREATE INDEX "access_grant_finish_due" ON "access_grant"  ("finish_until") WHERE state = \'ending\' AND finish_until IS NOT NULL',
    );
    await runner.query(
      'ALTER TABLE "access_flow_version" ADD CONSTRAINT "access_flow_version_finish" CHECK ((finish_within_seconds > 0) IS NOT FALSE)',
    );
    await runner.query(
      'ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_finishing" CHECK (finishing_sessions IS NULL OR (finishing_sessions > 0 AND state = \'ending\' AND finish_until IS NOT NULL))',
    );
    for (const statement of neverLater.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of neverLater.down) await runner.query(statement);
    await runner.query('ALTER TABLE "access_grant" DROP CONSTRAINT "access_grant_finishing"');
    await runner.query('ALTER TABLE "access_flow_version" DROP CONSTRAINT "access_flow_version_finish"');
    await runner.query('DROP INDEX "public"."access_grant_finish_due"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "sessions_ended_at"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "finishing_sessions"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "finish_until"');
    await runner.query('ALTER TABLE "access_flow_version" DROP COLUMN "finish_within_seconds"');
  }
}
