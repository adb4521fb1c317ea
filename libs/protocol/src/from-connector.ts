import { Type } from 'class-transformer';
import {
  ArrayMaxSize, IsArray, IsBase64, IsBoolean, IsIn, IsInt, IsISO8601, IsNumber, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested,
} from 'class-validator'; // prettier-ignore
import { FAULT_CODES, type FaultCode } from '#access/fault-codes.js';
import type { ConnectorId, GrantId, IntegrationId, ReceiptId, ResourceId } from '#access/ids.js';
import { EXTENSIONS } from './order.js';

/** A fault as it crosses the link: message and hint for the person, detail for the log. */
export class FaultReport {
  @IsIn(Object.keys(FAULT_CODES)) code: FaultCode;
  @IsString() @MaxLength(2000) message: string;
  @IsOptional() @IsString() @MaxLength(2000) hint?: string;
  @IsOptional() @IsString() @MaxLength(4000) detail?: string;
}

export class Hello {
  @IsIn(['hello']) type: 'hello';
  @IsUUID() connectorId: ConnectorId;
  /** Made anew by each start of a connector process. */
  @IsUUID() instanceId: string;
  @IsString() @MaxLength(50) version: string;
  @IsInt() protocol: number;
  /** The generation in the connector's journal; null: it holds none. */
  @IsOptional() @IsInt() @Min(0) generation: number | null;
  @IsISO8601() clockIso: string;
  /** Its user CA public keys, so that administrators can see what servers will trust. */
  @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(16_384, { each: true }) userCaKeys: string[];
  /** Digest of its ceiling, which all instances of a connector must have in common. Absent: it tells none. Since protocol 4. */
  @IsOptional() @IsString() @MaxLength(100) ceiling?: string;
  /** Ed25519 over linkSignatureBytes. */
  @IsBase64() @MaxLength(200) signature: string;
}

/** The order is in the connector's journal. */
export class Taken {
  @IsIn(['taken']) type: 'taken';
  @IsInt() @Min(0) generation: number;
}

export class Signed {
  @IsIn(['signed']) type: 'signed';
  @IsUUID() callId: string;
  @IsString() @MaxLength(32_768) certificate: string;
}

export class SignRefused {
  @IsIn(['sign-refused']) type: 'sign-refused';
  @IsUUID() callId: string;
  @ValidateNested() @Type(() => FaultReport) fault: FaultReport;
}

export class OfferedHostKey {
  @IsString() @MaxLength(100) type: string;
  /** `SHA256:…` */
  @IsString() @MaxLength(100) fingerprint: string;
  /** `ssh-ed25519 AAAA…` */
  @IsString() @MaxLength(16_384) key: string;
}

export class PlannedWrite {
  @IsString() @MaxLength(500) path: string;
  @IsString() @MaxLength(20) mode: string;
  @IsString() @MaxLength(500) purpose: string;
  @IsOptional() @IsString() @MaxLength(8000) content: string | null;
}

export const SERVER_STATES = [
  'unknown', 'unconfirmed', 'ready-for-set-up', 'active', 'amber', 'failing', 'removed',
] as const; // prettier-ignore
export type ServerState = (typeof SERVER_STATES)[number];

/** `full-sudo`: sudo runs anything for the login. `helper`: the installed curfew-host alone. */
export const SUDO_MODES = ['full-sudo', 'helper'] as const;
export type SudoMode = (typeof SUDO_MODES)[number];

/** What the connector found on one server. Sent when it changes and after each look. */
export class ServerReport {
  @IsIn(['server-report']) type: 'server-report';
  @IsUUID() serverId: ResourceId;
  @IsIn(SERVER_STATES) state: ServerState;
  @IsISO8601() lookedAtIso: string;
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => FaultReport) faults: FaultReport[];
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(2000, { each: true }) warnings: string[];
  @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => OfferedHostKey) hostKeys: OfferedHostKey[];
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) missingGroups: string[];
  @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => PlannedWrite) wouldWrite: PlannedWrite[];
  @IsOptional() @IsString() @MaxLength(200) sshdVersion: string | null;
  @IsOptional() @IsString() @MaxLength(50) scriptVersion: string | null;
  /** null or absent: not known (yet). */
  @IsOptional() @IsIn(SUDO_MODES) sudoMode?: SudoMode | null;
  /** The login has a sudoers line for the installed curfew-host, so that it needs no other. */
  @IsOptional() @IsBoolean() helperReady?: boolean;
  @IsOptional() @IsNumber() clockSkewSeconds: number | null;
}

/** What the connector found out about an integration's secret; `fault` null: the key was read. */
export class IntegrationReport {
  @IsIn(['integration-report']) type: 'integration-report';
  @IsUUID() integrationId: IntegrationId;
  @IsISO8601() lookedAtIso: string;
  @IsOptional() @ValidateNested() @Type(() => FaultReport) fault: FaultReport | null;
}

/** Why a grant could not be added or removed. `final`: adding it will not be tried again. */
export class GrantFault {
  @IsIn(['grant-fault']) type: 'grant-fault';
  @IsUUID() grantId: GrantId;
  @IsUUID() serverId: ResourceId;
  @ValidateNested() @Type(() => FaultReport) fault: FaultReport;
  @IsIn([true, false]) final: boolean;
  /** The number of the extension with which the grant was ordered then. Absent: none. Since protocol 6. */
  @IsOptional() @IsInt() @Min(1) @Max(EXTENSIONS.most) extended?: number;
  @IsOptional() @IsISO8601() retryAtIso: string | null;
}

export class Receipt {
  @IsIn(['receipt']) type: 'receipt';
  @IsUUID() receiptId: ReceiptId;
  /** The exact JSON text of a ReceiptPayload. */
  @IsString() @MaxLength(1_000_000) payload: string;
  /** Ed25519 over receiptSignatureBytes(payload), base64. */
  @IsBase64() @MaxLength(200) signature: string;
}

/** The answer to a question for the time. */
export class ClockTold {
  @IsIn(['clock']) type: 'clock';
  @IsInt() @Min(0) question: number;
  /** The time that it goes by: never less than the highest that it has seen. */
  @IsISO8601() clockIso: string;
  /** What the clock of its machine shows. */
  @IsISO8601() machineIso: string;
}

/** Every message that a connector sends, by its `type`. */
export const FROM_CONNECTOR = {
  hello: Hello,
  taken: Taken,
  signed: Signed,
  'sign-refused': SignRefused,
  'server-report': ServerReport,
  'integration-report': IntegrationReport,
  'grant-fault': GrantFault,
  receipt: Receipt,
  clock: ClockTold,
} as const;

export type FromConnector =
  | Hello | Taken | Signed | SignRefused | ServerReport | IntegrationReport | GrantFault | Receipt | ClockTold; // prettier-ignore
