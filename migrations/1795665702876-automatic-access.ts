import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as fixed from './hand-written/automatic-fixed.js';

/** Access that flows give by themselves, and what keeps it from being given. */
export class AutomaticAccess1795665702876 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "automatic_mark" ("flow_id" uuid NOT NULL, "person_id" uuid NOT NULL, "resource_id" uuid NOT NULL, "held_at" TIMESTAMP WITH TIME ZONE, "held_by_id" uuid, "held_reason" text, "failures" integer NOT NULL DEFAULT \'0\', "fault" jsonb, "retry_at" TIMESTAMP WITH TIME ZONE, "failed_grant_id" uuid, CONSTRAINT "automatic_mark_retried" CHECK ((retry_at IS NULL) = (fault IS NULL) AND (failures = 0) = (retry_at IS NULL)), CONSTRAINT "automatic_mark_held_by" CHECK ((held_at IS NULL) = (held_by_id IS NULL)), CONSTRAINT "automatic_mark_says_something" CHECK (held_at IS NOT NULL OR retry_at IS NOT NULL), CONSTRAINT "PK_40ffce89b914605b68311ed4000" PRIMARY KEY ("flow_id", "person_id", "resource_id"))',
    );
    await runner.query('CREATE INDEX "automatic_mark_of_person" ON "automatic_mark"  ("person_id") ');
    await runner.query('ALTER TABLE "access_request" ADD "by_condition" boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE "access_grant" ADD "automatic_flow_id" uuid');
    await runner.query(
      'CREATE UNIQUE INDEX "access_grant_automatic_once" ON "access_grant"  ("automatic_flow_id", "person_id", "resource_id") WHERE automatic_flow_id IS NOT NULL AND state IN (\'granting\', \'active\')',
    );
    await runner.query(
      'CREATE INDEX "access_grant_automatic" ON "access_grant"  ("automatic_flow_id", "person_id", "resource_id", "from_at") WHERE automatic_flow_id IS NOT NULL',
    );
    await runner.query(
      'ALTER TABLE "automatic_mark" ADD CONSTRAINT "FK_501fc539fb2dc0956bc0011f438" FOREIGN KEY ("flow_id") REFERENCES "access_flow"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "automatic_mark" ADD CONSTRAINT "FK_54b9cd43b1a95cd087a9b62360e" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "automatic_mark" ADD CONSTRAINT "FK_0275244af26574f1437b1459d68" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "automatic_mark" ADD CONSTRAINT "FK_4eacc18e5bb1a480ca3c43f6fb5" FOREIGN KEY ("held_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    for (const statement of fixed.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of fixed.down) await runner.query(statement);
    await runner.query('ALTER TABLE "automatic_mark" DROP CONSTRAINT "FK_4eacc18e5bb1a480ca3c43f6fb5"');
    await runner.query('ALTER TABLE "automatic_mark" DROP CONSTRAINT "FK_0275244af26574f1437b1459d68"');
    await runner.query('ALTER TABLE "automatic_mark" DROP CONSTRAINT "FK_54b9cd43b1a95cd087a9b62360e"');
    await runner.query('ALTER TABLE "automatic_mark" DROP CONSTRAINT "FK_501fc539fb2dc0956bc0011f438"');
    await runner.query('DROP INDEX "public"."access_grant_automatic"');
    await runner.query('DROP INDEX "public"."access_grant_automatic_once"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "automatic_flow_id"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "by_condition"');
    await runner.query('DROP INDEX "public"."automatic_mark_of_person"');
    await runner.query('DROP TABLE "automatic_mark"');
  }
}
