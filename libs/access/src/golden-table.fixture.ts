/** A table as text, for golden files that are read as a diff. */
export const table = (title: string, columns: string[], rows: [string, string[]][]): string => {
  const widths = ['', ...columns].map((head, at) =>
    Math.max(head.length, ...rows.map(([name, cells]) => (at === 0 ? name : cells[at - 1]).length)),
  );
  const line = (cells: string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]))
      .join(' | ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('-|-');
  return [`## ${title}`, '', line(['', ...columns]), rule, ...rows.map(([name, cells]) => line([name, ...cells]))].join(
    '\n',
  );
};
