import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ConnectorLinkService } from './connector-link.service.js';
import { Handshake } from './handshake.service.js';
import { Intake } from './intake.service.js';
import { LinkParts } from './link-parts.js';
import { LinkServer } from './link-server.js';
import { OrderSource } from './order-source.service.js';
import { Reception } from './reception.service.js';
import { SignCallsStore } from './sign-calls.store.js';
import { SignRelay } from './sign-relay.service.js';

@Module({
  imports: [IdentityModule, ConnectorsModule, CatalogModule, GrantsModule],
  providers: [
    ConnectorLinkService,
    Handshake,
    Intake,
    LinkParts,
    LinkServer,
    OrderSource,
    Reception,
    SignCallsStore,
    SignRelay,
  ],
  exports: [ConnectorLinkService],
})
export class ConnectorLinkModule {}
