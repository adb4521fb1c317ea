import { HttpStatus } from '@nestjs/common';
import type { FaultCode } from '#access/fault-codes.js';

/** The HTTP status of each fault that a caller of the API can meet. What is not named here is a conflict with how things stand. */
const STATUSES: Partial<Record<FaultCode, HttpStatus>> = {
  'input-invalid': HttpStatus.BAD_REQUEST,
  'not-signed-in': HttpStatus.UNAUTHORIZED,
  'sign-in-refused': HttpStatus.UNAUTHORIZED,
  'not-allowed': HttpStatus.FORBIDDEN,
  'own-request': HttpStatus.FORBIDDEN,
  'own-proposal': HttpStatus.FORBIDDEN,
  'not-an-approver': HttpStatus.FORBIDDEN,
  'access-denied': HttpStatus.FORBIDDEN,
  'cross-site': HttpStatus.FORBIDDEN,
  'enrolment-refused': HttpStatus.FORBIDDEN,
  'link-refused': HttpStatus.FORBIDDEN,
  'not-found': HttpStatus.NOT_FOUND,
  'too-many-tries': HttpStatus.TOO_MANY_REQUESTS,
  'reason-required': HttpStatus.UNPROCESSABLE_ENTITY,
  'too-long': HttpStatus.UNPROCESSABLE_ENTITY,
  'servers-list-invalid': HttpStatus.UNPROCESSABLE_ENTITY,
  'public-key-invalid': HttpStatus.UNPROCESSABLE_ENTITY,
  'public-key-weak': HttpStatus.UNPROCESSABLE_ENTITY,
  'connector-offline': HttpStatus.SERVICE_UNAVAILABLE,
  'database-unreachable': HttpStatus.SERVICE_UNAVAILABLE,
  'internal-error': HttpStatus.INTERNAL_SERVER_ERROR,
};

export const statusOf = (code: FaultCode): HttpStatus => STATUSES[code] ?? HttpStatus.CONFLICT;
