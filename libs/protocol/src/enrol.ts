import { IsString, IsUUID, MaxLength } from 'class-validator';
import type { ConnectorId, InstallationId } from '#access/ids.js';

/** Path of the one HTTP call that a connector makes: it trades its one-time token for its identity. */
export const ENROL_PATH = '/api/connectors/enrol';

/**
 * What a new connector sends. The same token with the same public key gets the same answer again, so that a connector that
 * died between question and answer can simply ask again; with another key a used token is refused.
 */
export class EnrolRequest {
  @IsString() @MaxLength(200) token: string;
  /** SPKI PEM of the connector's own Ed25519 key. */
  @IsString() @MaxLength(1000) publicKey: string;
  @IsString() @MaxLength(50) version: string;
}

export class EnrolAnswer {
  @IsUUID() connectorId: ConnectorId;
  @IsUUID() installationId: InstallationId;
  @IsString() @MaxLength(100) name: string;
}
