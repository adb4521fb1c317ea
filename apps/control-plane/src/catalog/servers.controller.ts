import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonId, ResourceId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { AccountClaimWithdrawal } from './account-claim-withdrawal.service.js';
import { AccountClaims } from './account-claims.service.js';
import { OwnersInput, ServerOwnersView } from './owners.dto.js';
import { ServerOwners } from './server-owners.service.js';
import { ServersAdministration } from './servers-administration.service.js';
import { AccountClaimReason, AccountClaimsView, ConfirmHostKey, ServerView, WriteOffReason, WrittenOffView } from './servers.dto.js'; // prettier-ignore
import { ServersReading } from './servers-reading.service.js';

@ApiTags('Servers')
@Controller('servers')
export class ServersController {
  constructor(
    private readonly servers: ServersAdministration,
    private readonly reading: ServersReading,
    private readonly claims: AccountClaims,
    private readonly unclaims: AccountClaimWithdrawal,
    private readonly owners: ServerOwners,
  ) {}

  @Get(':id')
  @ApiOkResponse({ type: ServerView })
  @Authority('administrator')
  show(@IdParam() id: ResourceId): Promise<ServerView> {
    return this.reading.view(id);
  }

  @Post(':id/confirm-host-key')
  @ApiOkResponse({ type: ServerView })
  @HttpCode(200)
  @Authority('administrator')
  async confirmHostKey(
    @Me() me: SignedIn,
    @IdParam() id: ResourceId,
    @Body() { fingerprint, replaces }: ConfirmHostKey,
  ): Promise<ServerView> {
    await this.servers.confirmHostKey(me, id, fingerprint, replaces);
    return this.reading.view(id);
  }

  @Post(':id/write-off')
  @ApiOkResponse({ type: WrittenOffView })
  @HttpCode(200)
  @Authority('administrator')
  async writeOff(
    @Me() me: SignedIn,
    @IdParam() id: ResourceId,
    @Body() { reason }: WriteOffReason,
  ): Promise<WrittenOffView> {
    return { writtenOff: await this.servers.writeOff(me, id, reason) };
  }

  @Get(':id/owners')
  @ApiOkResponse({ type: ServerOwnersView })
  @Authority('administrator')
  showOwners(@IdParam() id: ResourceId): Promise<ServerOwnersView> {
    return this.owners.of(id);
  }

  @Put(':id/owners')
  @ApiOkResponse({ type: ServerOwnersView })
  @Authority('administrator')
  async nameOwners(
    @Me() me: SignedIn,
    @IdParam() id: ResourceId,
    @Body() owners: OwnersInput,
  ): Promise<ServerOwnersView> {
    await this.owners.name(me, id, owners);
    return this.owners.of(id);
  }

  @Get(':id/account-claims')
  @ApiOkResponse({ type: AccountClaimsView })
  @Authority('administrator')
  listClaims(@IdParam() id: ResourceId): Promise<AccountClaimsView> {
    return this.claims.of(id);
  }

  @Put(':id/account-claims/:personId')
  @ApiOkResponse({ type: AccountClaimsView })
  @Authority('administrator')
  async claim(
    @Me() me: SignedIn,
    @IdParam() id: ResourceId,
    @IdParam('personId') personId: PersonId,
    @Body() { reason }: AccountClaimReason,
  ): Promise<AccountClaimsView> {
    await this.claims.put(me, id, personId, reason);
    return this.claims.of(id);
  }

  @Delete(':id/account-claims/:personId')
  @ApiOkResponse({ type: AccountClaimsView })
  @HttpCode(200)
  @Authority('administrator')
  async unclaim(
    @Me() me: SignedIn,
    @IdParam() id: ResourceId,
    @IdParam('personId') personId: PersonId,
    @Body() { reason }: AccountClaimReason,
  ): Promise<AccountClaimsView> {
    await this.unclaims.withdraw(me, id, personId, reason);
    return this.claims.of(id);
  }
}
