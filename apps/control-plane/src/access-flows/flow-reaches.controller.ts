import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { BundleId, PersonId, TeamId } from '#access/ids.js';
import { Authority } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { FlowReaches } from './flow-reaches.service.js';
import { BundleReachInput, ReachView, reachView, TeamReachInput } from './flow-trials.dto.js';

/** Whom edits of bundles and teams would reach, by the flows that name them. Nothing here changes anything. */
@ApiTags('access-flows')
@Authority('administrator')
@Controller()
export class FlowReachesController {
  constructor(private readonly reaches: FlowReaches) {}

  @Post('bundles/:id/blast-radius')
  @HttpCode(200)
  @ApiOkResponse({ type: ReachView })
  async ofBundle(@IdParam() id: BundleId, @Body() { bundle }: BundleReachInput): Promise<ReachView> {
    return reachView(await this.reaches.ofBundle(id, bundle?.targets ?? []));
  }

  /** Of a team that is not there yet. */
  @Post('teams/blast-radius')
  @HttpCode(200)
  @ApiOkResponse({ type: ReachView })
  async ofNewTeam(@Body() { team }: TeamReachInput): Promise<ReachView> {
    return reachView(await this.reaches.ofTeam(null, contentsOf(team)));
  }

  @Post('teams/:id/blast-radius')
  @HttpCode(200)
  @ApiOkResponse({ type: ReachView })
  async ofTeam(@IdParam() id: TeamId, @Body() { team }: TeamReachInput): Promise<ReachView> {
    return reachView(await this.reaches.ofTeam(id, contentsOf(team)));
  }
}

const contentsOf = (team: TeamReachInput['team']) =>
  team && { name: team.name.trim(), memberIds: team.memberIds as PersonId[] };
