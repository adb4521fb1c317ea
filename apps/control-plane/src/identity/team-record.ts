import { Injectable } from '@nestjs/common';
import { type Actor, AuditService } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import type { Team } from './person.js';

/** Writes down what happened to a team, and wakes who looks at it. */
@Injectable()
export class TeamRecord {
  constructor(
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

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
