import type { MigrationInterface, QueryRunner } from 'typeorm';
import { down, up } from './hand-written/shift-overrides.js';

export class ShiftsAndBundles1795652629743 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "bundle" ("id" uuid NOT NULL, "name" text NOT NULL, "name_key" text NOT NULL, "description" text NOT NULL DEFAULT \'\', "targets" jsonb NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "bundle_targets" CHECK (jsonb_typeof(targets) = \'array\' AND targets <> \'[]\'), CONSTRAINT "PK_637e3f87e837d6532109c198dea" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE UNIQUE INDEX "bundle_name_key" ON "bundle"  ("name_key") ');
    await runner.query(
      'CREATE TABLE "shift" ("id" uuid NOT NULL, "name" text NOT NULL, "name_key" text NOT NULL, "length_count" integer NOT NULL, "length_unit" text NOT NULL, "time_zone" text NOT NULL, "start_date" text NOT NULL, "handover_time" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "shift_time_zone" CHECK (time_zone ~ \'^[A-Za-z][A-Za-z0-9_+/-]{0,63}$\'), CONSTRAINT "shift_handover_time" CHECK (handover_time ~ \'^([01][0-9]|2[0-3]):[0-5][0-9]$\'), CONSTRAINT "shift_start_date" CHECK (start_date ~ \'^2[01][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$\'), CONSTRAINT "shift_length" CHECK (length_count BETWEEN 1 AND 1000 AND length_unit IN (\'hours\', \'days\', \'weeks\')), CONSTRAINT "PK_53071a6485a1e9dc75ec3db54b9" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE UNIQUE INDEX "shift_name_key" ON "shift"  ("name_key") ');
    await runner.query(
      'CREATE TABLE "shift_person" ("shift_id" uuid NOT NULL, "position" integer NOT NULL, "person_id" uuid NOT NULL, CONSTRAINT "shift_person_once" UNIQUE ("shift_id", "person_id"), CONSTRAINT "shift_person_position" CHECK (position >= 0), CONSTRAINT "PK_ca22ea58e711b8bcf31173a8047" PRIMARY KEY ("shift_id", "position"))',
    );
    await runner.query(
      'CREATE TABLE "shift_override" ("id" uuid NOT NULL, "shift_id" uuid NOT NULL, "from_at" TIMESTAMP WITH TIME ZONE NOT NULL, "until_at" TIMESTAMP WITH TIME ZONE NOT NULL, "person_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "by_id" uuid NOT NULL, CONSTRAINT "shift_override_times" CHECK (from_at < until_at), CONSTRAINT "PK_b124baadf1c9644d5d434fd4d96" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE INDEX "shift_override_until" ON "shift_override"  ("shift_id", "until_at") ');
    await runner.query(
      'ALTER TABLE "shift_person" ADD CONSTRAINT "FK_616be2d578f5fa26b42f8a52715" FOREIGN KEY ("shift_id") REFERENCES "shift"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "shift_person" ADD CONSTRAINT "FK_409ffbf141cefe590d17140d750" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "shift_override" ADD CONSTRAINT "FK_6145a489ae0ce4a24abc420aaa9" FOREIGN KEY ("shift_id") REFERENCES "shift"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "shift_override" ADD CONSTRAINT "FK_4afdaf079e0453660b62886c8d0" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "shift_override" ADD CONSTRAINT "FK_d4497b78e5d1b2e1e1bfda46997" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
    await runner.query('ALTER TABLE "shift_override" DROP CONSTRAINT "FK_d4497b78e5d1b2e1e1bfda46997"');
    await runner.query('ALTER TABLE "shift_override" DROP CONSTRAINT "FK_4afdaf079e0453660b62886c8d0"');
    await runner.query('ALTER TABLE "shift_override" DROP CONSTRAINT "FK_6145a489ae0ce4a24abc420aaa9"');
    await runner.query('ALTER TABLE "shift_person" DROP CONSTRAINT "FK_409ffbf141cefe590d17140d750"');
    await runner.query('ALTER TABLE "shift_person" DROP CONSTRAINT "FK_616be2d578f5fa26b42f8a52715"');
    await runner.query('DROP INDEX "public"."shift_override_until"');
    await runner.query('DROP TABLE "shift_override"');
    await runner.query('DROP TABLE "shift_person"');
    await runner.query('DROP INDEX "public"."shift_name_key"');
    await runner.query('DROP TABLE "shift"');
    await runner.query('DROP INDEX "public"."bundle_name_key"');
    await runner.query('DROP TABLE "bundle"');
  }
}
