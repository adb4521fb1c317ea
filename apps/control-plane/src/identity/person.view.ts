import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../http/page.js';
import { type Person, ROLES, type Role, type Team } from './person.js';

export class PersonSummary {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
}

export class TeamSummary {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

export class PersonView extends PersonSummary {
  @ApiProperty({ description: 'The name of the person on servers' }) accountName: string;
  @ApiProperty({ enum: [...ROLES], enumName: 'Role' }) role: Role;
  @ApiProperty() disabled: boolean;
  @ApiProperty({ type: PersonSummary, nullable: true }) manager: PersonSummary | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) attributes: Record<string, string>;
  @ApiProperty({ type: [TeamSummary] }) teams: TeamSummary[];
  @ApiProperty({ description: 'Who vouches for the person' }) issuer: string;
  @ApiProperty() subject: string;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

export class PeoplePage extends PageOf(PersonView) {}

/** A person in short, for those who may know his address. */
export const summaryOf = ({ id, displayName, email }: Person): PersonSummary => ({ id, displayName, email });

/** A person in short, for everybody: without the address. */
export const nameOf = ({ id, displayName }: Person): PersonSummary => ({ id, displayName, email: null });

export const teamSummaryOf = ({ id, name }: Team): TeamSummary => ({ id, name });

/** The whole of a person, for administrators and himself. */
export const personView = (person: Person, manager: Person | undefined, teams: readonly Team[]): PersonView => ({
  ...summaryOf(person),
  accountName: person.accountName,
  role: person.role,
  disabled: person.disabled,
  manager: manager ? summaryOf(manager) : null,
  attributes: { ...person.attributes },
  teams: teams.map(teamSummaryOf),
  issuer: person.issuer,
  subject: person.subject,
  createdAt: person.createdAt.toISOString(),
});
