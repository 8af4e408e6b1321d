/** A column of a table; numbers are aligned to the right. */
export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** The lines of a table, titles first, each column as wide as its longest cell. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const cell = (text: string, i: number) =>
    columns[i]?.numeric === true ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0);
  return [titles, ...rows].map((row) => row.map(cell).join("  ").trimEnd());
}
