/** A reason not to start or to go on, told by its message alone: one sentence, and perhaps what to do. Exit code 1 unless given. */
export class Stop extends Error {
  constructor(
    message: string,
    readonly hint?: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'Stop';
  }
}

/** Tells why the program ends, and with which code. A fault that nobody foresaw is shown whole. */
export function tellAndExit(error: unknown): never {
  if (error instanceof Stop) {
    process.stderr.write(`curfew: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ''}`);
    process.exit(error.exitCode);
  }
  process.stderr.write(`curfew: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
