import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiExcludeEndpoint, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { ConnectorId } from '#access/ids.js';
import { EnrolAnswer, EnrolRequest } from '#protocol/enrol.js';
import { ControlPlaneConfig } from '../config.js';
import { actorOf, Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { RateLimited } from '../http/rate-limit.js';
import { ConnectorsAdministration } from './connectors-administration.service.js';
import {
  ConnectorsPage,
  EnrolmentTokenView,
  NewConnector,
  NewConnectorView,
  NewEnrolmentToken,
} from './connectors.dto.js';
import { ConnectorsReading } from './connectors-reading.service.js';
import { EnrolmentService } from './enrolment.service.js';
import { connectorCommand } from './enrolment-token.js';

@ApiTags('Connectors')
@Controller('connectors')
export class ConnectorsController {
  constructor(
    private readonly connectors: ConnectorsAdministration,
    private readonly reading: ConnectorsReading,
    private readonly enrolment: EnrolmentService,
    private readonly config: ControlPlaneConfig,
  ) {}

  @Get()
  @ApiOkResponse({ type: ConnectorsPage })
  @Authority('administrator')
  list(@Query() query: PageQuery): Promise<ConnectorsPage> {
    return this.reading.page(query);
  }

  @Post()
  @ApiCreatedResponse({ type: NewConnectorView })
  @Authority('administrator')
  async add(
    @Me() me: SignedIn,
    @Body() input: NewConnector,
    @Req() request: FastifyRequest,
  ): Promise<NewConnectorView> {
    const { id, token } = await this.connectors.add(actorOf(me), input.name.trim());
    return { connector: await this.reading.view(id), ...this.tokenView(token, request) };
  }

  @Post(':id/enrolment-token')
  @ApiCreatedResponse({ type: EnrolmentTokenView })
  @Authority('administrator')
  async freshToken(
    @Me() me: SignedIn,
    @IdParam() id: ConnectorId,
    @Body() { adds = false }: NewEnrolmentToken,
    @Req() request: FastifyRequest,
  ): Promise<EnrolmentTokenView> {
    return this.tokenView(await this.connectors.freshToken(actorOf(me), id, { adds }), request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Authority('administrator')
  async remove(@Me() me: SignedIn, @IdParam() id: ConnectorId): Promise<void> {
    await this.connectors.remove(me, id);
  }

  @Post('enrol')
  @ApiExcludeEndpoint() // between programs of ours: libs/protocol/src/enrol.ts says what it is
  @HttpCode(200)
  @Authority('connector')
  @RateLimited({ most: 30, perSeconds: 60 })
  enrol(@Body() request: EnrolRequest): Promise<EnrolAnswer> {
    return this.enrolment.enrol(request);
  }

  private tokenView(token: string, request: FastifyRequest): EnrolmentTokenView {
    return { enrolmentToken: token, command: connectorCommand(this.publicUrl(request), token) };
  }

  /** The line is pasted into a shell, so only what an address is made of gets into it. */
  private publicUrl({ protocol, host }: FastifyRequest): string {
    if (this.config.publicUrl) return this.config.publicUrl;
    return /^[\w.:[\]-]+$/.test(host) ? `${protocol}://${host}` : 'https://curfew.example.com';
  }
}
