import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, ValidateNested } from 'class-validator';
import { Fault } from '#access/fault.js';
import type { PersonId } from '#access/ids.js';
import { SHIFT_LIMITS, SHIFT_UNITS, type ShiftUnit, wrongInShift } from '#access/shift.js';
import { IdField, IdListField, Line, Moment, OneOf, WholeNumber } from '../http/fields.js';
import type { ShiftContents } from './stored-shift.js';

export class ShiftLengthInput {
  @WholeNumber(1, SHIFT_LIMITS.count) count: number;
  @OneOf(SHIFT_UNITS, 'ShiftUnit') unit: ShiftUnit;
}

export class ShiftInput {
  @Line(100) name: string;
  @IdListField(SHIFT_LIMITS.people, { description: 'In the order of their turns' }) personIds: string[];
  @IsDefined({ message: 'must be given' })
  @ValidateNested()
  @Type(() => ShiftLengthInput)
  @ApiProperty({ description: 'How long a turn is' })
  length: ShiftLengthInput;
  @Line(64, { description: 'IANA name, such as Europe/Berlin' }) timeZone: string;
  @Line(10, { description: 'The day on which the first turn begins, such as 2026-11-22' }) startDate: string;
  @Line(5, { description: 'The time of day in that zone, such as 09:00' }) handoverTime: string;
}

export class OverrideInput {
  @IdField() personId: string;
  @Moment() from: string;
  @Moment() until: string;
}

export class ScheduleQuery {
  @Moment({ optional: true, description: 'Now, unless it is said' }) from?: string;
  @Moment({ optional: true, description: 'Four weeks later, unless it is said; at most 92 days' }) until?: string;
}

/** What the input says, as it is stored. @throws Fault input-invalid that names each field that cannot be read */
export const contentsOfInput = (input: ShiftInput): ShiftContents => {
  const { length, timeZone, startDate, handoverTime } = input;
  const people = input.personIds as PersonId[];
  const contents = { people, length: { count: length.count, unit: length.unit }, timeZone, startDate, handoverTime };
  const fields = wrongInShift(contents);
  if (fields.length === 0) return { name: input.name.trim(), ...contents };
  throw new Fault(
    'input-invalid',
    `The shift is wrong: ${fields.map(({ path, reason }) => `${path} ${reason}`).join('; ')}.`,
    { hint: 'Correct the fields and send them again.', fields },
  );
};
