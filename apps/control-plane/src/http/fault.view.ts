import { ApiProperty } from '@nestjs/swagger';

/** A fault that is shown as part of a thing: why a server is not ready, why a grant could not be added. */
export class FaultView {
  @ApiProperty({ description: 'From the closed list of docs/errors.md' }) code: string;
  @ApiProperty() message: string;
  @ApiProperty({ required: false, description: 'What to do now' }) hint?: string;
  @ApiProperty({ required: false, description: 'For administrators only' }) detail?: string;
}
