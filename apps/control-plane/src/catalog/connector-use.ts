import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConnectorUses } from '../connectors/connector-uses.js';
import { IntegrationsStore } from './integrations.store.js';

/** Says which connectors integrations use. */
@Injectable()
export class ConnectorUse implements OnModuleInit {
  constructor(
    private readonly uses: ConnectorUses,
    private readonly store: IntegrationsStore,
  ) {}

  onModuleInit(): void {
    this.uses.register((tx, connectorIds) => this.store.usesOf(tx, connectorIds));
  }
}
