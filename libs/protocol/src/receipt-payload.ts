import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { SUDO_LIMITS } from '#access/sudo-role.js';
import { OrderedSudoRole } from './sudo-role.js';
import { STANDING_KINDS, type StandingKind } from '#access/standing-kinds.js';
import type { ConnectorId, GrantId, InstallationId, ReceiptId, ResourceId } from '#access/ids.js';

/**
 * Version 2 knows sudo roles, version 3 sessions that may finish, version 4 the end that a server holds; a receipt without any is written
 * as version 1, which an older control plane takes too.
 */
export const RECEIPT_VERSIONS = { plain: 1, withSudo: 2, withFinish: 3, withEnd: 4 } as const;

export class ReceiptGrant {
  @IsUUID() grantId: GrantId;
  @IsIn(['present', 'absent']) state: 'present' | 'absent';
  @IsString() @MaxLength(32) account: string;
  /** Groups that the account was read back to be in, of those of the grant. */
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) groups: string[];
  /** Sudo roles of the grant whose commands sudo on the server was read back to allow. Absent: none. Since version 2. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SUDO_LIMITS.rolesPerGrant)
  @ValidateNested({ each: true })
  @Type(() => OrderedSudoRole)
  sudoRoles?: OrderedSudoRole[];
  /** Of what is present: until when the server itself lets it last. Absent: its script, or the order, is too old for that. Since version 4. */
  @IsOptional() @IsISO8601() untilIso?: string;
  /** What of an ended grant was still found. `absent` and empty: proved gone. */
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) @MaxLength(500, { each: true }) remaining: string[];
  /** true: all that remains are sessions that may finish; everything else of the grant is gone. Absent: no. Since version 3. */
  @IsOptional() @IsBoolean() finishing?: boolean;
}

export class ReceiptStanding {
  @IsString() @MaxLength(32) account: string;
  @IsIn(STANDING_KINDS) kind: StandingKind;
  @IsString() @MaxLength(500) name: string;
}

/** What a connector states that it read back from one server, after adding or removing. */
export class ReceiptPayload {
  @IsInt() @Min(1) version: number;
  @IsUUID() receiptId: ReceiptId;
  @IsUUID() installationId: InstallationId;
  @IsUUID() connectorId: ConnectorId;
  @IsUUID() serverId: ResourceId;
  @IsInt() @Min(0) generation: number;
  @IsISO8601() readAtIso: string;
  @IsArray() @ArrayMaxSize(5000) @ValidateNested({ each: true }) @Type(() => ReceiptGrant) grants: ReceiptGrant[];
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => ReceiptStanding)
  standing: ReceiptStanding[];
  /** true: curfew-host was uninstalled and nothing of ours is left on the server. */
  @IsBoolean() serverCleared: boolean;
}
