import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Extensions that a server was not told. */
export class ExtensionAlarms1795690578526 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "extension_alarm" ("grant_id" uuid NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL, "raised_at" TIMESTAMP WITH TIME ZONE NOT NULL, "cleared_at" TIMESTAMP WITH TIME ZONE, "cleared_by" text, CONSTRAINT "extension_alarm_end" CHECK ((cleared_at IS NULL) = (cleared_by IS NULL) AND (cleared_by IN (\'proved\', \'ended\')) IS NOT FALSE), CONSTRAINT "PK_b84c5fc23d52080151a0eb45019" PRIMARY KEY ("grant_id", "since"))',
    );
    await runner.query(
      'CREATE INDEX "extension_alarm_open" ON "extension_alarm"  ("raised_at") WHERE cleared_at IS NULL',
    );
    await runner.query('ALTER TABLE "access_grant" ADD "extension_unproved_since" TIMESTAMP WITH TIME ZONE');
    await runner.query(
      'CREATE INDEX "access_grant_extension_unproved" ON "access_grant"  ("resource_id") WHERE state = \'active\' AND extension_unproved_since IS NOT NULL',
    );
    await runner.query(
      'ALTER TABLE "extension_alarm" ADD CONSTRAINT "FK_da1e70edf4cc9e7ae9c5a911a31" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    // Since when is not known of those from before; their five minutes begin now.
    await runner.query(
      `UPDATE access_grant SET extension_unproved_since = now()
       WHERE state = 'active' AND extended > 0 AND proved_until_at < date_trunc('second', until_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "extension_alarm" DROP CONSTRAINT "FK_da1e70edf4cc9e7ae9c5a911a31"');
    await runner.query('DROP INDEX "public"."access_grant_extension_unproved"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "extension_unproved_since"');
    await runner.query('DROP INDEX "public"."extension_alarm_open"');
    await runner.query('DROP TABLE "extension_alarm"');
  }
}
