import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as reviews from './hand-written/break-glass-reviews.js';

/** Reviews of access that was taken in an emergency. */
export class BreakGlassReviews1795658177680 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "break_glass_review" ("request_id" uuid NOT NULL, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, "closed_at" TIMESTAMP WITH TIME ZONE, "closed_by_id" uuid, "comment" text, CONSTRAINT "break_glass_review_closed" CHECK ((closed_at IS NULL) = (closed_by_id IS NULL) AND (closed_at IS NULL) = (comment IS NULL)), CONSTRAINT "PK_b6b9dcbf3b70ebbe89ccfa38d94" PRIMARY KEY ("request_id"))',
    );
    await runner.query(
      'CREATE INDEX "break_glass_review_open" ON "break_glass_review"  ("due_at") WHERE closed_at IS NULL',
    );
    await runner.query(
      'ALTER TABLE "break_glass_review" ADD CONSTRAINT "FK_b6b9dcbf3b70ebbe89ccfa38d94" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "break_glass_review" ADD CONSTRAINT "FK_310217786645f6e299c3204578d" FOREIGN KEY ("closed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    for (const statement of reviews.up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of reviews.down) await runner.query(statement);
    await runner.query('ALTER TABLE "break_glass_review" DROP CONSTRAINT "FK_310217786645f6e299c3204578d"');
    await runner.query('ALTER TABLE "break_glass_review" DROP CONSTRAINT "FK_b6b9dcbf3b70ebbe89ccfa38d94"');
    await runner.query('DROP INDEX "public"."break_glass_review_open"');
    await runner.query('DROP TABLE "break_glass_review"');
  }
}
