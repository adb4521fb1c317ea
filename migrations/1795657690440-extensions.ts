import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as later from './hand-written/extensions.js';

/** Running grants that are made longer in place, and requests for that. */
export class Extensions1795657690440 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "grant_extension" ("grant_id" uuid NOT NULL, "number" integer NOT NULL, "request_id" uuid NOT NULL, "from_until_at" TIMESTAMP WITH TIME ZONE NOT NULL, "until_at" TIMESTAMP WITH TIME ZONE NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "grant_extension_counts" CHECK (number > 0), CONSTRAINT "grant_extension_later" CHECK (from_until_at < until_at), CONSTRAINT "PK_5aea5bb24ff2d79e1cb8a7f3bd4" PRIMARY KEY ("grant_id", "number"))',
    );
    await runner.query('CREATE UNIQUE INDEX "grant_extension_request" ON "grant_extension"  ("request_id") ');
    await runner.query('ALTER TABLE "access_request" ADD "extends_grant_id" uuid');
    await runner.query('ALTER TABLE "access_grant" ADD "extended" integer NOT NULL DEFAULT \'0\'');
    await runner.query('ALTER TABLE "access_grant" ADD "extended_until_at" TIMESTAMP WITH TIME ZONE');
    await runner.query(
      'CREATE UNIQUE INDEX "access_request_extends_once" ON "access_request"  ("extends_grant_id") WHERE state = \'pending\'',
    );
    await runner.query(
      'ALTER TABLE "access_request" ADD CONSTRAINT "FK_4449e94a6f5f8141a3f78d25bcd" FOREIGN KEY ("extends_grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "grant_extension" ADD CONSTRAINT "FK_2b10404c5b5858f4196fe8a9d84" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "grant_extension" ADD CONSTRAINT "FK_707ecb2548eddafdcc4c551b121" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    for (const statement of later.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of later.down) await runner.query(statement);
    await runner.query('ALTER TABLE "grant_extension" DROP CONSTRAINT "FK_707ecb2548eddafdcc4c551b121"');
    await runner.query('ALTER TABLE "grant_extension" DROP CONSTRAINT "FK_2b10404c5b5858f4196fe8a9d84"');
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "FK_4449e94a6f5f8141a3f78d25bcd"');
    await runner.query('DROP INDEX "public"."access_request_extends_once"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "extended_until_at"');
    await runner.query('ALTER TABLE "access_grant" DROP COLUMN "extended"');
    await runner.query('ALTER TABLE "access_request" DROP COLUMN "extends_grant_id"');
    await runner.query('DROP INDEX "public"."grant_extension_request"');
    await runner.query('DROP TABLE "grant_extension"');
  }
}
