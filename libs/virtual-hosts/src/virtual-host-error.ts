export type VirtualHostErrorCode =
  'not-linux' | 'root-needed' | 'tool-missing' | 'namespaces-forbidden' | 'address-taken' | 'host-failed';

/** Why virtual hosts cannot run here. The message is one sentence for the person; the hint says what to do. */
export class VirtualHostError extends Error {
  constructor(
    readonly code: VirtualHostErrorCode,
    message: string,
    readonly hint?: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'VirtualHostError';
  }
}
