/** CSV as RFC 4180 says, with cells that no spreadsheet takes for a formula [I39]. Pure. */

/**
 * Where a spreadsheet might begin to read a formula: at the start of the cell and of each of its lines, and after what other
 * languages' spreadsheets part cells by. Blanks and quotes before it do not help.
 */
const FORMULA_START = /(^|[;\t\r\n])(?=["'\s]*[=+\-@＝＋－＠])/gu;

/** Takes text that somebody typed; gives it so that a spreadsheet shows it as text. */
export const defused = (text: string): string => text.replace(FORMULA_START, "$1'");

const cell = (value: string | number | null): string => {
  const text = typeof value === 'string' ? defused(value) : String(value ?? '');
  return `"${text.replaceAll('"', '""')}"`;
};

/** Takes the cells of one line; gives the line with its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`;
