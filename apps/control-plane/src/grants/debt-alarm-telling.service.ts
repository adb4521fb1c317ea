import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import { debtSince } from './access-debt.js';
import type { DebtAlarmEnd } from './debt-alarm.entity.js';
import { GrantAlarms, reasonsOf } from './grant-alarms.service.js';
import { GrantRecord } from './grant-record.js';
import type { GrantRow } from './grants.store.js';

const CURFEW: Actor = { kind: 'system', name: 'Curfew' };

/** Puts alarms about access debt into words: an audit row for each grant, one message for each server. */
@Injectable()
export class DebtAlarmTelling {
  constructor(
    private readonly record: GrantRecord,
    private readonly alarms: GrantAlarms,
  ) {}

  /** @returns one fault for each server, for the log */
  async overdue(tx: Transaction, grants: readonly GrantRow[]): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const one of await this.alarms.byServer(tx, grants)) {
      const { server, ofServer } = one;
      const since = ofServer.map((grant) => debtSince(grant) ?? grant.untilAt).sort((a, b) => +a - +b)[0];
      const text = `${many(ofServer)} on ${server.name} ended, the first at ${since.toISOString()}, and not proved gone yet.`;
      for (const grant of ofServer) await this.record.write(tx, CURFEW, 'grant.debt-alarmed', grant);
      await this.alarms.raise(tx, one, { kind: 'access-debt.overdue', text });
      const detail = reasonsOf(ofServer);
      faults.push(new Fault('access-debt-overdue', text, { hint: 'See the page Access debt.', detail }));
    }
    return faults;
  }

  /** @returns one sentence for each server, for the log */
  async cleared(tx: Transaction, grants: readonly GrantRow[], by: DebtAlarmEnd): Promise<string[]> {
    const told: string[] = [];
    for (const one of await this.alarms.byServer(tx, grants)) {
      const how = by === 'proved' ? 'proved gone' : 'written off, which proves nothing';
      const text = `${many(one.ofServer)} on ${one.server.name} now ${how}.`;
      for (const grant of one.ofServer) await this.record.write(tx, CURFEW, 'grant.debt-alarm-cleared', grant, { by });
      await this.alarms.raise(tx, one, { kind: 'access-debt.cleared', text, by });
      told.push(text);
    }
    return told;
  }
}

const many = (grants: readonly GrantRow[]): string => (grants.length === 1 ? 'One grant' : `${grants.length} grants`);
