import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccessFlowId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { AccessFlowEdit, AccessFlowInput, contentsOfInput } from './access-flows.dto.js';
import { AccessFlowsReading } from './access-flows-reading.service.js';
import { AccessFlowsService } from './access-flows.service.js';
import { AccessFlowsPage, AccessFlowView } from './access-flows.view.js';
import { FlowReferences } from './flow-references.service.js';

@ApiTags('access-flows')
@Authority('administrator')
@Controller('access-flows')
export class AccessFlowsController {
  constructor(
    private readonly flows: AccessFlowsService,
    private readonly reading: AccessFlowsReading,
    private readonly references: FlowReferences,
  ) {}

  @Get()
  @ApiOkResponse({ type: AccessFlowsPage })
  list(@Query() query: PageQuery): Promise<AccessFlowsPage> {
    return this.reading.page(query);
  }

  @Post()
  @ApiCreatedResponse({ type: AccessFlowView })
  async add(@Me() me: SignedIn, @Body() input: AccessFlowInput): Promise<AccessFlowView> {
    const contents = contentsOfInput(input);
    await this.references.refuseUnknown(input);
    return this.reading.get(await this.flows.add(me, contents));
  }

  @Get(':id')
  @ApiOkResponse({ type: AccessFlowView })
  get(@IdParam() id: AccessFlowId): Promise<AccessFlowView> {
    return this.reading.get(id);
  }

  @Put(':id')
  @ApiOkResponse({ type: AccessFlowView })
  async edit(@Me() me: SignedIn, @IdParam() id: AccessFlowId, @Body() input: AccessFlowEdit): Promise<AccessFlowView> {
    const contents = contentsOfInput(input);
    await this.references.refuseUnknown(input);
    await this.flows.edit(me, id, contents, input.version);
    return this.reading.get(id);
  }

  @Post(':id/activate')
  @ApiOkResponse({ type: AccessFlowView })
  @HttpCode(200)
  async activate(@Me() me: SignedIn, @IdParam() id: AccessFlowId): Promise<AccessFlowView> {
    await this.flows.activate(me, id);
    return this.reading.get(id);
  }

  @Post(':id/deactivate')
  @ApiOkResponse({ type: AccessFlowView })
  @HttpCode(200)
  async deactivate(@Me() me: SignedIn, @IdParam() id: AccessFlowId): Promise<AccessFlowView> {
    await this.flows.deactivate(me, id);
    return this.reading.get(id);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Me() me: SignedIn, @IdParam() id: AccessFlowId): Promise<void> {
    await this.flows.remove(me, id);
  }
}
