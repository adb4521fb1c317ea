import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, Matches, ValidateNested } from 'class-validator';
import { SERVER_STATES, type ServerState, SUDO_MODES, type SudoMode } from '#protocol/from-connector.js';
import { SERVER_WANTED } from '#protocol/order.js';
import { PersonSummary } from '../identity/person.view.js';
import { FaultView } from '../http/fault.view.js';
import { IdField, IdListField, Line, OneOf } from '../http/fields.js';
import { PageOf, PageQuery } from '../http/page.js';
import { SERVER_FILTERS, type ServerFilter } from './server-filters.js';

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
const FINGERPRINT_MESSAGE = { message: 'must be a fingerprint: SHA256: and 43 characters' };

export class ServersQuery extends PageQuery {
  @Line(400, { optional: true, description: '`key` or `key=value`' }) tag?: string;
  @OneOf(SERVER_FILTERS, 'ServerFilter', { optional: true, description: 'Only those of this kind' })
  only?: ServerFilter;
}

export class SeenHostKey {
  @IdField() id: string;
  @Line(60) @Matches(FINGERPRINT, FINGERPRINT_MESSAGE) fingerprint: string;
}

/** Servers, each with the fingerprint of its host key as the administrator saw it. */
export class ServersWithHostKeys {
  @ApiProperty({ type: [SeenHostKey], maxItems: 1_000 })
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => SeenHostKey)
  servers: SeenHostKey[];
}

export class RemoveFromServers {
  @IdListField(10_000, { optional: true, description: 'Absent: all servers of the integration' }) serverIds?: string[];
}

export class ConfirmHostKey {
  @Line(60) @Matches(FINGERPRINT, FINGERPRINT_MESSAGE) fingerprint: string;
  @Line(60, { nullable: true, description: 'The fingerprint that counted so far; null: none' }) replaces: string | null;
}

export class WriteOffReason {
  @Line(1_000) reason: string;
}

export class WrittenOffView {
  @ApiProperty({ type: 'integer', description: 'Grants that were written off' }) writtenOff: number;
}

export class AccountClaimReason {
  @Line(1_000) reason: string;
}

export class HostKeyView {
  @ApiProperty() type: string;
  @ApiProperty() fingerprint: string;
  @ApiProperty() key: string;
}

export class PlannedWriteView {
  @ApiProperty() path: string;
  @ApiProperty() mode: string;
  @ApiProperty() purpose: string;
  @ApiProperty({ type: String, nullable: true }) content: string | null;
}

export class ServerView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) integrationId: string;
  @ApiProperty() name: string;
  @ApiProperty() host: string;
  @ApiProperty({ type: 'integer' }) port: number;
  @ApiProperty({ description: 'Login of the connector' }) user: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) tags: Record<string, string>;
  @ApiProperty({ enum: [...SERVER_STATES], enumName: 'ServerState' }) state: ServerState;
  @ApiProperty({ type: [FaultView] }) faults: FaultView[];
  @ApiProperty({ type: [String] }) warnings: string[];
  @ApiProperty({ type: [HostKeyView], description: 'What the server last showed' }) hostKeys: HostKeyView[];
  @ApiProperty({ type: String, nullable: true }) confirmedFingerprint: string | null;
  @ApiProperty({ enum: [...SERVER_WANTED], enumName: 'ServerWanted' }) wanted: (typeof SERVER_WANTED)[number];
  @ApiProperty({ type: [PlannedWriteView] }) wouldWrite: PlannedWriteView[];
  @ApiProperty({ type: [String] }) missingGroups: string[];
  @ApiProperty({ type: String, nullable: true }) sshdVersion: string | null;
  @ApiProperty({ type: String, nullable: true }) scriptVersion: string | null;
  @ApiProperty({ enum: [...SUDO_MODES], enumName: 'SudoMode', nullable: true, description: 'null: not known yet' })
  sudoMode: SudoMode | null;
  @ApiProperty({ description: 'The login may run the installed curfew-host by a sudoers line of its own' })
  helperReady: boolean;
  @ApiProperty({ type: Number, nullable: true }) clockSkewSeconds: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastLookedAt: string | null;
  @ApiProperty({ description: 'The list does not name it any more' }) gone: boolean;
}

export class ServersPage extends PageOf(ServerView) {}

export class AccountClaimView {
  @ApiProperty({ type: PersonSummary }) person: PersonSummary;
  @ApiProperty({ description: 'The account on the server' }) account: string;
  @ApiProperty({ description: 'The claim counts: the person still has that account name' }) adopted: boolean;
  @ApiProperty() reason: string;
  @ApiProperty({ type: PersonSummary }) by: PersonSummary;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class AccountClaimsView {
  @ApiProperty({ type: [AccountClaimView] }) items: AccountClaimView[];
}
