import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as keys from './hand-written/connector-keys-moved.js';

/** Several enrolled instances of one connector, each with a key of its own. */
export class ConnectorInstances1795652800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "connector_key" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "connector_id" uuid NOT NULL, "public_key" text NOT NULL, "enrolled_at" TIMESTAMP WITH TIME ZONE NOT NULL, "removed_at" TIMESTAMP WITH TIME ZONE, "version" text, "last_seen_at" TIMESTAMP WITH TIME ZONE, "user_ca_keys" jsonb NOT NULL DEFAULT \'[]\', "refusal" jsonb, CONSTRAINT "PK_89703421385d01b67350145ac34" PRIMARY KEY ("id"))',
    );
    await runner.query(
      'CREATE UNIQUE INDEX "connector_key_in_force" ON "connector_key"  ("connector_id", "public_key") WHERE removed_at IS NULL',
    );
    await runner.query('ALTER TABLE "connector" ADD "enrolment_token_adds" boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE "connector" ADD "enrolment_token_key_id" uuid');
    for (const statement of keys.up) await runner.query(statement);
    await runner.query('ALTER TABLE "connector" DROP COLUMN "public_key"');
    await runner.query('ALTER TABLE "connector" DROP COLUMN "enrolment_token_used"');
    await runner.query('ALTER TABLE "integration" ADD "reported_by" uuid');
    await runner.query('ALTER TABLE "resource" ADD "reported_by" uuid');
    await runner.query('ALTER TABLE "sign_call" ADD "passed_link_id" uuid');
    await runner.query('ALTER TABLE "connector_instance" ADD "key_id" uuid NOT NULL');
    await runner.query('ALTER TABLE "connector_instance" ADD "ceiling" text');
    await runner.query('ALTER TABLE "connector_instance" ADD "generation" bigint');
    await runner.query(
      'ALTER TABLE "connector_instance" ADD CONSTRAINT "FK_df6dfe1c243e63817b541764885" FOREIGN KEY ("key_id") REFERENCES "connector_key"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "connector_key" ADD CONSTRAINT "FK_722d7ce49aa34ca4c26e3fdc8fa" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "connector_key" DROP CONSTRAINT "FK_722d7ce49aa34ca4c26e3fdc8fa"');
    await runner.query('ALTER TABLE "connector_instance" DROP CONSTRAINT "FK_df6dfe1c243e63817b541764885"');
    await runner.query('ALTER TABLE "connector_instance" DROP COLUMN "generation"');
    await runner.query('ALTER TABLE "connector_instance" DROP COLUMN "ceiling"');
    await runner.query('ALTER TABLE "connector_instance" DROP COLUMN "key_id"');
    await runner.query('ALTER TABLE "sign_call" DROP COLUMN "passed_link_id"');
    await runner.query('ALTER TABLE "resource" DROP COLUMN "reported_by"');
    await runner.query('ALTER TABLE "integration" DROP COLUMN "reported_by"');
    await runner.query('ALTER TABLE "connector" ADD "enrolment_token_used" boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE "connector" ADD "public_key" text');
    for (const statement of keys.down) await runner.query(statement);
    await runner.query('ALTER TABLE "connector" DROP COLUMN "enrolment_token_key_id"');
    await runner.query('ALTER TABLE "connector" DROP COLUMN "enrolment_token_adds"');
    await runner.query('DROP INDEX "public"."connector_key_in_force"');
    await runner.query('DROP TABLE "connector_key"');
  }
}
