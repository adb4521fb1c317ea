import { ApiProperty } from '@nestjs/swagger';
import { FaultView } from '../http/fault.view.js';

export class DebtCountView {
  @ApiProperty({ type: 'integer', description: 'Grants that have ended and are not proved gone' }) grants: number;
  @ApiProperty({ type: 'integer', description: 'Those of them that are an alarm by their age' }) overdue: number;
}

/** What an administrator must see on every page. */
export class AttentionView {
  @ApiProperty() accessDebt: DebtCountView;
  @ApiProperty({ type: 'integer', description: 'Edits that somebody else proposed and that wait for an approval' })
  flowProposals: number;
  @ApiProperty({ type: [FaultView], description: 'What is wrong with the control plane itself, or overdue' })
  faults: FaultView[];
}
