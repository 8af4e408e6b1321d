import { tableLines } from "../table-lines";
import type { CostLine, MonthlyCost, Span } from "./monthly-cost";

const columns = [
  { title: "USD a month" },
  { title: "" },
  { title: "minimum", numeric: true },
  { title: "current", numeric: true },
  { title: "maximum", numeric: true },
];

/** The lines of a table: each part, their sum, and what the sum leaves out. */
export function costTable(cost: MonthlyCost): readonly string[] {
  const rows = [...cost.lines.map(row), ["total", "", ...dollars(cost)]];
  const missing = `no list price is known for ${cost.unpriced.join(" and ")}: the total excludes it; set prices.machines`;
  return [...tableLines(columns, rows), ...(cost.unpriced.length > 0 ? [missing] : [])];
}

function row({ name, detail, usd }: CostLine): readonly string[] {
  return [name, detail, ...(usd === undefined ? ["unknown", "unknown", "unknown"] : dollars(usd))];
}

function dollars({ minimumUsd, currentUsd, maximumUsd }: Span): readonly string[] {
  return [minimumUsd, currentUsd, maximumUsd].map((usd) => Math.round(usd).toLocaleString("en-US"));
}
