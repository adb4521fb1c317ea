import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BundleUses } from '../bundles/bundle-uses.js';
import { TeamUses } from '../identity/team-uses.js';
import { ShiftUses } from '../shifts/shift-uses.js';
import { AccessFlowsStore } from './access-flows.store.js';

/** Says which flows name a team, a shift or a bundle today: it cannot be deleted meanwhile. */
@Injectable()
export class FlowUses implements OnModuleInit {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly shifts: ShiftUses,
    private readonly bundles: BundleUses,
    private readonly teams: TeamUses,
  ) {}

  onModuleInit(): void {
    this.teams.register(async (tx, id) => (await this.store.naming(tx, [id])).map(({ name }) => name));
    this.shifts.register(async (tx, ids) =>
      (await this.store.naming(tx, ids)).map(({ named, ...flow }) => ({ shiftId: named, ...flow })),
    );
    this.bundles.register(async (tx, ids) =>
      (await this.store.naming(tx, ids)).map(({ named, ...flow }) => ({ bundleId: named, ...flow })),
    );
  }
}
