import { ApiProperty } from '@nestjs/swagger';
import { GRANT_CAUSES, GRANT_STATES, type GrantCause, type GrantState } from '#access/grant.js';
import { STANDING_KINDS, type StandingKind } from '#access/standing-kinds.js';
import { FaultView } from '../http/fault.view.js';
import { PageOf } from '../http/page.js';
import { SudoRoleView } from '../http/sudo-role.view.js';
import { PersonSummary } from '../identity/person.view.js';

export class GrantResource {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() integrationName: string;
  @ApiProperty() host: string;
  @ApiProperty({ type: 'integer' }) port: number;
}

export class WriteOffView {
  @ApiProperty() by: PersonSummary;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

/** How the access may be made longer in place. */
export class GrantExtensionView {
  @ApiProperty({ type: 'integer', description: 'How often it was made longer' }) used: number;
  @ApiProperty({ type: 'integer' }) most: number;
  @ApiProperty({ type: 'integer', description: 'The longest at once' }) longestSeconds: number;
  @ApiProperty({ description: 'Approvers are asked again' }) approvalAgain: boolean;
  @ApiProperty() justificationRequired: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The request for one that waits' })
  requestId: string | null;
}

export class GrantFlow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class GrantAutomatic {
  @ApiProperty() flow: GrantFlow;
  @ApiProperty({ description: 'While what, said to who has it: `you are on call: “SRE”`' }) while: string;
}

export class GrantView {
  @ApiProperty({
    type: GrantAutomatic,
    nullable: true,
    description: 'A flow gives it by itself, and renews it; null: it was asked for',
  })
  automatic: GrantAutomatic | null;
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) requestId: string;
  @ApiProperty({ enum: [...GRANT_STATES], enumName: 'GrantState', description: '`active` and `ended` are proved' })
  state: GrantState;
  @ApiProperty({ enum: [...GRANT_CAUSES], enumName: 'GrantCause', nullable: true, description: 'Why it ends or ended' })
  cause: GrantCause | null;
  @ApiProperty() person: PersonSummary;
  @ApiProperty() resource: GrantResource;
  @ApiProperty({ description: 'The Linux account to log in as' }) account: string;
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({
    type: [SudoRoleView],
    description: 'The sudo roles among the permissions, with exactly the commands that were approved',
  })
  sudoRoles: SudoRoleView[];
  @ApiProperty({ format: 'date-time' }) fromAt: string;
  @ApiProperty({ format: 'date-time' }) untilAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'The end that the server was last read back to hold: `untilAt` itself once it was told that. Another one: there it ends, or has ended, then, until the server is told. null: it has told none',
  })
  provedUntilAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when sessions that run at its end may go on; null: they end with it, or were ended',
  })
  finishUntilAt: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'It has ended, and so many sessions are all that is left of it, by leave of its access flow',
  })
  finishingSessions: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When its end was ordered' })
  endedAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a read-back showed nothing left',
  })
  provedAt: string | null;
  @ApiProperty({ type: FaultView, nullable: true }) fault: FaultView | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) retryAt: string | null;
  @ApiProperty({ description: 'It has ended, its removal is not proved and not written off' }) debt: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when it is access debt' })
  debtSince: string | null;
  @ApiProperty({ type: WriteOffView, nullable: true }) writtenOff: WriteOffView | null;
  @ApiProperty({ type: [String] }) certificateSerials: string[];
  @ApiProperty() mayGiveBack: boolean;
  @ApiProperty() mayRevoke: boolean;
  @ApiProperty({ type: GrantExtensionView, nullable: true, description: 'null: its flow lets nobody make it longer' })
  extension: GrantExtensionView | null;
  @ApiProperty({ description: 'I may ask to make it longer now' }) mayExtend: boolean;
}

export class GrantsPage extends PageOf(GrantView) {}

export class ServerDebtView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: 'integer' }) grants: number;
  @ApiProperty({ format: 'date-time' }) oldestSince: string;
}

export class DebtSummaryView {
  @ApiProperty({ type: 'integer', description: 'Grants that have ended and are not proved gone' }) grants: number;
  @ApiProperty({ type: 'integer', description: 'Those of them that are an alarm by their age' }) overdue: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) oldestSince: string | null;
  @ApiProperty({ type: [ServerDebtView], description: 'The servers on which they are; at most 500' })
  servers: ServerDebtView[];
}

export class StandingFindingServer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class StandingFindingView {
  @ApiProperty() server: StandingFindingServer;
  @ApiProperty() account: string;
  @ApiProperty({ enum: STANDING_KINDS, enumName: 'StandingKind' }) kind: StandingKind;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'date-time', description: 'When it was seen first' }) foundAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it was seen last' }) seenAt: string;
  @ApiProperty({ description: 'A grant runs on the account, so that the server is read again' }) watched: boolean;
}

export class StandingFindingsPage extends PageOf(StandingFindingView) {}
