import type { FaultCode } from './fault-codes.js';

export interface FaultOptions {
  /** For the log: what a person who mends it wants to see. Never a secret. */
  detail?: string;
  /** For the person: what to do now. */
  hint?: string;
  cause?: unknown;
}

/**
 * Something that went wrong and that somebody can act on. The message is for the person it reaches: what went wrong and
 * where. Each code stands in docs/errors.md with its cause and remedy.
 */
export class Fault extends Error {
  readonly detail?: string;
  readonly hint?: string;

  constructor(
    readonly code: FaultCode,
    message: string,
    options: FaultOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.detail = options.detail;
    this.hint = options.hint;
  }
}
