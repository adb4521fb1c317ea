import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import type { ExtensionAlarmEnd } from './extension-alarm.entity.js';
import { GrantAlarms, reasonsOf } from './grant-alarms.service.js';
import { GrantRecord } from './grant-record.js';
import type { GrantRow } from './grants.store.js';

const CURFEW: Actor = { kind: 'system', name: 'Curfew' };

/** Puts alarms about extensions that a server was not told into words: an audit row for each grant, one message for each server. */
@Injectable()
export class ExtensionAlarmTelling {
  constructor(
    private readonly record: GrantRecord,
    private readonly alarms: GrantAlarms,
  ) {}

  /** @returns one fault for each server, for the log */
  async overdue(tx: Transaction, grants: readonly GrantRow[]): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const one of await this.alarms.byServer(tx, grants)) {
      const { server, ofServer } = one;
      const [first] = ofServer.map((grant) => grant.provedUntilAt ?? grant.untilAt).sort((a, b) => +a - +b);
      const text = `${many(ofServer)} extended, and ${server.name} was not told yet: it goes by the earlier end, the first at ${first.toISOString()}.`;
      for (const grant of ofServer) await this.record.write(tx, CURFEW, 'grant.extension-alarmed', grant);
      await this.alarms.raise(tx, one, { kind: 'extension-unproved.overdue', text });
      const hint = 'The server or its connector cannot be reached: mend that. See the page Access debt.';
      faults.push(new Fault('extension-unproved', text, { hint, detail: reasonsOf(ofServer) }));
    }
    return faults;
  }

  /** @returns one sentence for each server, for the log */
  async cleared(tx: Transaction, grants: readonly GrantRow[], by: ExtensionAlarmEnd): Promise<string[]> {
    const told: string[] = [];
    for (const one of await this.alarms.byServer(tx, grants)) {
      const { server, ofServer } = one;
      const what = `${many(ofServer)} extended on ${server.name}`;
      const text = by === 'proved' ? `${what}; the server goes by the right end now.` : `${what} and not told there, and is over now.`; // prettier-ignore
      for (const grant of ofServer) await this.record.write(tx, CURFEW, 'grant.extension-alarm-cleared', grant, { by });
      await this.alarms.raise(tx, one, { kind: 'extension-unproved.cleared', text, by });
      told.push(text);
    }
    return told;
  }
}

const many = (grants: readonly GrantRow[]): string =>
  grants.length === 1 ? 'One access was' : `${grants.length} accesses were`;
