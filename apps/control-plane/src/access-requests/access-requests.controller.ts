import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccessRequestId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { RateLimited } from '../http/rate-limit.js';
import { AccessRequestsQuery, AnswerInput, askOf, AskInput } from './access-requests.dto.js';
import { AccessRequestsList } from './access-requests-list.service.js';
import { AccessRequestsPage, AccessRequestView } from './access-requests.view.js';
import { Answering } from './answering.service.js';
import { Asking } from './asking.service.js';
import { Cancelling } from './cancelling.service.js';
import { Starting } from './starting.service.js';

@ApiTags('access-requests')
@Authority('signed-in')
@Controller('access-requests')
export class AccessRequestsController {
  constructor(
    private readonly requests: AccessRequestsList,
    private readonly asking: Asking,
    private readonly answering: Answering,
    private readonly starting: Starting,
    private readonly cancelling: Cancelling,
  ) {}

  @Get()
  @ApiOkResponse({ type: AccessRequestsPage })
  list(@Me() me: SignedIn, @Query() query: AccessRequestsQuery): Promise<AccessRequestsPage> {
    return this.requests.page(me, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: AccessRequestView })
  get(@Me() me: SignedIn, @IdParam() id: AccessRequestId): Promise<AccessRequestView> {
    return this.requests.get(me, id);
  }

  @Post()
  @ApiCreatedResponse({
    type: AccessRequestView,
    description: 'Of what runs already: the request to make it longer, with `extension`',
  })
  @RateLimited({ most: 60, perSeconds: 60 })
  async submit(@Me() me: SignedIn, @Body() input: AskInput): Promise<AccessRequestView> {
    const { id, seen } = await this.asking.submit(me, askOf(input));
    return this.requests.get(me, id, seen);
  }

  @Post(':id/approve')
  @ApiOkResponse({ type: AccessRequestView })
  @HttpCode(200)
  async approve(
    @Me() me: SignedIn,
    @IdParam() id: AccessRequestId,
    @Body() { reason = null }: AnswerInput,
  ): Promise<AccessRequestView> {
    return this.requests.get(me, id, await this.answering.answer(me, id, 'yes', reason));
  }

  @Post(':id/deny')
  @ApiOkResponse({ type: AccessRequestView })
  @HttpCode(200)
  async deny(
    @Me() me: SignedIn,
    @IdParam() id: AccessRequestId,
    @Body() { reason = null }: AnswerInput,
  ): Promise<AccessRequestView> {
    return this.requests.get(me, id, await this.answering.answer(me, id, 'no', reason));
  }

  @Post(':id/start')
  @ApiOkResponse({
    type: AccessRequestView,
    description: 'The first use of what was approved: its time begins now. Doing it again changes nothing',
  })
  @HttpCode(200)
  @RateLimited({ most: 60, perSeconds: 60 })
  async start(@Me() me: SignedIn, @IdParam() id: AccessRequestId): Promise<AccessRequestView> {
    await this.starting.use(me, id);
    return this.requests.get(me, id);
  }

  @Post(':id/cancel')
  @ApiOkResponse({ type: AccessRequestView })
  @HttpCode(200)
  async cancel(@Me() me: SignedIn, @IdParam() id: AccessRequestId): Promise<AccessRequestView> {
    await this.cancelling.cancel(me, id);
    return this.requests.get(me, id);
  }
}
