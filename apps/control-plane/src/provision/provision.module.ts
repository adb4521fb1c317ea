import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { ProvisionService } from './provision.service.js';

@Module({ imports: [ConnectorsModule, CatalogModule], providers: [ProvisionService], exports: [ProvisionService] })
export class ProvisionModule {}
