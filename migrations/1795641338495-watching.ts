import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Watching1795641338495 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "alarm_message" ("number" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "id" uuid NOT NULL, "kind" text NOT NULL, "subject_id" uuid NOT NULL, "body" text NOT NULL, "written_at" TIMESTAMP WITH TIME ZONE NOT NULL, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, "tries" integer NOT NULL DEFAULT \'0\', "last_failure" text, "sent_at" TIMESTAMP WITH TIME ZONE, "given_up_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_377575077ba2e0d1ab11acb9c48" PRIMARY KEY ("number"))',
    );
    await runner.query('CREATE UNIQUE INDEX "IDX_d141c27dc9443cf1f2b55fde67" ON "alarm_message"  ("id") ');
    await runner.query(
      'CREATE INDEX "alarm_message_waiting" ON "alarm_message"  ("subject_id", "number") WHERE sent_at IS NULL AND given_up_at IS NULL',
    );
    await runner.query(
      'CREATE TABLE "clock_mark" ("singleton" boolean NOT NULL DEFAULT true, "latest_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "clock_mark_single" CHECK (singleton), CONSTRAINT "PK_f5571ffdcb82944acc9528d34c2" PRIMARY KEY ("singleton"))',
    );
    await runner.query(
      'CREATE TABLE "debt_alarm" ("grant_id" uuid NOT NULL, "raised_at" TIMESTAMP WITH TIME ZONE NOT NULL, "cleared_at" TIMESTAMP WITH TIME ZONE, "cleared_by" text, CONSTRAINT "debt_alarm_end" CHECK ((cleared_at IS NULL) = (cleared_by IS NULL) AND (cleared_by IN (\'proved\', \'written-off\')) IS NOT FALSE), CONSTRAINT "PK_9b3d25751f1b59c88d2ac8c58a1" PRIMARY KEY ("grant_id"))',
    );
    await runner.query('CREATE INDEX "debt_alarm_open" ON "debt_alarm"  ("raised_at") WHERE cleared_at IS NULL');
    await runner.query('ALTER TABLE "receipt" ADD "public_key" text');
    await runner.query(
      'ALTER TABLE "debt_alarm" ADD CONSTRAINT "FK_9b3d25751f1b59c88d2ac8c58a1" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "debt_alarm" DROP CONSTRAINT "FK_9b3d25751f1b59c88d2ac8c58a1"');
    await runner.query('ALTER TABLE "receipt" DROP COLUMN "public_key"');
    await runner.query('DROP INDEX "public"."debt_alarm_open"');
    await runner.query('DROP TABLE "debt_alarm"');
    await runner.query('DROP TABLE "clock_mark"');
    await runner.query('DROP INDEX "public"."alarm_message_waiting"');
    await runner.query('DROP INDEX "public"."IDX_d141c27dc9443cf1f2b55fde67"');
    await runner.query('DROP TABLE "alarm_message"');
  }
}
