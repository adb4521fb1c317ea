import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConnectorLinkModule } from '../connector-link/connector-link.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { AccessDetails } from './access-details.service.js';
import { CertificateRecord } from './certificate-record.js';
import { CertificatesController } from './certificates.controller.js';
import { CertificatesService } from './certificates.service.js';
import { CertificatesStore } from './certificates.store.js';

@Module({
  imports: [CatalogModule, ConnectorsModule, ConnectorLinkModule, GrantsModule],
  controllers: [CertificatesController],
  providers: [AccessDetails, CertificateRecord, CertificatesService, CertificatesStore],
})
export class CertificatesModule {}
