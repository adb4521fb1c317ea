import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FlowProposalId } from '#access/ids.js';
import { ReachView } from '../access-flows/flow-trials.dto.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { editOfInput, ProposalInput, ProposalsQuery, RefuseProposalInput } from './flow-proposals.dto.js';
import { FlowProposalsReading } from './flow-proposals-reading.service.js';
import { FlowProposals } from './flow-proposals.service.js';
import { FlowProposalsPage, FlowProposalView } from './flow-proposals.view.js';
import { ProposalRadius } from './proposal-radius.service.js';

@ApiTags('flow-proposals')
@Authority('administrator')
@Controller('flow-proposals')
export class FlowProposalsController {
  constructor(
    private readonly proposals: FlowProposals,
    private readonly reading: FlowProposalsReading,
    private readonly radius: ProposalRadius,
  ) {}

  /** Those that wait, unless decided ones are asked for. */
  @Get()
  @ApiOkResponse({ type: FlowProposalsPage })
  list(@Me() me: SignedIn, @Query() query: ProposalsQuery): Promise<FlowProposalsPage> {
    return this.reading.page(me, query);
  }

  /** Keeps an edit until another administrator approves it. Nothing is changed yet. */
  @Post()
  @ApiCreatedResponse({ type: FlowProposalView })
  async propose(@Me() me: SignedIn, @Body() input: ProposalInput): Promise<FlowProposalView> {
    return this.reading.get(me, await this.proposals.propose(me, editOfInput(input), input.version));
  }

  @Get(':id')
  @ApiOkResponse({ type: FlowProposalView })
  get(@Me() me: SignedIn, @IdParam() id: FlowProposalId): Promise<FlowProposalView> {
    return this.reading.get(me, id);
  }

  @Get(':id/blast-radius')
  @ApiOkResponse({ type: ReachView })
  blastRadius(@IdParam() id: FlowProposalId): Promise<ReachView> {
    return this.radius.of(id);
  }

  /** Carries the edit out. */
  @Post(':id/approve')
  @HttpCode(200)
  @ApiOkResponse({ type: FlowProposalView })
  async approve(@Me() me: SignedIn, @IdParam() id: FlowProposalId): Promise<FlowProposalView> {
    await this.proposals.approve(me, id);
    return this.reading.get(me, id);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @ApiOkResponse({ type: FlowProposalView })
  async refuse(
    @Me() me: SignedIn,
    @IdParam() id: FlowProposalId,
    @Body() { reason }: RefuseProposalInput,
  ): Promise<FlowProposalView> {
    await this.proposals.refuse(me, id, reason);
    return this.reading.get(me, id);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOkResponse({ type: FlowProposalView })
  async withdraw(@Me() me: SignedIn, @IdParam() id: FlowProposalId): Promise<FlowProposalView> {
    await this.proposals.withdraw(me, id);
    return this.reading.get(me, id);
  }
}
