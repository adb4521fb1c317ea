import type { FaultCode } from './fault-codes.js';

/** One wrong field of an input: where, e.g. `servers[2].host`, and why. */
export interface WrongField {
  path: string;
  reason: string;
}

export interface FaultOptions {
  /** For the log: what a person who mends it wants to see. Never a secret. */
  detail?: string;
  /** For the person: what to do now. */
  hint?: string;
  /** The fields of the input that are wrong. */
  fields?: readonly WrongField[];
  cause?: unknown;
}

/**
 * Something that went wrong and that somebody can act on. The message is for the person it reaches: what went wrong and
 * where. Each code stands in docs/errors.md with its cause and remedy.
 */
export class Fault extends Error {
  readonly detail?: string;
  readonly hint?: string;
  readonly fields?: readonly WrongField[];

  constructor(
    readonly code: FaultCode,
    message: string,
    options: FaultOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.detail = options.detail;
    this.hint = options.hint;
    this.fields = options.fields;
  }
}
