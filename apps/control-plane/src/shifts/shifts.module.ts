import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ShiftOverrides } from './shift-overrides.service.js';
import { ShiftRecord } from './shift-record.js';
import { ShiftUses } from './shift-uses.js';
import { ShiftsAdministration } from './shifts-administration.service.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsReading } from './shifts-reading.service.js';
import { ShiftsService } from './shifts.service.js';
import { ShiftsStore } from './shifts.store.js';

@Module({
  imports: [IdentityModule],
  controllers: [ShiftsController],
  providers: [ShiftOverrides, ShiftRecord, ShiftsAdministration, ShiftsReading, ShiftsService, ShiftsStore, ShiftUses],
  exports: [ShiftsService, ShiftUses],
})
export class ShiftsModule {}
