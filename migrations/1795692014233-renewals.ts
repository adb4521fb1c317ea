import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as renewals from './hand-written/renewals.js';

/** What a flow gives by itself is renewed without a request for each time. */
export class Renewals1795692014233 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "grant_renewal" ("grant_id" uuid NOT NULL, "number" integer NOT NULL, "from_until_at" TIMESTAMP WITH TIME ZONE NOT NULL, "until_at" TIMESTAMP WITH TIME ZONE NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "proved_by" uuid, CONSTRAINT "grant_renewal_counts" CHECK (number > 0), CONSTRAINT "grant_renewal_later" CHECK (from_until_at < until_at), CONSTRAINT "PK_54d95ace71dbcf4ed3bd68e0428" PRIMARY KEY ("grant_id"))',
    );
    await runner.query('CREATE INDEX "grant_renewal_proved_by" ON "grant_renewal"  ("proved_by") ');
    await runner.query(
      'ALTER TABLE "grant_renewal" ADD CONSTRAINT "FK_54d95ace71dbcf4ed3bd68e0428" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "grant_renewal" ADD CONSTRAINT "FK_f8f70a90fe6530d3166624bf2df" FOREIGN KEY ("proved_by") REFERENCES "receipt"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    for (const statement of renewals.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of renewals.down) await runner.query(statement);
    await runner.query('ALTER TABLE "grant_renewal" DROP CONSTRAINT "FK_f8f70a90fe6530d3166624bf2df"');
    await runner.query('ALTER TABLE "grant_renewal" DROP CONSTRAINT "FK_54d95ace71dbcf4ed3bd68e0428"');
    await runner.query('DROP INDEX "public"."grant_renewal_proved_by"');
    await runner.query('DROP TABLE "grant_renewal"');
  }
}
