import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { IntegrationId, ResourceId } from '#access/ids.js';
import { actorOf, Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { IntegrationOwnersView } from './owners.dto.js';
import { IntegrationOwners } from './integration-owners.service.js';
import { IntegrationsAdministration } from './integrations-administration.service.js';
import { EditIntegration, IntegrationsPage, IntegrationView, NewIntegration, ServersListInput, ServersListView } from './integrations.dto.js'; // prettier-ignore
import { IntegrationsReading } from './integrations-reading.service.js';
import { type SeenOnServer, ServersAdministration } from './servers-administration.service.js';
import { RemoveFromServers, SeenHostKey, ServersPage, ServersQuery, ServersWithHostKeys, ServerView } from './servers.dto.js'; // prettier-ignore
import { DEFAULT_USER, readServersList } from './servers-list.js';
import { ServersReading } from './servers-reading.service.js';

@ApiTags('Integrations')
@Controller('integrations')
export class IntegrationsController {
  constructor(
    private readonly integrations: IntegrationsAdministration,
    private readonly reading: IntegrationsReading,
    private readonly servers: ServersAdministration,
    private readonly serversReading: ServersReading,
    private readonly owners: IntegrationOwners,
  ) {}

  @Get()
  @ApiOkResponse({ type: IntegrationsPage })
  @Authority('administrator')
  list(@Query() query: PageQuery): Promise<IntegrationsPage> {
    return this.reading.page(query);
  }

  @Post()
  @ApiCreatedResponse({ type: IntegrationView })
  @Authority('administrator')
  async add(@Me() me: SignedIn, @Body() input: NewIntegration): Promise<IntegrationView> {
    await this.owners.refuseUnknown(input);
    return this.reading.view(await this.integrations.add(actorOf(me), input));
  }

  @Post('check-list')
  @ApiOkResponse({ type: ServersListView })
  @HttpCode(200)
  @Authority('administrator')
  checkList(@Body() { servers, defaultUser }: ServersListInput): ServersListView {
    return { servers: readServersList(servers, defaultUser ?? DEFAULT_USER) };
  }

  @Get(':id')
  @ApiOkResponse({ type: IntegrationView })
  @Authority('administrator')
  show(@IdParam() id: IntegrationId): Promise<IntegrationView> {
    return this.reading.view(id);
  }

  @Patch(':id')
  @ApiOkResponse({ type: IntegrationView })
  @Authority('administrator')
  async edit(
    @Me() me: SignedIn,
    @IdParam() id: IntegrationId,
    @Body() input: EditIntegration,
  ): Promise<IntegrationView> {
    await this.owners.refuseUnknown(input);
    await this.integrations.edit(actorOf(me), id, input);
    return this.reading.view(id);
  }

  @Delete(':id')
  @HttpCode(202)
  @Authority('administrator')
  async remove(@Me() me: SignedIn, @IdParam() id: IntegrationId): Promise<void> {
    await this.integrations.remove(me, id);
  }

  @Post(':id/refresh')
  @HttpCode(202)
  @Authority('administrator')
  async refresh(@Me() me: SignedIn, @IdParam() id: IntegrationId): Promise<void> {
    await this.integrations.refresh(me, id);
  }

  @Get(':id/owners')
  @ApiOkResponse({ type: IntegrationOwnersView })
  @Authority('administrator')
  showOwners(@IdParam() id: IntegrationId): Promise<IntegrationOwnersView> {
    return this.owners.of(id);
  }

  @Get(':id/servers')
  @ApiOkResponse({ type: ServersPage })
  @Authority('administrator')
  listServers(@IdParam() id: IntegrationId, @Query() query: ServersQuery): Promise<ServersPage> {
    return this.serversReading.page(id, query);
  }

  @Post(':id/confirm-host-keys')
  @ApiOkResponse({ type: [ServerView] })
  @HttpCode(200)
  @Authority('administrator')
  async confirmHostKeys(
    @Me() me: SignedIn,
    @IdParam() id: IntegrationId,
    @Body() { servers }: ServersWithHostKeys,
  ): Promise<ServerView[]> {
    const seen = seenOn(servers);
    await this.servers.confirmFirstHostKeys(me, id, seen);
    return this.serversReading.views(seen.map((server) => server.id));
  }

  @Post(':id/set-up')
  @ApiOkResponse({ type: [ServerView] })
  @HttpCode(200)
  @Authority('administrator')
  async setUp(
    @Me() me: SignedIn,
    @IdParam() id: IntegrationId,
    @Body() { servers }: ServersWithHostKeys,
  ): Promise<ServerView[]> {
    const wanted = seenOn(servers);
    await this.servers.setUp(me, id, wanted);
    return this.serversReading.views(wanted.map((server) => server.id));
  }

  @Post(':id/remove-from-servers')
  @HttpCode(202)
  @Authority('administrator')
  async removeFromServers(
    @Me() me: SignedIn,
    @IdParam() id: IntegrationId,
    @Body() { serverIds }: RemoveFromServers,
  ): Promise<void> {
    await this.servers.removeFromServers(me, id, serverIds as ResourceId[] | undefined);
  }
}

const seenOn = (servers: SeenHostKey[]): SeenOnServer[] =>
  servers.map(({ id, fingerprint }) => ({ id: id as ResourceId, fingerprint }));
