import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as later from './hand-written/later-starts.js';

const states = (...names: string[]): string =>
  `ALTER TABLE "access_request" ADD CONSTRAINT "access_request_state" CHECK (state IN (${names.map((name) => `'${name}'`).join(', ')}))`;

/** Requests that are approved for later, and begin when they are due or by their first use. */
export class LaterStarts1795665630569 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "access_request_state"');
    await runner.query(states('pending', 'to-start', 'approved', 'denied', 'cancelled', 'timed-out', 'lapsed'));
    await runner.query('ALTER TABLE "access_request" ADD "start_at" TIMESTAMP WITH TIME ZONE');
    await runner.query('ALTER TABLE "access_request" ADD "due_at" TIMESTAMP WITH TIME ZONE');
    await runner.query('ALTER TABLE "access_request" ADD "settled_at" TIMESTAMP WITH TIME ZONE');
    await runner.query('ALTER TABLE "access_request" ADD "lapsed_because" text');
    await runner.query(
      'CREATE INDEX "access_request_start_due" ON "access_request"  ("due_at") WHERE state = \'to-start\'',
    );
    await runner.query(
      'ALTER TABLE "access_request" ADD CONSTRAINT "access_request_lapsed" CHECK ((state = \'lapsed\') = (lapsed_because IS NOT NULL))',
    );
    await runner.query(
      'ALTER TABLE "access_request" ADD CONSTRAINT "access_request_to_start" CHECK (CASE state WHEN \'to-start\' THEN due_at IS NOT NULL AND settled_at IS NULL AND extends_grant_id IS NULL ELSE (due_at IS NULL) = (settled_at IS NULL) END)',
    );
    for (const statement of later.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "access_request_lapsed"');
    for (const statement of later.down) await runner.query(statement);
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "access_request_state"');
    await runner.query(states('pending', 'approved', 'denied', 'cancelled', 'timed-out'));
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "access_request_to_start"');
    await runner.query('DROP INDEX "public"."access_request_start_due"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "lapsed_because"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "settled_at"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "due_at"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "start_at"');
  }
}
