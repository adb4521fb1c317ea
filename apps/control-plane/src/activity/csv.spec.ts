import { csvLine, defused } from './csv.js';

describe('a cell of a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['  =1', "'  =1"],
    ['"=1', '\'"=1'],
    ['\t=1', "\t'=1"],
    ['a\n=1', "a\n'=1"],
    ['a\r\n=1', "a\r\n'=1"],
    ['a;=1', "a;'=1"],
    ['a; "=1', 'a;\' "=1'],
  ])('is no formula for a spreadsheet, though it is %j [I39]', (text, safe) => {
    expect(defused(text)).toBe(safe);
  });

  it.each(['a=1', 'web-ops', '2026-11-22T17:00:00.000Z', 'rita@example.com', 'first; second', ''])(
    'stays as it is where it is %j',
    (text) => {
      expect(defused(text)).toBe(text);
    },
  );

  it('is quoted, with its quotes doubled; a number and nothing are what they are', () => {
    expect(csvLine(['a "b", c', 'two\nlines', -5, null])).toBe('"a ""b"", c","two\nlines","-5",""\r\n');
  });
});
