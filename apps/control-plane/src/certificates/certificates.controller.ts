import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { GrantId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { RateLimited } from '../http/rate-limit.js';
import { AccessDetails } from './access-details.service.js';
import { AccessDetailsView, CertificateInput } from './access-details.view.js';
import { CertificatesService } from './certificates.service.js';

@ApiTags('grants')
@Authority('signed-in')
@Controller('grants')
export class CertificatesController {
  constructor(
    private readonly certificates: CertificatesService,
    private readonly details: AccessDetails,
  ) {}

  @Get(':id/access-details')
  @ApiOkResponse({ type: AccessDetailsView })
  accessDetails(@Me() me: SignedIn, @IdParam() id: GrantId): Promise<AccessDetailsView> {
    return this.details.of(me, id);
  }

  @Post(':id/certificate')
  @ApiOkResponse({ type: AccessDetailsView })
  @HttpCode(200)
  @RateLimited({ most: 20, perSeconds: 60 })
  async certificate(
    @Me() me: SignedIn,
    @IdParam() id: GrantId,
    @Body() { publicKey }: CertificateInput,
  ): Promise<AccessDetailsView> {
    await this.certificates.issue(me, id, publicKey ?? null);
    return this.details.of(me, id);
  }
}
