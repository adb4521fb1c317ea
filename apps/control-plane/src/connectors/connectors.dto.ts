import { ApiProperty } from '@nestjs/swagger';
import { FaultView } from '../http/fault.view.js';
import { Line, YesNo } from '../http/fields.js';
import { PageOf } from '../http/page.js';

export class NewConnector {
  @Line(100) name: string;
}

export class NewEnrolmentToken {
  @YesNo({
    optional: true,
    description:
      'true: the token adds an instance. Otherwise who enrols with it takes the place of all that are enrolled',
  })
  adds?: boolean;
}

export class AcceptedUserCa {
  @Line(100, { description: '`SHA256:…` of the key with which the instance was refused' }) fingerprint: string;
}

export class UserCaKeyView {
  @ApiProperty({ description: 'One line of an OpenSSH public key' }) line: string;
  @ApiProperty({ description: '`SHA256:…`' }) fingerprint: string;
}

export class ConnectorUseView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** One enrolled instance: a process with a state folder and a key of its own. */
export class ConnectorInstanceView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date-time' }) enrolledAt: string;
  @ApiProperty() connected: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: not connected' })
  connectedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastSeenAt: string | null;
  @ApiProperty({ type: String, nullable: true }) version: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Seconds by which its clock is ahead; null: not connected',
  })
  clockSkewSeconds: number | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Generation of the order in its journal, as of its last answered ping; null: none, or not connected',
  })
  generation: number | null;
  @ApiProperty({ type: [UserCaKeyView], description: 'With which it was let in last' }) userCaKeys: UserCaKeyView[];
  @ApiProperty({ type: FaultView, nullable: true, description: 'Why its last try to connect was refused' })
  refusal: FaultView | null;
  @ApiProperty({ type: [UserCaKeyView], description: 'With which it was refused: `accept-user-ca` makes them count' })
  refusedUserCaKeys: UserCaKeyView[];
}

export class ConnectorView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() connected: boolean;
  @ApiProperty({ type: [ConnectorInstanceView], description: 'The enrolled ones, the oldest first' })
  instances: ConnectorInstanceView[];
  @ApiProperty({ type: String, nullable: true }) version: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastSeenAt: string | null;
  @ApiProperty() enrolled: boolean;
  @ApiProperty({ description: 'It holds newer orders than this database: nothing is ordered until `reset-orders`' })
  ordersAhead: boolean;
  @ApiProperty({ type: FaultView, nullable: true, description: 'Why it may not work as it should' })
  fault: FaultView | null;
  @ApiProperty({ type: [String], description: 'What should be set right and keeps nothing from working' })
  warnings: string[];
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
