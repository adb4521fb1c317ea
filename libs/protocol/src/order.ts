import { Type } from 'class-transformer';
import {
  ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID,
  Matches, MaxLength, Max, Min, ValidateNested,
} from 'class-validator'; // prettier-ignore
import type { ConnectorId, GrantId, IntegrationId, ResourceId } from '#access/ids.js';
import { LINUX_NAME } from '#access/linux-names.js';
import { SUDO_LIMITS } from '#access/sudo-role.js';
import { OrderedSudoRole } from './sudo-role.js';

/** A configured list of servers, and where the connector reads their login key. */
export class OrderedIntegration {
  @IsUUID() integrationId: IntegrationId;
  @IsString() @MaxLength(100) name: string;
  /** A SecretReference of libs/secret-store; the connector checks it by itself. */
  @IsObject() secret: Record<string, unknown>;
  /** Linux groups that people may ask for here: the connector says which of them a server lacks. */
  @IsArray() @ArrayMaxSize(200) @Matches(LINUX_NAME, { each: true }) userGroups: string[];
  /** Sudo roles that people may ask for here. Absent: none. Since protocol 3. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SUDO_LIMITS.rolesPerIntegration)
  @ValidateNested({ each: true })
  @Type(() => OrderedSudoRole)
  sudoRoles?: OrderedSudoRole[];
  /** The integration was deleted: forget it once its servers hold nothing. */
  @IsBoolean() gone: boolean;
}

export const SERVER_WANTED = ['look', 'set-up', 'removed'] as const;

export class OrderedServer {
  @IsUUID() serverId: ResourceId;
  @IsUUID() integrationId: IntegrationId;
  @IsString() @MaxLength(200) name: string;
  @IsString() @MaxLength(255) host: string;
  @IsInt() @Min(1) @Max(65535) port: number;
  /** Login of the connector on the server. */
  @IsString() @Matches(LINUX_NAME) user: string;
  /** `SHA256:…` of the host key that an administrator confirmed; null: no credential may be sent yet. */
  @IsOptional() @IsString() @MaxLength(100) confirmedFingerprint: string | null;
  /** `look`: write nothing. `set-up`: install curfew-host and the sshd drop-in. `removed`: take all of it away again. */
  @IsIn(SERVER_WANTED) wanted: (typeof SERVER_WANTED)[number];
  /** Deleted from the list, its grants ended: nothing to do there any more. */
  @IsBoolean() gone: boolean;
}

export const CERTIFICATE_EXTENSIONS = [
  'permit-pty', 'permit-port-forwarding', 'permit-agent-forwarding', 'permit-X11-forwarding', 'permit-user-rc',
] as const; // prettier-ignore
export type CertificateExtension = (typeof CERTIFICATE_EXTENSIONS)[number];

/** Access that a flow gives by itself is renewed in place every few minutes, for years. A connector before protocol 7 takes fewer. */
export const EXTENSIONS = { most: 1_000_000, mostBefore7: 1_000 } as const;

export class OrderedGrant {
  @IsUUID() grantId: GrantId;
  @IsUUID() serverId: ResourceId;
  /** `absent`: it has ended, whatever `untilIso` says; stays named until a receipt proved it. */
  @IsIn(['present', 'absent']) wanted: 'present' | 'absent';
  @Matches(LINUX_NAME) account: string;
  @IsIn(['person', 'existing']) accountKind: 'person' | 'existing';
  /** An administrator said that the account of that name on this server is the same person. */
  @IsBoolean() adopt: boolean;
  /** Linux groups; empty for the permission `Default`. */
  @IsArray() @ArrayMaxSize(50) @Matches(LINUX_NAME, { each: true }) groups: string[];
  /** Sudo roles as they were approved. Absent: none. Since protocol 3. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SUDO_LIMITS.rolesPerGrant)
  @ValidateNested({ each: true })
  @Type(() => OrderedSudoRole)
  sudoRoles?: OrderedSudoRole[];
  @IsISO8601() fromIso: string;
  @IsISO8601() untilIso: string;
  /**
   * Sessions that run at `untilIso` may run on until then, also when the grant is `absent` by now: then it ended by its time. Absent:
   * they end with the grant. Since protocol 5.
   */
  @IsOptional() @IsISO8601() finishUntilIso?: string;
  /** How often a new approval moved the end later; only with a higher number does an end move later. Absent: never. Since protocol 6. */
  @IsOptional() @IsInt() @Min(1) @Max(EXTENSIONS.most) extended?: number;
  /** true: receipts of it say the end that the server holds. Absent: no, for an older control plane would refuse them. Since protocol 7. */
  @IsOptional() @IsBoolean() tellEnd?: boolean;
  /** The number of the key that counts; the principal is `grant-<grantId>-<keyNumber>`. Starts at 1. */
  @IsInt() @Min(1) @Max(1_000_000) keyNumber: number;
  @IsArray() @ArrayMaxSize(5) @IsIn(CERTIFICATE_EXTENSIONS, { each: true }) extensions: CertificateExtension[];
}

/** What should be true now, for one connector: all of it, or what changed since a generation that the connector has. */
export class Order {
  @IsIn(['order']) type: 'order';
  @IsUUID() connectorId: ConnectorId;
  @IsInt() @Min(0) generation: number;
  /** null: complete; what it does not name is over. A number: only what changed after that generation. */
  @IsOptional() @IsInt() @Min(0) since: number | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => OrderedIntegration) integrations: OrderedIntegration[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => OrderedServer) servers: OrderedServer[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => OrderedGrant) grants: OrderedGrant[];
}
