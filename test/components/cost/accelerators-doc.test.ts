import { readFileSync } from "node:fs";
import path from "node:path";
import { accelerator, acceleratorNames } from "../../../components/accelerators/table";
import type { AcceleratorName } from "../../../components/accelerators/table";
import type { Consumption } from "../../../components/accelerators/consumption";
import { nodeUsdPerHour } from "../../../components/cost/node-price";

const text = readFileSync(path.join(__dirname, "../../../docs/accelerators.md"), "utf8");

/** Cells of the rows of a table whose first cell is a name in backquotes. */
const documented = text
  .split("\n")
  .filter((line) => /^\| `(tpu|nvidia)-/.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

function price(name: AcceleratorName, region: string, consumption: Consumption): string {
  const row = accelerator(name);
  if (!row.consumption.includes(consumption)) return "not offered";
  return nodeUsdPerHour(row.machineType, region, consumption)?.toFixed(2) ?? "unknown";
}

function expectedRow(name: AcceleratorName): readonly string[] {
  const row = accelerator(name);
  return [
    `\`${name}\``,
    `\`${row.machineType}\``,
    String(row.chips),
    String(row.chips * row.chipMemoryGiB),
    String(row.zones.length),
    price(name, "us-central1", "on-demand"),
    price(name, "us-central1", "spot"),
    price(name, "europe-west4", "on-demand"),
    price(name, "europe-west4", "spot"),
  ];
}

test("docs/accelerators.md has the table's figures, a row for each accelerator", () => {
  expect(documented).toEqual(acceleratorNames.map(expectedRow));
});
