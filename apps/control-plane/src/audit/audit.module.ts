import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditReading } from './audit-reading.service.js';
import { AuditService } from './audit.service.js';
import { AuditStore } from './audit.store.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditReading, AuditService, AuditStore],
  exports: [AuditService],
})
export class AuditModule {}
