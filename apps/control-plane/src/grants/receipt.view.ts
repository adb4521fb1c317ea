import { ApiProperty } from '@nestjs/swagger';
import { SudoRoleView } from '../http/sudo-role.view.js';

export class ReceiptConnector {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** What a receipt says of one grant. */
export class GrantReceiptView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() connector: ReceiptConnector;
  @ApiProperty({ format: 'date-time', description: "When the server was read, by the connector's clock" })
  readAt: string;
  @ApiProperty({ format: 'date-time' }) storedAt: string;
  @ApiProperty({ type: 'integer', description: 'Generation of the order that it answers' }) generation: number;
  @ApiProperty({ enum: ['present', 'absent'] }) state: 'present' | 'absent';
  @ApiProperty() account: string;
  @ApiProperty({ type: [String], description: 'Groups that the account was read back to be in' }) groups: string[];
  @ApiProperty({
    type: [SudoRoleView],
    description: 'Sudo roles whose commands sudo on the server was read back to allow',
  })
  sudoRoles: SudoRoleView[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The end that the server held; null: it was not told' })
  untilAt: string | null; // prettier-ignore
  @ApiProperty({ type: [String], description: 'What of an ended grant was still found' }) remaining: string[];
  @ApiProperty({ description: 'All that was found are sessions that may finish' }) finishing: boolean;
  @ApiProperty({ description: 'The signature fits the key of the connector: checked for this answer' })
  verified: boolean;
}

export class GrantReceiptsView {
  @ApiProperty({ type: [GrantReceiptView], description: 'Oldest first; at most 200' }) items: GrantReceiptView[];
}

/** A receipt as a file that is checked without Curfew: docs/operations.md says how. */
export class ReceiptFileView {
  @ApiProperty({ enum: ['curfew-receipt-v1'] }) format: 'curfew-receipt-v1';
  @ApiProperty({ format: 'uuid' }) receiptId: string;
  @ApiProperty() connector: ReceiptConnector;
  @ApiProperty({ description: 'The exact JSON text of what was read back' }) payload: string;
  @ApiProperty({ description: 'The bytes that were signed, base64: the format, a line break, the payload' })
  signed: string;
  @ApiProperty({ description: 'Ed25519 over them, base64' }) signature: string;
  @ApiProperty({ description: "The connector's public key as this control plane pinned it, SPKI PEM" })
  publicKey: string;
}
