import { createColors } from "picocolors";
import { tableLines } from "@switchyard/process/table-lines";
import type { ModelResult, RoutingResult } from "./routing-summary";

const columns = [
  { title: "model" },
  { title: "pool" },
  { title: "requests", numeric: true },
  { title: "right", numeric: true },
  { title: "wrong", numeric: true },
  { title: "p50", numeric: true },
  { title: "p95", numeric: true },
];

/** The result of a routing run as an aligned table, with its total and what the unknown model got. */
export function renderRouting(result: RoutingResult, color: boolean): string {
  const paint = createColors(color);
  const [titles = "", ...rows] = tableLines(columns, result.models.map(cells));
  const body = rows.map((row, i) => ((result.models[i]?.wrong ?? 0) > 0 ? paint.red(row) : row));
  const verdict = result.problems.length === 0 ? paint.green : paint.red;
  return [paint.bold(titles), ...body, "", verdict(totals(result)), ""].join("\n");
}

/** A one-sentence summary of all requests. */
export function totals({ models, unknown, seed }: RoutingResult): string {
  const requests = models.reduce((sum, model) => sum + model.requests, 0);
  const right = models.reduce((sum, model) => sum + model.right, 0);
  const status = unknown.status ?? "no answer";
  return `${right} of ${requests} right (random order, seed ${seed}); unknown model ${unknown.model}: ${status}`;
}

function cells(result: ModelResult): readonly string[] {
  const { model, requests, right, wrong, p50Ms, p95Ms } = result;
  return [
    model,
    poolCell(result),
    ...[requests, right, wrong].map(String),
    milliseconds(p50Ms),
    milliseconds(p95Ms),
  ];
}

/** Of several pools, how many requests each has answered. */
function poolCell({ pool, answeredBy }: ModelResult): string {
  if (answeredBy === undefined) return pool;
  return Object.entries(answeredBy)
    .map(([name, count]) => `${name}: ${count}`)
    .join(", ");
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? "-" : `${value.toFixed(1)} ms`;
}
