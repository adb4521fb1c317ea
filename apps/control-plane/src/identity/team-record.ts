import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { type Actor, AuditService } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import type { Team } from './person.js';
import { TeamUses } from './team-uses.js';

/** So many of the things that name a team are told. */
const SHOWN_USES = 10;

/** What others have to do with a team: what happened to it is written down and wakes them, and what they name stays. */
@Injectable()
export class TeamRecord {
  constructor(
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
    private readonly uses: TeamUses,
  ) {}

  /** @throws Fault conflict while something names the team */
  async refuseNamed(tx: Transaction, { id, name }: Team): Promise<void> {
    const uses = await this.uses.of(tx, id);
    if (uses.length === 0) return;
    const more = uses.length > SHOWN_USES ? ` and ${uses.length - SHOWN_USES} more` : '';
    throw new Fault('conflict', `The team ${name} is named by ${uses.slice(0, SHOWN_USES).join(', ')}${more}.`, {
      hint: 'Take it out there first.',
    });
  }

  async write(
    tx: Transaction,
    actor: Actor,
    action: `team.${string}`,
    { id, name }: Team,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(tx, actor, { action, object: { kind: 'team', id, name }, detail });
    this.wakeUps.send(tx, 'people');
  }
}
