import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { OrdersResets } from '../grants/orders-resets.js';
import { AutomaticMarksStore } from './automatic-marks.store.js';

/**
 * A restored database knows nothing of who was put out of a team since, nor of what was ended by hand. So what flows gave by
 * themselves is kept back until an administrator lets it come back, or its condition ended and holds again.
 */
@Injectable()
export class AutomaticResets implements OnModuleInit {
  constructor(
    private readonly store: AutomaticMarksStore,
    private readonly resets: OrdersResets,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.resets.register((tx, { connectorId, personId, why }) =>
      this.store.holdAllOf(tx, connectorId, { heldAt: this.clock.now(), heldById: personId, heldReason: why }),
    );
  }
}
