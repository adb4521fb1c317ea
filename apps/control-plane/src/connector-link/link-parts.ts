import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { PresenceService } from '../connectors/presence.service.js';
import { Intake } from './intake.service.js';
import { OrderSource } from './order-source.service.js';
import { SignRelay } from './sign-relay.service.js';

/** What every link works with. */
@Injectable()
export class LinkParts {
  constructor(
    readonly source: OrderSource,
    readonly relay: SignRelay,
    readonly intake: Intake,
    readonly presence: PresenceService,
    readonly clock: Clock,
  ) {}
}
