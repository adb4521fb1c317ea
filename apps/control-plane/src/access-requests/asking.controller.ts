import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { RateLimited } from '../http/rate-limit.js';
import { AskBatchInput, askOf, AskInput, batchOf } from './access-requests.dto.js';
import { AskBatchView, BatchDryRunView } from './ask-batch.view.js';
import { AskingBatch } from './asking-batch.service.js';
import { DryRuns } from './dry-run.service.js';
import { DryRunView } from './dry-run.view.js';

/** Asking for several resources at once, and what an ask would come to. */
@ApiTags('access-requests')
@Authority('signed-in')
@Controller('access-requests')
export class AskingController {
  constructor(
    private readonly dryRuns: DryRuns,
    private readonly batch: AskingBatch,
  ) {}

  @Post('dry-run')
  @ApiOkResponse({ type: DryRunView })
  @HttpCode(200)
  @RateLimited({ most: 300, perSeconds: 60 })
  dryRun(@Me() me: SignedIn, @Body() input: AskInput): Promise<DryRunView> {
    return this.dryRuns.of(me, askOf(input));
  }

  @Post('batch')
  @ApiOkResponse({ type: AskBatchView })
  @HttpCode(200)
  @RateLimited({ most: 10, perSeconds: 60 })
  submit(@Me() me: SignedIn, @Body() input: AskBatchInput): Promise<AskBatchView> {
    return this.batch.submit(me, batchOf(input));
  }

  @Post('batch/dry-run')
  @ApiOkResponse({ type: BatchDryRunView })
  @HttpCode(200)
  @RateLimited({ most: 60, perSeconds: 60 })
  dryRunBatch(@Me() me: SignedIn, @Body() input: AskBatchInput): Promise<BatchDryRunView> {
    return this.batch.dryRun(me, batchOf(input));
  }
}
