import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Initial1795322230328 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "access_flow" ("id" uuid NOT NULL, "name" text NOT NULL, "name_key" text NOT NULL, "active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL, "deleted_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_028d3451488e7d353d9ce5f2ab9" PRIMARY KEY ("id"))',
    );
    await runner.query(
      'CREATE UNIQUE INDEX "access_flow_name_unique" ON "access_flow"  ("name_key") WHERE deleted_at IS NULL',
    );
    await runner.query(
      'CREATE TABLE "access_flow_version" ("id" uuid NOT NULL, "flow_id" uuid NOT NULL, "version" integer NOT NULL, "name" text NOT NULL, "requesters" jsonb NOT NULL, "targets" jsonb NOT NULL, "approvers" jsonb, "longest_seconds" integer NOT NULL, "justification_required" boolean NOT NULL, "request_timeout_seconds" integer NOT NULL, "allows_forwarding" boolean NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "by_id" uuid NOT NULL, CONSTRAINT "access_flow_version_number" UNIQUE ("flow_id", "version"), CONSTRAINT "access_flow_version_times" CHECK (longest_seconds > 0 AND request_timeout_seconds > 0), CONSTRAINT "PK_d29f9d97a57b66656ef7520281f" PRIMARY KEY ("id"))',
    );
    await runner.query(
      'CREATE TABLE "access_request" ("id" uuid NOT NULL, "requester_id" uuid NOT NULL, "resource_id" uuid NOT NULL, "flow_id" uuid NOT NULL, "flow_version_id" uuid NOT NULL, "permissions" jsonb NOT NULL, "duration_seconds" integer NOT NULL, "reason" text, "state" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "times_out_at" TIMESTAMP WITH TIME ZONE NOT NULL, "decided_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "access_request_duration" CHECK (duration_seconds > 0), CONSTRAINT "access_request_decided" CHECK ((state = \'pending\') = (decided_at IS NULL)), CONSTRAINT "access_request_state" CHECK (state IN (\'pending\', \'approved\', \'denied\', \'cancelled\', \'timed-out\')), CONSTRAINT "PK_a543250cab0b6d2eb3a85593d93" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE INDEX "IDX_b31c5fed12763232b4efa4956c" ON "access_request"  ("resource_id") ');
    await runner.query('CREATE INDEX "access_request_of_person" ON "access_request"  ("requester_id", "created_at") ');
    await runner.query(
      'CREATE INDEX "access_request_due" ON "access_request"  ("times_out_at") WHERE state = \'pending\'',
    );
    await runner.query(
      'CREATE TABLE "approval" ("id" uuid NOT NULL, "request_id" uuid NOT NULL, "approver_id" uuid NOT NULL, "answer" text NOT NULL, "reason" text, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "approval_once" UNIQUE ("request_id", "approver_id"), CONSTRAINT "approval_answer" CHECK (answer IN (\'yes\', \'no\')), CONSTRAINT "PK_97bfd1cd9dff3c1302229da6b5c" PRIMARY KEY ("id"))',
    );
    await runner.query(
      'CREATE TABLE "audit_row" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "actor_kind" text NOT NULL, "actor_id" uuid, "actor_name" text NOT NULL, "action" text NOT NULL, "object_kind" text NOT NULL, "object_id" uuid, "object_name" text NOT NULL, "detail" jsonb NOT NULL DEFAULT \'{}\', "ip" text, CONSTRAINT "PK_97e20816f95570bd32649e031df" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE INDEX "IDX_b27a52d3c90c596375fa0bee1c" ON "audit_row"  ("at") ');
    await runner.query('CREATE INDEX "IDX_abda761f74e5423f819c0ff81a" ON "audit_row"  ("actor_id") ');
    await runner.query('CREATE INDEX "IDX_c930d8a3496554c2bf0fad4093" ON "audit_row"  ("object_id") ');
    await runner.query(
      'CREATE TABLE "account_claim" ("person_id" uuid NOT NULL, "resource_id" uuid NOT NULL, "account" text NOT NULL, "reason" text NOT NULL, "by_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_424374dbf24f9f36a9ae5709545" PRIMARY KEY ("person_id", "resource_id"))',
    );
    await runner.query(
      'CREATE TABLE "integration" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "name" text NOT NULL, "kind" text NOT NULL DEFAULT \'ssh-servers\', "connector_id" uuid NOT NULL, "secret" jsonb NOT NULL, "default_user" text NOT NULL, "servers" jsonb NOT NULL, "user_groups" jsonb NOT NULL DEFAULT \'[]\', "generation" bigint NOT NULL, "secret_fault" jsonb, "last_looked_at" TIMESTAMP WITH TIME ZONE, "looks_wanted" integer NOT NULL DEFAULT \'0\', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "deleted_at" TIMESTAMP WITH TIME ZONE, "gone" boolean NOT NULL DEFAULT false, CONSTRAINT "PK_f348d4694945d9dc4c7049a178a" PRIMARY KEY ("id"))',
    );
    await runner.query(
      'CREATE INDEX "IDX_ede3750b3891efd1fe7d0b89be" ON "integration"  ("connector_id", "generation") ',
    );
    await runner.query(
      'CREATE UNIQUE INDEX "integration_name_unique" ON "integration"  ("name") WHERE deleted_at IS NULL',
    );
    await runner.query(
      'CREATE TABLE "resource" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "integration_id" uuid NOT NULL, "kind" text NOT NULL DEFAULT \'ssh-server\', "name" text NOT NULL, "host" text NOT NULL, "port" integer NOT NULL, "user" text NOT NULL, "tags" jsonb NOT NULL DEFAULT \'{}\', "confirmed_fingerprint" text, "wanted" text NOT NULL DEFAULT \'look\', "generation" bigint NOT NULL, "next_address" jsonb, "clearing" boolean NOT NULL DEFAULT false, "leaving" boolean NOT NULL DEFAULT false, "gone" boolean NOT NULL DEFAULT false, "state" text NOT NULL DEFAULT \'unknown\', "faults" jsonb NOT NULL DEFAULT \'[]\', "warnings" jsonb NOT NULL DEFAULT \'[]\', "host_keys" jsonb NOT NULL DEFAULT \'[]\', "missing_groups" jsonb NOT NULL DEFAULT \'[]\', "would_write" jsonb NOT NULL DEFAULT \'[]\', "sshd_version" text, "script_version" text, "clock_skew_seconds" double precision, "last_looked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "resource_port" CHECK (port BETWEEN 1 AND 65535), CONSTRAINT "resource_wanted" CHECK (wanted IN (\'look\', \'set-up\', \'removed\')), CONSTRAINT "PK_e2894a5867e06ae2e8889f1173f" PRIMARY KEY ("id"))',
    );
    await runner.query(
      'CREATE INDEX "IDX_b856556af1e0215e1b26bdd977" ON "resource"  ("integration_id", "generation") ',
    );
    await runner.query(
      'CREATE UNIQUE INDEX "resource_name_unique" ON "resource"  ("integration_id", "name") WHERE NOT gone',
    );
    await runner.query(
      'CREATE TABLE "certificate" ("serial" text NOT NULL, "grant_id" uuid NOT NULL, "key_number" integer NOT NULL, "line" text NOT NULL, "authority" text NOT NULL, "valid_after" TIMESTAMP WITH TIME ZONE NOT NULL, "valid_before" TIMESTAMP WITH TIME ZONE NOT NULL, "issued_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_088cd8b7854860bc8669b6898e1" PRIMARY KEY ("serial"))',
    );
    await runner.query('CREATE INDEX "IDX_aeadab0747d359015cd7a51c86" ON "certificate"  ("grant_id", "issued_at") ');
    await runner.query(
      'CREATE TABLE "sign_call" ("id" uuid NOT NULL, "connector_id" uuid NOT NULL, "grant_id" uuid NOT NULL, "key_number" integer NOT NULL, "public_key" text NOT NULL, "generation" bigint NOT NULL, "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL, "link_id" uuid, "certificate" text, "fault" jsonb, CONSTRAINT "PK_d2afb7b22ad0f0cf0dbcd1e980a" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE INDEX "IDX_b627dcffbb58e30f93a2ee3ac6" ON "sign_call"  ("connector_id") ');
    await runner.query(
      'CREATE TABLE "connector_instance" ("id" uuid NOT NULL, "connector_id" uuid NOT NULL, "instance_id" uuid NOT NULL, "version" text NOT NULL, "clock_skew_seconds" double precision NOT NULL, "user_ca_keys" jsonb NOT NULL DEFAULT \'[]\', "connected_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_f024bdaac27f8e1b3aabfb9cd49" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE INDEX "IDX_682cbba29f4acea0c7830edfcc" ON "connector_instance"  ("connector_id") ');
    await runner.query(
      'CREATE TABLE "connector" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "name" text NOT NULL, "public_key" text, "generation" bigint NOT NULL DEFAULT \'0\', "complete_below" bigint NOT NULL DEFAULT \'0\', "version" text, "last_seen_at" TIMESTAMP WITH TIME ZONE, "user_ca_keys" jsonb NOT NULL DEFAULT \'[]\', "enrolment_token_hash" text, "enrolment_token_until" TIMESTAMP WITH TIME ZONE, "enrolment_token_used" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "deleted_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_6c5a19153f8f3074f2836a2b082" PRIMARY KEY ("id"))',
    );
    await runner.query(
      'CREATE UNIQUE INDEX "IDX_050080232529cddbc68fdee3f5" ON "connector"  ("enrolment_token_hash") ',
    );
    await runner.query('CREATE UNIQUE INDEX "connector_name_unique" ON "connector"  ("name") WHERE deleted_at IS NULL');
    await runner.query(
      'CREATE TABLE "access_grant" ("id" uuid NOT NULL, "request_id" uuid NOT NULL, "person_id" uuid NOT NULL, "resource_id" uuid NOT NULL, "connector_id" uuid NOT NULL, "flow_version_id" uuid NOT NULL, "account" text NOT NULL, "adopt" boolean NOT NULL, "permissions" jsonb NOT NULL, "groups" jsonb NOT NULL, "extensions" jsonb NOT NULL, "state" text NOT NULL, "cause" text, "from_at" TIMESTAMP WITH TIME ZONE NOT NULL, "until_at" TIMESTAMP WITH TIME ZONE NOT NULL, "active_at" TIMESTAMP WITH TIME ZONE, "ending_at" TIMESTAMP WITH TIME ZONE, "proved_at" TIMESTAMP WITH TIME ZONE, "key_number" integer NOT NULL DEFAULT \'1\', "generation" bigint NOT NULL, "start_generation" bigint NOT NULL, "end_generation" bigint, "fault" jsonb, "retry_at" TIMESTAMP WITH TIME ZONE, "written_off_at" TIMESTAMP WITH TIME ZONE, "written_off_by_id" uuid, "written_off_reason" text, CONSTRAINT "access_grant_times" CHECK (from_at < until_at), CONSTRAINT "access_grant_end_is_ordered" CHECK ((end_generation IS NULL) = (state IN (\'granting\', \'active\'))), CONSTRAINT "access_grant_ended_is_proved" CHECK (state <> \'ended\' OR proved_at IS NOT NULL), CONSTRAINT "access_grant_cause_at_end" CHECK ((cause IS NOT NULL) = (state IN (\'ending\', \'ended\'))), CONSTRAINT "access_grant_cause" CHECK ((cause IN (\'expired\', \'given-back\', \'revoked\')) IS NOT FALSE), CONSTRAINT "access_grant_state" CHECK (state IN (\'granting\', \'active\', \'ending\', \'ended\', \'failed\')), CONSTRAINT "PK_2c12ba789e7748324e87e103a41" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE UNIQUE INDEX "access_grant_request" ON "access_grant"  ("request_id") ');
    await runner.query('CREATE INDEX "IDX_b75201e79bd16671a5f00f6062" ON "access_grant"  ("resource_id", "state") ');
    await runner.query('CREATE INDEX "access_grant_ordered" ON "access_grant"  ("connector_id", "generation") ');
    await runner.query('CREATE INDEX "access_grant_of_person" ON "access_grant"  ("person_id", "state") ');
    await runner.query(
      'CREATE INDEX "access_grant_debt" ON "access_grant"  ("resource_id") WHERE state IN (\'ending\', \'failed\') AND proved_at IS NULL',
    );
    await runner.query(
      'CREATE INDEX "access_grant_due" ON "access_grant"  ("until_at") WHERE state IN (\'granting\', \'active\')',
    );
    await runner.query(
      'CREATE TABLE "grant_key" ("grant_id" uuid NOT NULL, "number" integer NOT NULL, "public_key" text NOT NULL, "fingerprint" text NOT NULL, "bound_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "grant_key_counts" CHECK (number BETWEEN 1 AND 1000000), CONSTRAINT "PK_6180febb39d7a4dba322487230d" PRIMARY KEY ("grant_id", "number"))',
    );
    await runner.query(
      'CREATE TABLE "receipt" ("id" uuid NOT NULL, "connector_id" uuid NOT NULL, "resource_id" uuid NOT NULL, "generation" bigint NOT NULL, "read_at" TIMESTAMP WITH TIME ZONE NOT NULL, "stored_at" TIMESTAMP WITH TIME ZONE NOT NULL, "payload" text NOT NULL, "signature" text NOT NULL, CONSTRAINT "PK_b4b9ec7d164235fbba023da9832" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE INDEX "IDX_effcae130df31eb088c433fec7" ON "receipt"  ("resource_id", "read_at") ');
    await runner.query(
      'CREATE TABLE "standing_finding" ("resource_id" uuid NOT NULL, "account" text NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "found_at" TIMESTAMP WITH TIME ZONE NOT NULL, "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_09fd4a5ead3e5c462d90edaa83b" PRIMARY KEY ("resource_id", "account", "kind", "name"))',
    );
    await runner.query(
      'CREATE TABLE "installation" ("singleton" boolean NOT NULL DEFAULT true, "id" uuid NOT NULL, "name" text NOT NULL, "first_administrator_token_hash" bytea, CONSTRAINT "installation_single" CHECK (singleton), CONSTRAINT "PK_573d1dd9f210243e9aed26d9440" PRIMARY KEY ("singleton"))',
    );
    await runner.query(
      'CREATE TABLE "password" ("person_id" uuid NOT NULL, "hash" text NOT NULL, CONSTRAINT "PK_241a36ae281977bc0aefe6d8d2f" PRIMARY KEY ("person_id"))',
    );
    await runner.query(
      'CREATE TABLE "person" ("id" uuid NOT NULL, "issuer" text NOT NULL, "subject" text NOT NULL, "display_name" text NOT NULL, "email" text, "email_key" text, "account_name" text NOT NULL, "role" text NOT NULL, "disabled" boolean NOT NULL DEFAULT false, "manager_id" uuid, "attributes" jsonb NOT NULL DEFAULT \'{}\', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "person_identity" UNIQUE ("issuer", "subject"), CONSTRAINT "person_account_name" CHECK (account_name ~ \'^[a-z_][a-z0-9_-]{0,31}$\'), CONSTRAINT "person_role" CHECK (role IN (\'administrator\', \'member\')), CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE UNIQUE INDEX "person_email_key" ON "person"  ("email_key") ');
    await runner.query('CREATE UNIQUE INDEX "person_account_name_key" ON "person"  ("account_name") ');
    await runner.query(
      'CREATE TABLE "session" ("id" uuid NOT NULL, "token_hash" bytea NOT NULL, "person_id" uuid NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_f55da76ac1c3ac420f444d2ff11" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE UNIQUE INDEX "session_token_hash" ON "session"  ("token_hash") ');
    await runner.query('CREATE INDEX "IDX_5c6e00902a1344d01a8d90f33c" ON "session"  ("person_id") ');
    await runner.query(
      'CREATE TABLE "team" ("id" uuid NOT NULL, "name" text NOT NULL, "name_key" text NOT NULL, "description" text NOT NULL DEFAULT \'\', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_f57d8293406df4af348402e4b74" PRIMARY KEY ("id"))',
    );
    await runner.query('CREATE UNIQUE INDEX "team_name_key" ON "team"  ("name_key") ');
    await runner.query(
      'CREATE TABLE "team_member" ("team_id" uuid NOT NULL, "person_id" uuid NOT NULL, CONSTRAINT "PK_8aad0626cc79e7f4fac9d178acd" PRIMARY KEY ("team_id", "person_id"))',
    );
    await runner.query('CREATE INDEX "IDX_9281d7315475282bd402f63b9f" ON "team_member"  ("person_id") ');
    await runner.query(
      'ALTER TABLE "access_flow_version" ADD CONSTRAINT "FK_563eddee198377f35c948f3f480" FOREIGN KEY ("flow_id") REFERENCES "access_flow"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_flow_version" ADD CONSTRAINT "FK_8015008b8f9c1e3d8d6d98c55d7" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_request" ADD CONSTRAINT "FK_f3f88e3550b9a6db8c1f0c3879e" FOREIGN KEY ("requester_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_request" ADD CONSTRAINT "FK_b31c5fed12763232b4efa4956cc" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_request" ADD CONSTRAINT "FK_f1f4557fdef2e70eb278238d701" FOREIGN KEY ("flow_version_id") REFERENCES "access_flow_version"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "approval" ADD CONSTRAINT "FK_7ec7f6581285148e265d3415327" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "approval" ADD CONSTRAINT "FK_7d43cdd6411b564561f24378031" FOREIGN KEY ("approver_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "account_claim" ADD CONSTRAINT "FK_69a08c7b7d095ba27d7b818d0f7" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "account_claim" ADD CONSTRAINT "FK_9dd0bc733115f336d87997b842a" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "integration" ADD CONSTRAINT "FK_fb83029ab6b3b95bf797cd0f6f0" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "resource" ADD CONSTRAINT "FK_e77814a13902ab56b14c65808a9" FOREIGN KEY ("integration_id") REFERENCES "integration"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "certificate" ADD CONSTRAINT "FK_1ca58dc1c48ffe8ec1e975c8f89" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "sign_call" ADD CONSTRAINT "FK_b627dcffbb58e30f93a2ee3ac64" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "connector_instance" ADD CONSTRAINT "FK_682cbba29f4acea0c7830edfcc7" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_grant" ADD CONSTRAINT "FK_f033e6cd69c76ede94a2a26ef6d" FOREIGN KEY ("request_id") REFERENCES "access_request"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_grant" ADD CONSTRAINT "FK_539e11324ee24ad650b85f8cfce" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_grant" ADD CONSTRAINT "FK_c4624690bd0104acb3d11f88740" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_grant" ADD CONSTRAINT "FK_cbf9893d1c15026eaf2a4c2f126" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "access_grant" ADD CONSTRAINT "FK_aa406e5c88fcae368de9e48dc40" FOREIGN KEY ("flow_version_id") REFERENCES "access_flow_version"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "grant_key" ADD CONSTRAINT "FK_988477c84beebae244d36dbaca3" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "receipt" ADD CONSTRAINT "FK_ae4e8b96e0e348a7dcd487673d8" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "receipt" ADD CONSTRAINT "FK_7c2b2a940a3b650faa5836c4091" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "standing_finding" ADD CONSTRAINT "FK_d514acd64995bc3136d28f4b6d9" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "password" ADD CONSTRAINT "FK_241a36ae281977bc0aefe6d8d2f" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "person" ADD CONSTRAINT "FK_52805351546c5fbcecb95df520f" FOREIGN KEY ("manager_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "session" ADD CONSTRAINT "FK_5c6e00902a1344d01a8d90f33cf" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "team_member" ADD CONSTRAINT "FK_a1b5b4f5fa1b7f890d0a278748b" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "team_member" ADD CONSTRAINT "FK_9281d7315475282bd402f63b9f0" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "team_member" DROP CONSTRAINT "FK_9281d7315475282bd402f63b9f0"');
    await runner.query('ALTER TABLE "team_member" DROP CONSTRAINT "FK_a1b5b4f5fa1b7f890d0a278748b"');
    await runner.query('ALTER TABLE "session" DROP CONSTRAINT "FK_5c6e00902a1344d01a8d90f33cf"');
    await runner.query('ALTER TABLE "person" DROP CONSTRAINT "FK_52805351546c5fbcecb95df520f"');
    await runner.query('ALTER TABLE "password" DROP CONSTRAINT "FK_241a36ae281977bc0aefe6d8d2f"');
    await runner.query('ALTER TABLE "standing_finding" DROP CONSTRAINT "FK_d514acd64995bc3136d28f4b6d9"');
    await runner.query('ALTER TABLE "receipt" DROP CONSTRAINT "FK_7c2b2a940a3b650faa5836c4091"');
    await runner.query('ALTER TABLE "receipt" DROP CONSTRAINT "FK_ae4e8b96e0e348a7dcd487673d8"');
    await runner.query('ALTER TABLE "grant_key" DROP CONSTRAINT "FK_988477c84beebae244d36dbaca3"');
    await runner.query('ALTER TABLE "access_grant" DROP CONSTRAINT "FK_aa406e5c88fcae368de9e48dc40"');
    await runner.query('ALTER TABLE "access_grant" DROP CONSTRAINT "FK_cbf9893d1c15026eaf2a4c2f126"');
    await runner.query('ALTER TABLE "access_grant" DROP CONSTRAINT "FK_c4624690bd0104acb3d11f88740"');
    await runner.query('ALTER TABLE "access_grant" DROP CONSTRAINT "FK_539e11324ee24ad650b85f8cfce"');
    await runner.query('ALTER TABLE "access_grant" DROP CONSTRAINT "FK_f033e6cd69c76ede94a2a26ef6d"');
    await runner.query('ALTER TABLE "connector_instance" DROP CONSTRAINT "FK_682cbba29f4acea0c7830edfcc7"');
    await runner.query('ALTER TABLE "sign_call" DROP CONSTRAINT "FK_b627dcffbb58e30f93a2ee3ac64"');
    await runner.query('ALTER TABLE "certificate" DROP CONSTRAINT "FK_1ca58dc1c48ffe8ec1e975c8f89"');
    await runner.query('ALTER TABLE "resource" DROP CONSTRAINT "FK_e77814a13902ab56b14c65808a9"');
    await runner.query('ALTER TABLE "integration" DROP CONSTRAINT "FK_fb83029ab6b3b95bf797cd0f6f0"');
    await runner.query('ALTER TABLE "account_claim" DROP CONSTRAINT "FK_9dd0bc733115f336d87997b842a"');
    await runner.query('ALTER TABLE "account_claim" DROP CONSTRAINT "FK_69a08c7b7d095ba27d7b818d0f7"');
    await runner.query('ALTER TABLE "approval" DROP CONSTRAINT "FK_7d43cdd6411b564561f24378031"');
    await runner.query('ALTER TABLE "approval" DROP CONSTRAINT "FK_7ec7f6581285148e265d3415327"');
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "FK_f1f4557fdef2e70eb278238d701"');
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "FK_b31c5fed12763232b4efa4956cc"');
    await runner.query('ALTER TABLE "access_request" DROP CONSTRAINT "FK_f3f88e3550b9a6db8c1f0c3879e"');
    await runner.query('ALTER TABLE "access_flow_version" DROP CONSTRAINT "FK_8015008b8f9c1e3d8d6d98c55d7"');
    await runner.query('ALTER TABLE "access_flow_version" DROP CONSTRAINT "FK_563eddee198377f35c948f3f480"');
    await runner.query('DROP INDEX "public"."IDX_9281d7315475282bd402f63b9f"');
    await runner.query('DROP TABLE "team_member"');
    await runner.query('DROP INDEX "public"."team_name_key"');
    await runner.query('DROP TABLE "team"');
    await runner.query('DROP INDEX "public"."IDX_5c6e00902a1344d01a8d90f33c"');
    await runner.query('DROP INDEX "public"."session_token_hash"');
    await runner.query('DROP TABLE "session"');
    await runner.query('DROP INDEX "public"."person_account_name_key"');
    await runner.query('DROP INDEX "public"."person_email_key"');
    await runner.query('DROP TABLE "person"');
    await runner.query('DROP TABLE "password"');
    await runner.query('DROP TABLE "installation"');
    await runner.query('DROP TABLE "standing_finding"');
    await runner.query('DROP INDEX "public"."IDX_effcae130df31eb088c433fec7"');
    await runner.query('DROP TABLE "receipt"');
    await runner.query('DROP TABLE "grant_key"');
    await runner.query('DROP INDEX "public"."access_grant_due"');
    await runner.query('DROP INDEX "public"."access_grant_debt"');
    await runner.query('DROP INDEX "public"."access_grant_of_person"');
    await runner.query('DROP INDEX "public"."access_grant_ordered"');
    await runner.query('DROP INDEX "public"."IDX_b75201e79bd16671a5f00f6062"');
    await runner.query('DROP INDEX "public"."access_grant_request"');
    await runner.query('DROP TABLE "access_grant"');
    await runner.query('DROP INDEX "public"."connector_name_unique"');
    await runner.query('DROP INDEX "public"."IDX_050080232529cddbc68fdee3f5"');
    await runner.query('DROP TABLE "connector"');
    await runner.query('DROP INDEX "public"."IDX_682cbba29f4acea0c7830edfcc"');
    await runner.query('DROP TABLE "connector_instance"');
    await runner.query('DROP INDEX "public"."IDX_b627dcffbb58e30f93a2ee3ac6"');
    await runner.query('DROP TABLE "sign_call"');
    await runner.query('DROP INDEX "public"."IDX_aeadab0747d359015cd7a51c86"');
    await runner.query('DROP TABLE "certificate"');
    await runner.query('DROP INDEX "public"."resource_name_unique"');
    await runner.query('DROP INDEX "public"."IDX_b856556af1e0215e1b26bdd977"');
    await runner.query('DROP TABLE "resource"');
    await runner.query('DROP INDEX "public"."integration_name_unique"');
    await runner.query('DROP INDEX "public"."IDX_ede3750b3891efd1fe7d0b89be"');
    await runner.query('DROP TABLE "integration"');
    await runner.query('DROP TABLE "account_claim"');
    await runner.query('DROP INDEX "public"."IDX_c930d8a3496554c2bf0fad4093"');
    await runner.query('DROP INDEX "public"."IDX_abda761f74e5423f819c0ff81a"');
    await runner.query('DROP INDEX "public"."IDX_b27a52d3c90c596375fa0bee1c"');
    await runner.query('DROP TABLE "audit_row"');
    await runner.query('DROP TABLE "approval"');
    await runner.query('DROP INDEX "public"."access_request_due"');
    await runner.query('DROP INDEX "public"."access_request_of_person"');
    await runner.query('DROP INDEX "public"."IDX_b31c5fed12763232b4efa4956c"');
    await runner.query('DROP TABLE "access_request"');
    await runner.query('DROP TABLE "access_flow_version"');
    await runner.query('DROP INDEX "public"."access_flow_name_unique"');
    await runner.query('DROP TABLE "access_flow"');
  }
}
