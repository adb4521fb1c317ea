import {
  IsArray,
  IsBase64,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { ConnectorId, GrantId, InstallationId, IntegrationId, ReceiptId } from '#access/ids.js';
import { Order } from './order.js';

/** First message on a new link: what the connector must sign. */
export class Challenge {
  @IsIn(['challenge']) type: 'challenge';
  @IsBase64() @MaxLength(100) nonce: string;
  @IsUUID() installationId: InstallationId;
  @IsInt() protocol: number;
}

/** The connector is known; an order follows. */
export class Welcome {
  @IsIn(['welcome']) type: 'welcome';
  @IsUUID() connectorId: ConnectorId;
  @IsString() @MaxLength(100) name: string;
  @IsISO8601() serverTimeIso: string;
  /** What is ordered now: whoever holds less is behind. Absent: it is not told. Only to connectors of protocol 4 or newer. */
  @IsOptional() @IsInt() @Min(0) generation?: number;
}

export class Refused {
  @IsIn(['refused']) type: 'refused';
  @IsString() @MaxLength(100) code: string;
  @IsString() @MaxLength(1000) message: string;
  @IsOptional() @IsString() @MaxLength(1000) hint?: string;
}

/** Make a certificate for this key, if the grant is in force in the connector's own journal. */
export class Sign {
  @IsIn(['sign']) type: 'sign';
  @IsUUID() callId: string;
  @IsUUID() grantId: GrantId;
  @IsInt() @Min(1) @Max(1_000_000) keyNumber: number;
  /** One OpenSSH public key line. */
  @IsString() @MaxLength(16_384) publicKey: string;
}

/** Look again now: somebody pressed refresh. */
export class Look {
  @IsIn(['look']) type: 'look';
  @IsUUID() integrationId: IntegrationId;
}

/** What time is it there? Answered at once; asked with each ping. Only to connectors of protocol 2 or newer. */
export class TellClock {
  @IsIn(['tell-clock']) type: 'tell-clock';
  @IsInt() @Min(0) question: number;
}

export class ReceiptStored {
  @IsIn(['receipt-stored']) type: 'receipt-stored';
  @IsArray() @IsUUID(undefined, { each: true }) receiptIds: ReceiptId[];
}

/** Every message that a control plane sends, by its `type`. */
export const FROM_CONTROL_PLANE = {
  challenge: Challenge,
  welcome: Welcome,
  refused: Refused,
  order: Order,
  sign: Sign,
  look: Look,
  'receipt-stored': ReceiptStored,
  'tell-clock': TellClock,
} as const;

export type FromControlPlane = Challenge | Welcome | Refused | Order | Sign | Look | ReceiptStored | TellClock;
