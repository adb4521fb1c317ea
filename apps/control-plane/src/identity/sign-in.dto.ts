import { ApiProperty } from '@nestjs/swagger';
import { Line } from '../http/fields.js';
import { Password } from './people.dto.js';
import { LONGEST_PASSWORD } from './passwords.js';
import { PersonView } from './person.view.js';

export class SignIn {
  @Line(254) email: string;
  @Line(LONGEST_PASSWORD, { min: 0 }) password: string;
}

export class ChangePassword {
  @Line(LONGEST_PASSWORD, { min: 0 }) current: string;
  @Password() next: string;
}

export class SessionView {
  @ApiProperty() person: PersonView;
  @ApiProperty({ type: 'integer', description: "Access requests that wait for this person's answer" })
  waitingForMe: number;
  @ApiProperty({ type: [String], description: 'What the person may do in Curfew' }) authorities: string[];
}
