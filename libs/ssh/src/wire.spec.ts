import fc from 'fast-check';
import { WireError, WireReader, wirePositiveInteger, wireString, wireUint32, wireUint64 } from './wire.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

it('writes numbers as RFC 4251 section 5 shows them', () => {
  expect(wirePositiveInteger(hex(''))).toEqual(hex('00 00 00 00'));
  expect(wirePositiveInteger(hex('09 a3 78 f9 b2 e3 32 a7'))).toEqual(hex('00 00 00 08 09 a3 78 f9 b2 e3 32 a7'));
  expect(wirePositiveInteger(hex('80'))).toEqual(hex('00 00 00 02 00 80'));
  expect(wireString('testing')).toEqual(hex('00 00 00 07 74 65 73 74 69 6e 67'));
  expect(wireUint32(699921578)).toEqual(hex('29 b7 f4 aa'));
});

it('reads back what it wrote', () => {
  const values = fc.record({
    text: fc.string(),
    bytes: fc.uint8Array(),
    small: fc.nat(),
    large: fc.bigInt(0n, 2n ** 64n - 1n),
  });
  fc.assert(
    fc.property(values, fc.bigInt(1n, 2n ** 600n), ({ text, bytes, small, large }, number) => {
      const digits = number.toString(16);
      const magnitude = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
      const parts = [wireString(text), wireString(Buffer.from(bytes)), wireUint32(small), wireUint64(large)];
      const reader = new WireReader(Buffer.concat([...parts, wirePositiveInteger(magnitude)]));
      expect(reader.string().toString()).toBe(text);
      expect(reader.string()).toEqual(Buffer.from(bytes));
      expect(reader.uint32()).toBe(small);
      expect(reader.uint64()).toBe(large);
      expect(reader.positiveInteger()).toEqual(magnitude);
      reader.end();
    }),
  );
});

it.each([
  ['a length beyond the end', '00 00 00 05 01', (reader: WireReader) => reader.string()],
  ['a length of 4 GiB', 'ff ff ff ff 01', (reader: WireReader) => reader.string()],
  ['an empty number', '00 00 00 00', (reader: WireReader) => reader.positiveInteger()],
  ['zero', '00 00 00 01 00', (reader: WireReader) => reader.positiveInteger()],
  ['a negative number', '00 00 00 01 80', (reader: WireReader) => reader.positiveInteger()],
  ['a number with needless zeros', '00 00 00 02 00 7f', (reader: WireReader) => reader.positiveInteger()],
  ['a name with a control character', '00 00 00 01 0a', (reader: WireReader) => reader.name()],
  ['bytes after the end', '00', (reader: WireReader) => reader.end()],
])('refuses %s', (_, bytes, read) => {
  expect(() => read(new WireReader(hex(bytes)))).toThrow(WireError);
});
