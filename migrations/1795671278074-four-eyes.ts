import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as proposals from './hand-written/flow-proposals.js';

export class FourEyes1795671278074 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "CREATE TABLE \"flow_proposal\" (\"id\" uuid NOT NULL, \"kind\" text NOT NULL, \"action\" text NOT NULL, \"object_id\" uuid, \"object_name\" text NOT NULL, \"contents\" jsonb, \"based_on\" jsonb, \"proposed_by_id\" uuid NOT NULL, \"proposed_at\" TIMESTAMP WITH TIME ZONE NOT NULL, \"state\" text NOT NULL DEFAULT 'pending', \"decided_by_id\" uuid, \"decided_at\" TIMESTAMP WITH TIME ZONE, \"reason\" text, CONSTRAINT \"flow_proposal_other_eyes\" CHECK ((state = 'withdrawn' OR decided_by_id IS NULL OR decided_by_id <> proposed_by_id) IS TRUE), CONSTRAINT \"flow_proposal_decided\" CHECK ((state = 'pending') = (decided_at IS NULL) AND (state IN ('pending', 'stale')) = (decided_by_id IS NULL)\n   AND (state = 'refused') = (reason IS NOT NULL)), CONSTRAINT \"flow_proposal_edit\" CHECK ((kind, action) IN (('access-flow', 'add'), ('access-flow', 'edit'), ('access-flow', 'activate'), ('access-flow', 'remove'),\n    ('bundle', 'add'), ('bundle', 'edit'), ('bundle', 'remove'), ('four-eyes', 'switch-off'))\n   AND (kind = 'four-eyes') = (object_id IS NULL)\n   AND (action IN ('add', 'edit')) = (contents IS NOT NULL)\n   AND (action IN ('add', 'switch-off')) = (based_on IS NULL)), CONSTRAINT \"flow_proposal_state\" CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn', 'stale')), CONSTRAINT \"PK_554657c016387432c72f283037c\" PRIMARY KEY (\"id\"))",
    );
    await runner.query(
      'CREATE INDEX "flow_proposal_pending" ON "flow_proposal"  ("proposed_at") WHERE state = \'pending\'',
    );
    await runner.query('ALTER TABLE "installation" ADD "four_eyes" boolean NOT NULL DEFAULT false');
    await runner.query(
      'ALTER TABLE "flow_proposal" ADD CONSTRAINT "FK_06e6f9373ec80f02f896e8c419b" FOREIGN KEY ("proposed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "flow_proposal" ADD CONSTRAINT "FK_b82135549004d7c619d5f8e5677" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    for (const statement of proposals.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of proposals.down) await runner.query(statement);
    await runner.query('ALTER TABLE "flow_proposal" DROP CONSTRAINT "FK_b82135549004d7c619d5f8e5677"');
    await runner.query('ALTER TABLE "flow_proposal" DROP CONSTRAINT "FK_06e6f9373ec80f02f896e8c419b"');
    await runner.query('ALTER TABLE "installation" DROP COLUMN "four_eyes"');
    await runner.query('DROP INDEX "public"."flow_proposal_pending"');
    await runner.query('DROP TABLE "flow_proposal"');
  }
}
