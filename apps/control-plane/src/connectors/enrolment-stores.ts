import { Injectable } from '@nestjs/common';
import { ConnectorKeysStore } from './connector-keys.store.js';
import { ConnectorsStore } from './connectors.store.js';

/** The tables that an enrolment changes. */
@Injectable()
export class EnrolmentStores {
  constructor(
    readonly connectors: ConnectorsStore,
    readonly keys: ConnectorKeysStore,
  ) {}
}
