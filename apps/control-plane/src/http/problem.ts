import { ApiProperty } from '@nestjs/swagger';
import { HttpException, HttpStatus } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { FAULT_CODES, type FaultCode } from '#access/fault-codes.js';
import { statusOf } from './statuses.js';

export class ProblemField {
  @ApiProperty({ description: 'Where, e.g. servers[2].host' }) path: string;
  @ApiProperty() reason: string;
}

/** What every refused call answers, as application/problem+json (RFC 9457). */
export class Problem {
  @ApiProperty({ type: 'integer' }) status: number;
  @ApiProperty({ enum: Object.keys(FAULT_CODES), enumName: 'FaultCode' }) code: FaultCode;
  @ApiProperty({ description: 'What went wrong, for the person' }) message: string;
  @ApiProperty({ required: false, description: 'What to do now' }) hint?: string;
  @ApiProperty({ type: [ProblemField], required: false }) fields?: ProblemField[];
}

type Known = Omit<Problem, 'status'>;

/** What the server in front of the handlers refuses, by its HTTP status. */
const REFUSALS: Partial<Record<number, Known>> = {
  [HttpStatus.BAD_REQUEST]: {
    code: 'input-invalid',
    message: 'The call cannot be read.',
    hint: 'Send JSON of the form that /api/docs shows.',
  },
  [HttpStatus.NOT_FOUND]: {
    code: 'not-found',
    message: 'There is nothing at this address.',
    hint: 'All calls are listed at /api/docs.',
  },
  [HttpStatus.METHOD_NOT_ALLOWED]: {
    code: 'not-found',
    message: 'This address does not take this kind of call.',
    hint: 'All calls are listed at /api/docs.',
  },
  [HttpStatus.PAYLOAD_TOO_LARGE]: {
    code: 'input-invalid',
    message: 'The call is larger than 1 MiB.',
    hint: 'Send less at once.',
  },
  [HttpStatus.URI_TOO_LONG]: { code: 'input-invalid', message: 'The address of the call is too long.' },
  [HttpStatus.UNSUPPORTED_MEDIA_TYPE]: {
    code: 'input-invalid',
    message: 'The call is not JSON.',
    hint: 'Send it with Content-Type: application/json.',
  },
  [HttpStatus.TOO_MANY_REQUESTS]: {
    code: 'too-many-tries',
    message: 'There were too many calls in a short time.',
    hint: 'Wait a minute and try again.',
  },
  [HttpStatus.SERVICE_UNAVAILABLE]: {
    code: 'internal-error',
    message: 'The control plane is stopping.',
    hint: 'Try again in a moment.',
  },
};

const INTERNAL: Known = {
  code: 'internal-error',
  message: 'Curfew itself failed at this call.',
  hint: 'Try again. If it stays so, an administrator finds the cause in the log of the control plane.',
};

const refusedStatusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const isOfServer = error instanceof Error && 'code' in error && String(error.code).startsWith('FST_');
  return isOfServer && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
};

/** Takes whatever was thrown and gives what the caller may know of it. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Fault) {
    const { code, message, hint, fields } = error;
    return { status: statusOf(code), code, message, ...(hint && { hint }), ...(fields && { fields: [...fields] }) };
  }
  const status = refusedStatusOf(error);
  const known = status === undefined ? undefined : REFUSALS[status];
  return status !== undefined && known ? { status, ...known } : { status: 500, ...INTERNAL };
};
