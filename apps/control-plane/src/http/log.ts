/**
 * The log: JSON lines on stderr. Secrets are struck out, and whatever could fool a terminal that shows the log is written as
 * an escape [I39], [I51].
 */
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import { Fault } from '#access/fault.js';
import type { LogLevel } from '../config.js';

const SECRET_FIELDS = [
  'password',
  'current',
  'next',
  'token',
  'enrolmentToken',
  'cookie',
  'authorization',
  '["set-cookie"]',
  'base64_private_key',
  'base64_ca_private_key',
];

const redacted = SECRET_FIELDS.flatMap((field) =>
  field.startsWith('[') ? [field, `*${field}`, `*.*${field}`] : [field, `*.${field}`, `*.*.${field}`],
);

/** Control characters that JSON lets through, and those that turn or hide text. */

const UNSAFE =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const escaped = (text: string): string =>
  [...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** Takes a line of JSON and gives the same JSON in which no character can fool a terminal. */
export const terminalSafe = (json: string): string => json.replace(UNSAFE, escaped);

const safely = (destination: DestinationStream): DestinationStream => ({
  write: (line) => destination.write(terminalSafe(line)),
});

/** @param destination where the lines go; default: stderr */
export const createLog = (
  level: LogLevel,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger =>
  pino(
    {
      level,
      base: { program: 'control-plane' },
      redact: { paths: redacted, censor: '[secret]' },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    safely(destination),
  );

/** Lets Nest and the services of this program, which use Nest's `Logger`, write to the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.log_.info({ part: rest.at(-1) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.log_.warn({ part: rest.at(-1) }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.log_.debug({ part: rest.at(-1) }, String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.log_.trace({ part: rest.at(-1) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (message instanceof Fault) return this.fault(message, rest.at(-1));
    const stack = rest.length > 1 ? rest[0] : undefined;
    const err = message instanceof Error ? { message: message.message, stack: message.stack } : { stack };
    this.log_.error({ part: rest.at(-1), err }, message instanceof Error ? message.message : String(message));
  }

  /** A fault that somebody has to see to: its code is what log watchers look for. */
  private fault({ code, message, hint, detail }: Fault, part: unknown): void {
    this.log_.error({ part, code, hint, detail }, message);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.log_.fatal({ part: rest.at(-1) }, String(message));
  }
}
