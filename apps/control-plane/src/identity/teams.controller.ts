import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonId, TeamId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { TeamsAdministration } from './teams-administration.service.js';
import { EditTeam, NewTeam, TeamMembers, TeamsPage, TeamView } from './teams.dto.js';

@ApiTags('people')
@Authority('administrator')
@Controller('teams')
export class TeamsController {
  constructor(private readonly teams: TeamsAdministration) {}

  @Get()
  @ApiOkResponse({ type: TeamsPage })
  list(@Query() query: PageQuery): Promise<TeamsPage> {
    return this.teams.page(query);
  }

  @Post()
  @ApiCreatedResponse({ type: TeamView })
  async add(@Me() me: SignedIn, @Body() input: NewTeam): Promise<TeamView> {
    return this.teams.view(await this.teams.add(me, input));
  }

  @Get(':id')
  @ApiOkResponse({ type: TeamView })
  get(@IdParam() id: TeamId): Promise<TeamView> {
    return this.teams.view(id);
  }

  @Patch(':id')
  @ApiOkResponse({ type: TeamView })
  async edit(@Me() me: SignedIn, @IdParam() id: TeamId, @Body() input: EditTeam): Promise<TeamView> {
    await this.teams.edit(me, id, input);
    return this.teams.view(id);
  }

  @Put(':id/members')
  @ApiOkResponse({ type: TeamView })
  async setMembers(@Me() me: SignedIn, @IdParam() id: TeamId, @Body() input: TeamMembers): Promise<TeamView> {
    await this.teams.setMembers(me, id, input.personIds as PersonId[]);
    return this.teams.view(id);
  }

  @Delete(':id')
  @ApiNoContentResponse()
  @HttpCode(204)
  remove(@Me() me: SignedIn, @IdParam() id: TeamId): Promise<void> {
    return this.teams.remove(me, id);
  }
}
