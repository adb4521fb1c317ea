import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ResourceId } from '#access/ids.js';
import { Alarms } from '../alarms/alarms.service.js';
import type { Actor } from '../audit/audit.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { debtSince } from './access-debt.js';
import type { DebtAlarmEnd } from './debt-alarm.entity.js';
import { GrantRecord } from './grant-record.js';
import type { GrantRow } from './grants.store.js';

const CURFEW: Actor = { kind: 'system', name: 'Curfew' };
/** So many grants are named in one message; the page shows all. */
const NAMED_MAX = 100;

/** Puts alarms about access debt into words: an audit row for each grant, one message for each server. */
@Injectable()
export class DebtAlarmTelling {
  constructor(
    private readonly record: GrantRecord,
    private readonly resources: ResourcesService,
    private readonly alarms: Alarms,
  ) {}

  /** @returns one fault for each server, for the log */
  async overdue(tx: Transaction, grants: readonly GrantRow[]): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const { server, ofServer } of await this.byServer(tx, grants)) {
      const since = ofServer.map((grant) => debtSince(grant) ?? grant.untilAt).sort((a, b) => +a - +b)[0];
      const reasons = [...new Set(ofServer.flatMap(({ fault }) => (fault ? [fault.message] : [])))];
      const text = `${many(ofServer)} on ${server.name} ended, the first at ${since.toISOString()}, and not proved gone yet.`;
      for (const grant of ofServer) await this.record.write(tx, CURFEW, 'grant.debt-alarmed', grant);
      await this.raise(tx, 'access-debt.overdue', { server, ofServer, text });
      const detail = reasons.slice(0, 3).join(' ') || 'Its connector has not told a reason.';
      faults.push(new Fault('access-debt-overdue', text, { hint: 'See the page Access debt.', detail }));
    }
    return faults;
  }

  /** @returns one sentence for each server, for the log */
  async cleared(tx: Transaction, grants: readonly GrantRow[], by: DebtAlarmEnd): Promise<string[]> {
    const told: string[] = [];
    for (const { server, ofServer } of await this.byServer(tx, grants)) {
      const how = by === 'proved' ? 'proved gone' : 'written off, which proves nothing';
      const text = `${many(ofServer)} on ${server.name} now ${how}.`;
      for (const grant of ofServer) await this.record.write(tx, CURFEW, 'grant.debt-alarm-cleared', grant, { by });
      await this.raise(tx, 'access-debt.cleared', { server, ofServer, text, by });
      told.push(text);
    }
    return told;
  }

  private raise(
    tx: Transaction,
    kind: string,
    { server, ofServer, text, by }: { server: Server; ofServer: GrantRow[]; text: string; by?: DebtAlarmEnd },
  ): Promise<void> {
    const grants = ofServer.slice(0, NAMED_MAX).map(namedGrant);
    const facts = { server, grants, grantCount: ofServer.length, ...(by && { by }) };
    return this.alarms.raise(tx, { kind, subjectId: server.id, text, page: '/access-debt', facts });
  }

  private async byServer(
    tx: Transaction,
    grants: readonly GrantRow[],
  ): Promise<{ server: Server; ofServer: GrantRow[] }[]> {
    const ids = [...new Set(grants.map(({ resourceId }) => resourceId))];
    const names = new Map((await this.resources.find(ids, tx)).map(({ id, name }) => [id, name]));
    return ids.map((id) => ({
      server: { id, name: names.get(id) ?? id },
      ofServer: grants.filter(({ resourceId }) => resourceId === id),
    }));
  }
}

interface Server {
  id: ResourceId;
  name: string;
}

const many = (grants: readonly GrantRow[]): string => (grants.length === 1 ? 'One grant' : `${grants.length} grants`);

/** What a receiver may know of a grant: not whose it is. */
const namedGrant = (grant: GrantRow): Record<string, unknown> => ({
  id: grant.id,
  account: grant.account,
  permissions: grant.permissions,
  untilAt: grant.untilAt.toISOString(),
  fault: grant.fault && { code: grant.fault.code, message: grant.fault.message },
});
