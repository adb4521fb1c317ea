import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { AccessRequestId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { RateLimited } from '../http/rate-limit.js';
import { ActivityExportQuery, ActivityQuery, RevokeGrants, RevokeMatching } from './activity.dto.js';
import { ActivityExport } from './activity-export.service.js';
import { ActivityList } from './activity-list.service.js';
import { ActivityPage, RevocationsView, TimelineView } from './activity.view.js';
import { Revoking } from './revoking.service.js';
import { Timelines } from './timelines.service.js';

/** How many pieces of a file wait for a slow reader. */
const PIECES_WAITING = 2;

@ApiTags('activity')
@Authority('administrator')
@Controller('activity')
export class ActivityController {
  constructor(
    private readonly list: ActivityList,
    private readonly exporting: ActivityExport,
    private readonly revoking: Revoking,
  ) {}

  @Get()
  @ApiOkResponse({ type: ActivityPage })
  page(@Query() query: ActivityQuery): Promise<ActivityPage> {
    return this.list.page(query);
  }

  /** What the filter lets through as a file, newest first. */
  @Get('export')
  @RateLimited({ most: 30, perSeconds: 60 })
  @ApiOkResponse({
    description: 'CSV as of RFC 4180, or one JSON array',
    content: {
      'text/csv': { schema: { type: 'string' } },
      'application/json': { schema: { type: 'array', items: {} } },
    },
  })
  async export(@Me() me: SignedIn, @Query() query: ActivityExportQuery, @Res() reply: FastifyReply): Promise<void> {
    const { name, type, pieces } = await this.exporting.file(me, query);
    void reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Readable.from(pieces, { highWaterMark: PIECES_WAITING }));
  }

  @Post('revoke')
  @HttpCode(200)
  @ApiOkResponse({ type: RevocationsView })
  revoke(@Me() me: SignedIn, @Body() input: RevokeGrants): Promise<RevocationsView> {
    return this.revoking.revoke(me, input);
  }

  @Post('revoke-matching')
  @HttpCode(200)
  @ApiOkResponse({ type: RevocationsView })
  revokeMatching(@Me() me: SignedIn, @Body() input: RevokeMatching): Promise<RevocationsView> {
    return this.revoking.revokeMatching(me, input);
  }
}

@ApiTags('access-requests')
@Authority('signed-in')
@Controller('access-requests')
export class TimelineController {
  constructor(private readonly timelines: Timelines) {}

  @Get(':id/timeline')
  @ApiOkResponse({ type: TimelineView })
  timeline(@Me() me: SignedIn, @IdParam() id: AccessRequestId): Promise<TimelineView> {
    return this.timelines.of(me, id);
  }
}
