import { ApiProperty } from '@nestjs/swagger';
import { FAULT_CODES, type FaultCode } from '#access/fault-codes.js';
import { RequestFlow } from './access-requests.view.js';

export class AskedTierView {
  @ApiProperty({ format: 'date-time', description: 'When it is asked, if the request has not ended before' })
  at: string;
  @ApiProperty() inWords: string;
  @ApiProperty({ type: [String], description: 'The first of those who are asked then and were not before' })
  people: string[];
  @ApiProperty({ type: 'integer', description: 'How many there are in all' }) peopleTotal: number;
}

/** The running access that an ask for the same would make longer. */
export class DryRunExtension {
  @ApiProperty({ format: 'uuid' }) grantId: string;
  @ApiProperty({ type: [String], description: 'All that it gives, and would give for longer' }) permissions: string[];
  @ApiProperty({ format: 'date-time', description: 'The end that it has' }) fromUntilAt: string;
  @ApiProperty({ format: 'date-time', description: 'The end that it would get' }) untilAt: string;
  @ApiProperty({ type: 'integer', description: 'Which extension it would be' }) number: number;
  @ApiProperty({ type: 'integer', description: 'How many the flow allows' }) most: number;
  @ApiProperty({ description: 'Its approvers would be asked again' }) approvalNeeded: boolean;
}

const OUTCOMES = ['start', 'later', 'wait', 'extend', 'refuse'] as const;

/** What an ask would come to if it were sent now. */
export class DryRunView {
  @ApiProperty({
    enum: [...OUTCOMES],
    enumName: 'DryRunOutcome',
    description:
      '`start`: access begins at once; `later`: nobody is asked, and it begins later; `wait`: for approval; `extend`: what runs is made longer',
  })
  would: (typeof OUTCOMES)[number];
  @ApiProperty({ description: 'What would happen, or why not, as a sentence' }) text: string;
  @ApiProperty({ type: String, nullable: true, description: 'Where it would be refused: what would help' })
  help: string | null;
  @ApiProperty({ enum: Object.keys(FAULT_CODES), enumName: 'FaultCode', nullable: true, description: 'With which it would be refused' })
  code: FaultCode | null; // prettier-ignore
  @ApiProperty({ type: RequestFlow, nullable: true, description: 'Under which it would be decided' })
  flow: RequestFlow | null;
  @ApiProperty({ type: 'integer', nullable: true }) durationSeconds: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'If nobody answers until then' })
  timesOutAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Where it is known: it begins at once, or at a time that was said',
  })
  endsAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it would begin, where that was said' })
  startsAt: string | null; // prettier-ignore
  @ApiProperty({ type: 'integer', nullable: true, description: 'Its time would begin at the first use, so many seconds after the approval at most' })
  firstUseWithinSeconds: number | null; // prettier-ignore
  @ApiProperty({ description: 'The glass would be broken: approvers review it afterwards' }) breakGlass: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until when it would be reviewed' })
  reviewDueAt: string | null;
  @ApiProperty({ type: DryRunExtension, nullable: true, description: 'There where it would make running access longer' })
  extension: DryRunExtension | null; // prettier-ignore
  @ApiProperty({ type: [AskedTierView], description: 'Who would be asked, the first first' }) tiers: AskedTierView[];
}
