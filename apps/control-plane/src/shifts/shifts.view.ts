import { ApiProperty } from '@nestjs/swagger';
import { SHIFT_UNITS, type ShiftUnit } from '#access/shift.js';
import { PageOf } from '../http/page.js';
import { PersonSummary } from '../identity/person.view.js';

export class ShiftPersonView extends PersonSummary {
  @ApiProperty({ description: 'Counts as nobody' }) disabled: boolean;
}

export class ShiftLengthView {
  @ApiProperty({ type: 'integer' }) count: number;
  @ApiProperty({ enum: [...SHIFT_UNITS], enumName: 'ShiftUnit' }) unit: ShiftUnit;
}

export class ShiftStretchView {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time' }) until: string;
  @ApiProperty({ type: ShiftPersonView, nullable: true }) person: ShiftPersonView | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The override by which the person is on duty' })
  overrideId: string | null; // prettier-ignore
}

export class ShiftScheduleView {
  @ApiProperty({ type: [ShiftStretchView] }) stretches: ShiftStretchView[];
}

export class ShiftOverrideView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time' }) until: string;
  @ApiProperty() person: ShiftPersonView;
}

export class ShiftView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: [ShiftPersonView], description: 'In the order of their turns' }) people: ShiftPersonView[];
  @ApiProperty({ description: 'How long a turn is' }) length: ShiftLengthView;
  @ApiProperty() timeZone: string;
  @ApiProperty({ format: 'date' }) startDate: string;
  @ApiProperty() handoverTime: string;
  @ApiProperty({ type: ShiftPersonView, nullable: true, description: 'Who is on duty now; null: nobody' })
  onDuty: ShiftPersonView | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until somebody else is; null: nobody else follows' })
  onDutyUntil: string | null; // prettier-ignore
  @ApiProperty({ type: [ShiftOverrideView], description: 'Those that have not ended, the earliest first' })
  overrides: ShiftOverrideView[];
}

export class ShiftsPage extends PageOf(ShiftView) {}
