import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { Line } from '../http/fields.js';
import { PeopleService } from './people.service.js';
import { nameOf, PersonSummary, summaryOf, teamSummaryOf, TeamSummary } from './person.view.js';
import { TeamsService } from './teams.service.js';

const MOST_FOUND = 20;

export class DirectoryQuery {
  @Line(200, { optional: true, min: 0, description: 'Only names that have this text in them' }) search?: string;
}

export class DirectoryView {
  @ApiProperty({ type: [PersonSummary] }) people: PersonSummary[];
  @ApiProperty({ type: 'integer', description: 'How many people have that text in their name' }) peopleTotal: number;
  @ApiProperty({ type: [TeamSummary] }) teams: TeamSummary[];
  @ApiProperty({ type: 'integer', description: 'How many teams have that text in their name' }) teamsTotal: number;
}

@ApiTags('people')
@Controller('directory')
export class DirectoryController {
  constructor(
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
  ) {}

  /** The first people and teams of a name. Addresses are for administrators. */
  @Get()
  @ApiOkResponse({ type: DirectoryView })
  @Authority('signed-in')
  async find(@Me() me: SignedIn, @Query() { search = '' }: DirectoryQuery): Promise<DirectoryView> {
    const people = await this.people.withName(search.trim(), MOST_FOUND);
    const teams = await this.teams.withName(search.trim(), MOST_FOUND);
    return {
      people: people.items.map(me.role === 'administrator' ? summaryOf : nameOf),
      peopleTotal: people.total,
      teams: teams.items.map(teamSummaryOf),
      teamsTotal: teams.total,
    };
  }
}
