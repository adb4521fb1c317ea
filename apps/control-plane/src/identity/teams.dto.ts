import { ApiProperty } from '@nestjs/swagger';
import { IdListField, Line } from '../http/fields.js';
import { PageOf } from '../http/page.js';
import { PersonSummary, TeamSummary } from './person.view.js';

export const MOST_MEMBERS = 5_000;

export class NewTeam {
  @Line(100) name: string;
  @Line(500, { optional: true, min: 0 }) description?: string;
  @IdListField(MOST_MEMBERS, { optional: true }) memberIds?: string[];
}

export class EditTeam {
  @Line(100, { optional: true }) name?: string;
  @Line(500, { optional: true, min: 0 }) description?: string;
}

export class TeamMembers {
  @IdListField(MOST_MEMBERS) personIds: string[];
}

export class TeamView extends TeamSummary {
  @ApiProperty() description: string;
  @ApiProperty({ type: [PersonSummary] }) members: PersonSummary[];
}

export class TeamsPage extends PageOf(TeamView) {}
