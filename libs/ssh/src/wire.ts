/**
 * libs/ssh: SSH keys, certificates and known hosts, on bytes. No sockets, no files, no clock, no randomness of its own
 * except where a key is made.
 *
 * This file reads and writes the data types of RFC 4251 section 5.
 */

/** The bytes are not what their format says. Parsers turn this into a Fault of their own. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Reads the data types of RFC 4251 one after the other and never beyond the end of its bytes. */
export class WireReader {
  #offset = 0;

  constructor(private readonly bytes: Buffer) {}

  get remaining(): number {
    return this.bytes.length - this.#offset;
  }

  uint32(): number {
    return this.take(4).readUInt32BE();
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64BE();
  }

  /** A `string`: its bytes. */
  string(): Buffer {
    return this.take(this.uint32());
  }

  /** A `string` that must be printable ASCII, such as the name of an algorithm. */
  name(): string {
    const text = this.string().toString('latin1');
    if (!/^[\x20-\x7e]*$/.test(text)) throw new WireError('a name holds bytes that are not printable ASCII');
    return text;
  }

  /** A positive `mpint` in its only form: its magnitude without leading zero bytes. */
  positiveInteger(): Buffer {
    const bytes = this.string();
    const [first = 0x80, second = 0x80] = bytes;
    if (first >= 0x80) throw new WireError('a number is empty or negative');
    if (first > 0) return bytes;
    if (bytes.length < 2 || second < 0x80) throw new WireError('a number has needless leading zeros');
    return bytes.subarray(1);
  }

  /** Everything that is left. */
  rest(): Buffer {
    return this.take(this.remaining);
  }

  /** Says that nothing may follow. */
  end(): void {
    if (this.remaining > 0) throw new WireError('bytes follow after the end');
  }

  private take(length: number): Buffer {
    if (length > this.remaining) throw new WireError('the data ends too early');
    const start = this.#offset;
    this.#offset += length;
    return this.bytes.subarray(start, this.#offset);
  }
}

export function wireUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function wireUint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** A `string` of RFC 4251: length and bytes; text is written as UTF-8. */
export function wireString(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([wireUint32(bytes.length), bytes]);
}

/** A positive `mpint` from its magnitude, with or without leading zero bytes. */
export function wirePositiveInteger(magnitude: Buffer): Buffer {
  const start = magnitude.findIndex((byte) => byte !== 0);
  if (start < 0) return wireString(Buffer.alloc(0));
  const digits = magnitude.subarray(start);
  const needsZero = digits.readUInt8() >= 0x80;
  return wireString(needsZero ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}
