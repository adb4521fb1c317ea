import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EditedVersions1795681866426 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "bundle" ADD "version" integer NOT NULL DEFAULT \'1\'');
    await runner.query('ALTER TABLE "bundle" ADD "changed_at" TIMESTAMP WITH TIME ZONE');
    await runner.query('ALTER TABLE "bundle" ADD "changed_by_id" uuid');
    // Two at once could be proposed before; the older one waits on.
    await runner.query(
      `UPDATE flow_proposal twin SET state = 'stale', decided_at = now() WHERE kind = 'four-eyes' AND state = 'pending' AND EXISTS (
         SELECT 1 FROM flow_proposal older WHERE older.kind = 'four-eyes' AND older.state = 'pending'
         AND (older.proposed_at, older.id) < (twin.proposed_at, twin.id))`,
    );
    await runner.query(
      'CREATE UNIQUE INDEX "flow_proposal_one_switch_off" ON "flow_proposal"  ("kind") WHERE state = \'pending\' AND kind = \'four-eyes\'',
    );
    await runner.query(
      'ALTER TABLE "bundle" ADD CONSTRAINT "FK_d54c5e0ace94d4a716146f9d655" FOREIGN KEY ("changed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "bundle" DROP CONSTRAINT "FK_d54c5e0ace94d4a716146f9d655"');
    await runner.query('DROP INDEX "public"."flow_proposal_one_switch_off"');
    await runner.query('ALTER TABLE "bundle" DROP COLUMN "changed_by_id"');
    await runner.query('ALTER TABLE "bundle" DROP COLUMN "changed_at"');
    await runner.query('ALTER TABLE "bundle" DROP COLUMN "version"');
  }
}
