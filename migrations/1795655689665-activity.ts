import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests newest first, of one flow, and answered by one person. */
export class Activity1795655689665 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "access_request_newest" ON "access_request" ("created_at", "id")');
    await runner.query('CREATE INDEX "access_request_of_flow" ON "access_request" ("flow_id", "created_at")');
    await runner.query('CREATE INDEX "approval_of_person" ON "approval" ("approver_id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "approval_of_person"');
    await runner.query('DROP INDEX "access_request_of_flow"');
    await runner.query('DROP INDEX "access_request_newest"');
  }
}
