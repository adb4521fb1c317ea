import { Injectable } from '@nestjs/common';
import type { Fault } from '#access/fault.js';
import type { PersonId } from '#access/ids.js';
import { FlowProposalsReading } from '../flow-proposals/flow-proposals-reading.service.js';
import { AccessDebtList } from '../grants/access-debt-list.service.js';
import { AttentionFaults } from './attention-faults.service.js';
import type { AttentionView } from './attention.view.js';

/** Gathers what administrators must see on whichever page they are. */
@Injectable()
export class Attention {
  constructor(
    private readonly debt: AccessDebtList,
    private readonly proposals: FlowProposalsReading,
    private readonly faults: AttentionFaults,
  ) {}

  async now(personId: PersonId): Promise<AttentionView> {
    const [{ grants, overdue }, flowProposals, faults] = await Promise.all([
      this.debt.summary(),
      this.proposals.waitingFor(personId),
      this.faults.now(),
    ]);
    return { accessDebt: { grants, overdue }, flowProposals, faults: faults.map(told) };
  }
}

const told = ({ code, message, hint, detail }: Fault): AttentionView['faults'][number] => ({
  code,
  message,
  ...(hint !== undefined && { hint }),
  ...(detail !== undefined && { detail }),
});
