import { Injectable } from '@nestjs/common';
import type { Fault } from '#access/fault.js';
import { UndeliveredAlarms } from '../alarms/undelivered-alarms.service.js';
import { ClockWatch } from '../clock-watch/clock-watch.service.js';
import { AccessDebtList } from '../grants/access-debt-list.service.js';
import type { AttentionView } from './attention.view.js';

/** Gathers what administrators must see on whichever page they are. */
@Injectable()
export class Attention {
  constructor(
    private readonly debt: AccessDebtList,
    private readonly clocks: ClockWatch,
    private readonly undelivered: UndeliveredAlarms,
  ) {}

  async now(): Promise<AttentionView> {
    const [{ grants, overdue }, undelivered] = await Promise.all([this.debt.summary(), this.undelivered.fault()]);
    const faults = [this.clocks.fault(), undelivered].filter((fault) => fault !== null);
    return { accessDebt: { grants, overdue }, faults: faults.map(told) };
  }
}

const told = ({ code, message, hint, detail }: Fault): AttentionView['faults'][number] => ({
  code,
  message,
  ...(hint !== undefined && { hint }),
  ...(detail !== undefined && { detail }),
});
