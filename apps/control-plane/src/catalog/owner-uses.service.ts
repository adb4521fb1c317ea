import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TeamUses } from '../identity/team-uses.js';
import { IntegrationsStore } from './integrations.store.js';

/** Says which integrations and servers have a team as owner: it cannot be deleted meanwhile. */
@Injectable()
export class OwnerUses implements OnModuleInit {
  constructor(
    private readonly store: IntegrationsStore,
    private readonly teams: TeamUses,
  ) {}

  onModuleInit(): void {
    this.teams.register((tx, id) => this.store.ownedBy(tx, id));
  }
}
