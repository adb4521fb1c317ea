import { isFieldPattern, withoutAnchors, wrongField } from './custom-field.js';

const ticket = { name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d{4,8}`, required: true };
const note = { name: 'note', label: 'Note', pattern: null, required: false };

describe('a custom field', () => {
  it.each<[Record<string, string>, ReturnType<typeof wrongField>]>([
    [{ ticket: 'INC-1234' }, null],
    [{ ticket: ' INC-1234 ', note: 'x' }, null],
    [{}, { label: 'Ticket', why: 'missing' }],
    [{ ticket: '  ' }, { label: 'Ticket', why: 'missing' }],
    [{ ticket: 'INC-12' }, { label: 'Ticket', why: 'malformed' }],
    [{ ticket: 'see INC-1234' }, { label: 'Ticket', why: 'malformed' }],
    [
      { ticket: 'INC-1234', note: 'x'.repeat(201) },
      { label: 'Note', why: 'malformed' },
    ],
    [
      { ticket: 'INC-1234', other: 'x' },
      { label: 'other', why: 'unknown' },
    ],
  ])('filled in as %j: %j', (values, wrong) => expect(wrongField([ticket, note], values)).toEqual(wrong));

  it.each([String.raw`INC-\d{4,8}`, '[A-Z]+-[0-9]+', 'x', String.raw`CHG\.\d\d`, '.{3}'])('may have the pattern %s', (text) =>
    expect(isFieldPattern(text)).toBe(true),
  ); // prettier-ignore

  it.each(['', '(a+)+', 'a|b', '^a$', '.*.*.*.*', 'a{', '[z-a]', String.raw`\1`, 'x'.repeat(101), 'a**'])('may not have the pattern %s', (text) =>
    expect(isFieldPattern(text)).toBe(false),
  ); // prettier-ignore

  it.each([
    [String.raw`^INC-\d{4,8}$`, String.raw`INC-\d{4,8}`],
    ['^x', 'x'],
    ['x$', 'x'],
    ['x', 'x'],
    [String.raw`5\$`, String.raw`5\$`],
    [String.raw`a\\$`, String.raw`a\\`],
    [String.raw`\^x`, String.raw`\^x`],
    ['^a|b$', 'a|b'],
  ])('of the pattern %s takes %s', (text, bare) => expect(withoutAnchors(text)).toBe(bare));

  it('takes no time to refuse the longest value', () => {
    const slow = { ...ticket, pattern: '.*.*.*x' };
    expect(isFieldPattern(slow.pattern)).toBe(true);
    const before = process.cpuUsage();
    expect(wrongField([slow], { ticket: 'a'.repeat(200) })).toMatchObject({ why: 'malformed' });
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
