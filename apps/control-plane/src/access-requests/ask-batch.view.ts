import { ApiProperty } from '@nestjs/swagger';
import { FaultView } from '../http/fault.view.js';
import { AccessRequestView } from './access-requests.view.js';
import { DryRunView } from './dry-run.view.js';

export class AskedResource {
  @ApiProperty({ format: 'uuid' }) resourceId: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: there is no such resource' })
  resourceName: string | null;
  @ApiProperty({ type: [String] }) permissions: string[];
}

export class AskResultView extends AskedResource {
  @ApiProperty({ type: AccessRequestView, nullable: true, description: 'null: it was refused' })
  request: AccessRequestView | null;
  @ApiProperty({ type: FaultView, nullable: true, description: 'Why it was refused' }) refusal: FaultView | null;
}

/** What became of each resource; one that is refused stops no other. */
export class AskBatchView {
  @ApiProperty({ format: 'uuid' }) batchId: string;
  @ApiProperty({ type: [AskResultView] }) results: AskResultView[];
}

export class DryRunOfResource extends AskedResource {
  @ApiProperty() outcome: DryRunView;
}

export class BatchDryRunView {
  @ApiProperty({ type: [DryRunOfResource], description: 'Of a bundle that holds more than 50 servers: the first 50' })
  results: DryRunOfResource[];
  @ApiProperty({ type: 'integer', description: 'How many would be asked for' }) total: number;
}
