import { ApiProperty } from '@nestjs/swagger';
import { GrantView } from '../grants/grants.view.js';
import { Lines } from '../http/fields.js';

/** Longer than any key that is accepted; the reason for a refusal comes from the key's own check. */
const PUBLIC_KEY_MOST = 16_384;

export class CertificateInput {
  @Lines(PUBLIC_KEY_MOST, {
    optional: true,
    description: 'One line of an OpenSSH public key file. Without it: for the key that is bound, as after an extension',
  })
  publicKey?: string;
}

export class CertifiedKey {
  @ApiProperty({ type: 'integer', description: 'Counts the keys bound to the grant' }) number: number;
  @ApiProperty() fingerprint: string;
  @ApiProperty({ description: 'The one line of the certificate file' }) certificate: string;
  @ApiProperty({ format: 'date-time' }) validBefore: string;
  @ApiProperty() serial: string;
}

export class AccessDetailsView {
  @ApiProperty() grant: GrantView;
  @ApiProperty({ description: 'The exact ssh command' }) command: string;
  @ApiProperty({ description: 'A snippet for ~/.ssh/config' }) sshConfig: string;
  @ApiProperty({ description: 'Lines for ~/.ssh/known_hosts; empty while the host key is not confirmed' })
  knownHosts: string;
  @ApiProperty() keyFileName: string;
  @ApiProperty() certificateFileName: string;
  @ApiProperty() hostKeyConfirmed: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'What whoever runs these servers says of them: plain text, never HTML' })
  customAccessDetails: string | null; // prettier-ignore
  @ApiProperty({ type: CertifiedKey, nullable: true, description: 'The key that counts, with its certificate' })
  key: CertifiedKey | null;
}
