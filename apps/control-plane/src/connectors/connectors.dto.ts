import { ApiProperty } from '@nestjs/swagger';
import { FaultView } from '../http/fault.view.js';
import { Line } from '../http/fields.js';
import { PageOf } from '../http/page.js';

export class NewConnector {
  @Line(100) name: string;
}

export class UserCaKeyView {
  @ApiProperty({ description: 'One line of an OpenSSH public key' }) line: string;
  @ApiProperty({ description: '`SHA256:…`' }) fingerprint: string;
}

export class ConnectorUseView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class ConnectorView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() connected: boolean;
  @ApiProperty({ type: 'integer', description: 'How many processes of it are connected' }) instances: number;
  @ApiProperty({ type: String, nullable: true }) version: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastSeenAt: string | null;
  @ApiProperty() enrolled: boolean;
  @ApiProperty({ description: 'It holds newer orders than this database: nothing is ordered until `reset-orders`' })
  ordersAhead: boolean;
  @ApiProperty({ type: FaultView, nullable: true, description: 'Why it may not work as it should' })
  fault: FaultView | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Seconds by which its clock is ahead; null: not connected',
  })
  clockSkewSeconds: number | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: [UserCaKeyView], description: 'What servers trust through it' }) userCaKeys: UserCaKeyView[];
  @ApiProperty({ type: [ConnectorUseView] }) integrations: ConnectorUseView[];
}

export class ConnectorsPage extends PageOf(ConnectorView) {}

export class EnrolmentTokenView {
  @ApiProperty({ description: 'Works once, for an hour; shown this one time' }) enrolmentToken: string;
  @ApiProperty({ description: 'The line that starts the connector with it' }) command: string;
}

export class NewConnectorView extends EnrolmentTokenView {
  @ApiProperty({ type: ConnectorView }) connector: ConnectorView;
}
