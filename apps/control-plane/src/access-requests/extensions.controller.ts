import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { GrantId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { RateLimited } from '../http/rate-limit.js';
import { ExtendInput } from './access-requests.dto.js';
import { AccessRequestsList } from './access-requests-list.service.js';
import { AccessRequestView } from './access-requests.view.js';
import { Extending } from './extending.service.js';

@ApiTags('grants')
@Authority('signed-in')
@Controller('grants')
export class ExtensionsController {
  constructor(
    private readonly extending: Extending,
    private readonly requests: AccessRequestsList,
  ) {}

  @Post(':id/extend')
  @ApiCreatedResponse({
    type: AccessRequestView,
    description: 'The request for it; approved at once where nobody is asked',
  })
  @RateLimited({ most: 60, perSeconds: 60 })
  async extend(
    @Me() me: SignedIn,
    @IdParam() id: GrantId,
    @Body() { durationSeconds, fromUntilAt, reason = null }: ExtendInput,
  ): Promise<AccessRequestView> {
    const seenUntilMs = Date.parse(fromUntilAt);
    return this.requests.get(me, await this.extending.extend(me, id, { durationSeconds, seenUntilMs, reason }));
  }
}
