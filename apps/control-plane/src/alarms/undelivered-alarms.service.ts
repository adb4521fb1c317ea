import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { Transactions } from '../database/transactions.js';
import { AlarmMessagesStore } from './alarm-messages.store.js';

/** Alarms that were tried and did not get through: an administrator must know that nobody is told. */
@Injectable()
export class UndeliveredAlarms {
  constructor(
    private readonly store: AlarmMessagesStore,
    private readonly transactions: Transactions,
  ) {}

  async count(): Promise<number> {
    return (await this.store.failing(this.transactions.reader)).count;
  }

  /** null: all got through. */
  async fault(): Promise<Fault | null> {
    const { count, lastFailure } = await this.store.failing(this.transactions.reader);
    if (count === 0) return null;
    const many = count === 1 ? 'One alarm did' : `${count} alarms did`;
    return new Fault('alarm-undelivered', `${many} not reach the alarm webhook yet.`, {
      hint: 'Check CURFEW_ALARM_WEBHOOK and its receiver. Curfew goes on trying for three days.',
      detail: lastFailure ?? undefined,
    });
  }
}
