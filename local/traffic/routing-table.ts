import { createColors } from "picocolors";
import type { ModelResult, RoutingResult } from "./routing-summary";

type Cell = string | number;

/** Columns and whether they hold numbers, which are aligned to the right. */
const columns = [
  { title: "model", numeric: false, cell: ({ model }: ModelResult): Cell => model },
  { title: "pool", numeric: false, cell: ({ pool }: ModelResult): Cell => pool },
  { title: "requests", numeric: true, cell: ({ requests }: ModelResult): Cell => requests },
  { title: "right", numeric: true, cell: ({ right }: ModelResult): Cell => right },
  { title: "wrong", numeric: true, cell: ({ wrong }: ModelResult): Cell => wrong },
  { title: "p50", numeric: true, cell: ({ p50Ms }: ModelResult): Cell => milliseconds(p50Ms) },
  { title: "p95", numeric: true, cell: ({ p95Ms }: ModelResult): Cell => milliseconds(p95Ms) },
];

/** The result of a routing run as an aligned table, with its total and what the unknown model got. */
export function renderRouting(result: RoutingResult, color: boolean): string {
  const paint = createColors(color);
  const rows = result.models.map((model) => columns.map(({ cell }) => String(cell(model))));
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, i, widths))
      .join("  ")
      .trimEnd();
  const body = rows.map((row, i) => ((result.models[i]?.wrong ?? 0) > 0 ? paint.red(line(row)) : line(row)));
  const verdict = result.problems.length === 0 ? paint.green : paint.red;
  return [paint.bold(line(titles)), ...body, "", verdict(totals(result)), ""].join("\n");
}

/** One sentence on all requests together. */
export function totals({ models, unknown, seed }: RoutingResult): string {
  const requests = models.reduce((sum, model) => sum + model.requests, 0);
  const right = models.reduce((sum, model) => sum + model.right, 0);
  const status = unknown.status ?? "no answer";
  return `${right} of ${requests} right (random order, seed ${seed}); unknown model ${unknown.model}: ${status}`;
}

function pad(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  return columns[column]?.numeric === true ? cell.padStart(width) : cell.padEnd(width);
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? "-" : `${value.toFixed(1)} ms`;
}
