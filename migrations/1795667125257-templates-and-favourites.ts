import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TemplatesAndFavourites1795667125257 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "favourite" ("person_id" uuid NOT NULL, "resource_id" uuid NOT NULL, "permissions" jsonb NOT NULL DEFAULT \'[]\', CONSTRAINT "PK_034f21e6ab786dc2dc02ef84fd5" PRIMARY KEY ("person_id", "resource_id"))',
    );
    await runner.query(
      'CREATE TABLE "review_alarm" ("request_id" uuid NOT NULL, "raised_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_b80b8b1d0666c00e928ee360cc0" PRIMARY KEY ("request_id"))',
    );
    await runner.query('ALTER TABLE "access_flow_version" ADD "templates" jsonb NOT NULL DEFAULT \'[]\'');
    await runner.query(
      'ALTER TABLE "favourite" ADD CONSTRAINT "FK_4671709bc8e192912b6f2c3ff93" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "favourite" ADD CONSTRAINT "FK_a6efc39b44deb154c4e818b6258" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "review_alarm" ADD CONSTRAINT "FK_b80b8b1d0666c00e928ee360cc0" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "review_alarm" DROP CONSTRAINT "FK_b80b8b1d0666c00e928ee360cc0"');
    await runner.query('ALTER TABLE "favourite" DROP CONSTRAINT "FK_a6efc39b44deb154c4e818b6258"');
    await runner.query('ALTER TABLE "favourite" DROP CONSTRAINT "FK_4671709bc8e192912b6f2c3ff93"');
    await runner.query('ALTER TABLE "access_flow_version" DROP COLUMN "templates"');
    await runner.query('DROP TABLE "review_alarm"');
    await runner.query('DROP TABLE "favourite"');
  }
}
