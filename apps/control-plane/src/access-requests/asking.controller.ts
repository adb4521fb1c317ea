import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccessRequestId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { RateLimited } from '../http/rate-limit.js';
import { AskBatchInput, askOf, AskInput, BackgroundsQuery, batchOf, ReviewInput } from './access-requests.dto.js';
import { AccessRequestsList } from './access-requests-list.service.js';
import { AccessRequestView } from './access-requests.view.js';
import { AskBatchView, BatchDryRunView } from './ask-batch.view.js';
import { Backgrounds } from './background.service.js';
import { RequestBackgroundsView, RequestBackgroundView } from './background.view.js';
import { AskingBatch } from './asking-batch.service.js';
import { DryRuns } from './dry-run.service.js';
import { DryRunView } from './dry-run.view.js';
import { Reviewing } from './reviewing.service.js';

/** Asking for several resources at once, what an ask would come to, what an approver is told, and the review of what was taken in an emergency. */
@ApiTags('access-requests')
@Authority('signed-in')
@Controller('access-requests')
export class AskingController {
  constructor(
    private readonly dryRuns: DryRuns,
    private readonly batch: AskingBatch,
    private readonly reviewing: Reviewing,
    private readonly requests: AccessRequestsList,
    private readonly backgrounds: Backgrounds,
  ) {}

  @Post('dry-run')
  @ApiOkResponse({ type: DryRunView })
  @HttpCode(200)
  @RateLimited({ most: 300, perSeconds: 60 })
  dryRun(@Me() me: SignedIn, @Body() input: AskInput): Promise<DryRunView> {
    return this.dryRuns.of(me, askOf(input));
  }

  /** The same as `background`, of many requests at once. */
  @Get('backgrounds')
  @ApiOkResponse({ type: RequestBackgroundsView })
  async backgroundsOf(@Me() me: SignedIn, @Query() { id }: BackgroundsQuery): Promise<RequestBackgroundsView> {
    return { items: await this.backgrounds.ofEach(me, id as AccessRequestId[]) };
  }

  /** For its approvers and administrators: the account, and what the receiver had and has there. */
  @Get(':id/background')
  @ApiOkResponse({ type: RequestBackgroundView })
  background(@Me() me: SignedIn, @IdParam() id: AccessRequestId): Promise<RequestBackgroundView> {
    return this.backgrounds.of(me, id);
  }

  @Post(':id/review')
  @ApiOkResponse({ type: AccessRequestView })
  @HttpCode(200)
  async review(
    @Me() me: SignedIn,
    @IdParam() id: AccessRequestId,
    @Body() { comment }: ReviewInput,
  ): Promise<AccessRequestView> {
    await this.reviewing.close(me, id, comment);
    return this.requests.get(me, id);
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
