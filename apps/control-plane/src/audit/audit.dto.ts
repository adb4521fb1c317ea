import { ApiProperty } from '@nestjs/swagger';
import { Matches, ValidateIf } from 'class-validator';
import { IdField, Line, Moment, WholeNumber } from '../http/fields.js';
import { PageOf } from '../http/page.js';

const RowId = (): PropertyDecorator => (target, property) => {
  ApiProperty({ required: false, description: 'Only rows older than this one: its id' })(target, property);
  ValidateIf((_, value) => value !== undefined)(target, property);
  Matches(/^\d{1,18}$/, { message: 'must be the id of a row' })(target, property);
};

/** Which rows of the record somebody wants to see. */
export class AuditFilter {
  @IdField({ optional: true }) actorId?: string;
  @Line(100, { optional: true }) action?: string;
  @IdField({ optional: true }) objectId?: string;
  @Moment({ optional: true, description: 'Only rows of this moment or later' }) from?: string;
  @Moment({ optional: true, description: 'Only rows before this moment' }) to?: string;
}

export class AuditQuery extends AuditFilter {
  @RowId() before?: string;
  @WholeNumber(1, 200, { optional: true, default: 50 }) limit: number = 50;
}

export class AuditActorView {
  @ApiProperty({ enum: ['person', 'connector', 'system'] }) kind: 'person' | 'connector' | 'system';
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id: string | null;
  @ApiProperty() name: string;
}

export class AuditObjectView {
  @ApiProperty() kind: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id: string | null;
  @ApiProperty() name: string;
}

export class AuditRowView {
  @ApiProperty() id: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() actor: AuditActorView;
  @ApiProperty({ description: 'Such as access-request.approved' }) action: string;
  @ApiProperty() object: AuditObjectView;
  @ApiProperty({ type: 'object', additionalProperties: true }) detail: Record<string, unknown>;
  @ApiProperty({ type: String, nullable: true }) ip: string | null;
}

export class AuditPage extends PageOf(AuditRowView) {}
