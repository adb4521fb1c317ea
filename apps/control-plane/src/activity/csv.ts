/** CSV as RFC 4180 says, with cells that no spreadsheet takes for a formula [I39]. Pure. */

/** What other languages' spreadsheets part cells and lines by: behind each of them a formula might begin. */
const PARTED = /([;\t\r\n])/u;
/** Blanks and quotes before it do not help. */
const FORMULA = /^["'\s]*[=+\-@＝＋－＠]/u;

/** Takes text that somebody typed; gives it so that a spreadsheet shows it as text, at its start and wherever it may be parted. */
export const defused = (text: string): string =>
  text
    .split(PARTED)
    .map((part) => (FORMULA.test(part) ? `'${part}` : part))
    .join('');

const cell = (value: string | number | null): string => {
  const text = typeof value === 'string' ? defused(value) : String(value ?? '');
  return `"${text.replaceAll('"', '""')}"`;
};

/** Takes the cells of one line; gives the line with its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`;
