import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { AcceptedUserCa } from './connectors.dto.js';
import { InstancesAdministration } from './instances-administration.service.js';

@ApiTags('Connectors')
@Authority('administrator')
@Controller('connectors/:id/instances/:instanceId')
export class InstancesController {
  constructor(private readonly instances: InstancesAdministration) {}

  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @Me() me: SignedIn,
    @IdParam() id: ConnectorId,
    @IdParam('instanceId') instanceId: ConnectorKeyId,
  ): Promise<void> {
    await this.instances.remove(me, id, instanceId);
  }

  @Post('accept-user-ca')
  @HttpCode(204)
  @ApiNoContentResponse()
  async acceptUserCa(
    @Me() me: SignedIn,
    @IdParam() id: ConnectorId,
    @IdParam('instanceId') instanceId: ConnectorKeyId,
    @Body() { fingerprint }: AcceptedUserCa,
  ): Promise<void> {
    await this.instances.acceptUserCa(me, id, instanceId, fingerprint);
  }
}
