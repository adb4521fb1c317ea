import { Injectable } from '@nestjs/common';
import type { Fault } from '#access/fault.js';
import { ReviewCounts } from '../access-requests/reviewing.service.js';
import { UndeliveredAlarms } from '../alarms/undelivered-alarms.service.js';
import { ClockWatch } from '../clock-watch/clock-watch.service.js';
import type { PersonId } from '#access/ids.js';
import { FlowProposalsReading } from '../flow-proposals/flow-proposals-reading.service.js';
import { AccessDebtList } from '../grants/access-debt-list.service.js';
import type { AttentionView } from './attention.view.js';

/** Gathers what administrators must see on whichever page they are. */
@Injectable()
export class Attention {
  constructor(
    private readonly debt: AccessDebtList,
    private readonly clocks: ClockWatch,
    private readonly undelivered: UndeliveredAlarms,
    private readonly reviews: ReviewCounts,
    private readonly proposals: FlowProposalsReading,
  ) {}

  async now(personId: PersonId): Promise<AttentionView> {
    const [{ grants, overdue }, undelivered, reviews, flowProposals] = await Promise.all([
      this.debt.summary(),
      this.undelivered.fault(),
      this.reviews.fault(),
      this.proposals.waitingFor(personId),
    ]);
    const faults = [this.clocks.fault(), undelivered, reviews].filter((fault) => fault !== null);
    return { accessDebt: { grants, overdue }, flowProposals, faults: faults.map(told) };
  }
}

const told = ({ code, message, hint, detail }: Fault): AttentionView['faults'][number] => ({
  code,
  message,
  ...(hint !== undefined && { hint }),
  ...(detail !== undefined && { detail }),
});
