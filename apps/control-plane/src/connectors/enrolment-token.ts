import { createHash, randomBytes } from 'node:crypto';

/** A token works once, and so long. */
export const ENROLMENT_TOKEN_LIFE_MS = 60 * 60 * 1000;

/** A new one-time token: 256 random bits, recognisable in a log that it should never be in. */
export const newEnrolmentToken = (): string => `curfew-enrol-${randomBytes(32).toString('base64url')}`;

/** What is stored of a token. It is random, so a plain hash is enough. */
export const enrolmentTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The line that starts a connector with its token, ready to be pasted into a shell. */
export const connectorCommand = (publicUrl: string, token: string): string =>
  `CURFEW_URL=${publicUrl} CURFEW_ENROLMENT_TOKEN=${token} node dist/apps/connector/src/main.js`;
