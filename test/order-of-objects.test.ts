import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { reasonsIn } from "../components/plan/create-after";
import { planDeployment } from "../components/plan/deployment-plan";
import { afterNamespace } from "../components/gateway/inference-gateway-chart";
import { buildManifests } from "../infra/build-manifests";
import { resolveStack } from "../infra/resolve-stack";
import { projectDir } from "./support/sources";

/** A stack that has every object, and every edge between two of them. */
const app = buildManifests(
  resolveStack("all", {
    zone: "us-central1-b",
    accelerator: "tpu-v6e-4",
    models: [
      { model: "acme/Alpha-7B", weightsGiB: 15, scaleToZero: true, maxReplicas: 2 },
      {
        model: "acme/Beta-2B",
        weightsGiB: 4,
        variants: [
          {},
          { accelerator: "nvidia-l4" },
          { accelerator: "nvidia-l4", name: "beta-parked", replicas: 0 },
        ],
      },
    ],
  }),
);
const reasons = reasonsIn(app);
const plan = planDeployment(app);

const kinds = new Map(
  plan.map((entry) => [entry.id, entry.kind === "object" ? entry.manifest.kind : "Helm chart"]),
);

/** An object by its kind and its place in a chart, as a reader finds it. */
function named(id: string): string {
  const chart = id.replace(/\/helm$/, "");
  const kind = kinds.get(chart);
  // A whole chart.
  if (kind === undefined) return `all of \`${chart}\``;
  return `${kind} \`${chart.slice(chart.lastIndexOf("/") + 1)}\``;
}

/** Several objects of one kind and place are one. */
function joined(ids: readonly string[]): string {
  return [...new Set(ids.map(named))].join(", ");
}

function orderTable(): string {
  const because = [...new Set(reasons.map((reason) => reason.because))];
  const rows = because.map((text) => {
    const those = reasons.filter((reason) => reason.because === text);
    const objects =
      text === afterNamespace ? "what needs nothing else" : joined(those.map(({ object }) => object));
    return `| ${objects} | ${joined(those.flatMap(({ after }) => after))} | ${text} |`;
  });
  return ["| object | after | because |", "| --- | --- | --- |", ...rows].join("\n");
}

const section = /(<!-- generated from the edges[^\n]*-->\n)([^]*?)(<!-- end -->)/;

/** Cells without the spaces that Prettier fills them up with. */
function cellsOf(table: string): readonly (readonly string[])[] {
  return table
    .trim()
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim().replace(/^-+$/, "---")));
}

test("docs/how-it-works.md has the order of objects as the edges are", () => {
  const file = path.join(projectDir, "docs/how-it-works.md");
  const text = readFileSync(file, "utf8");
  // Prettier aligns its columns afterwards.
  if (process.env["UPDATE_GOLDEN"] !== undefined)
    writeFileSync(
      file,
      text.replace(section, (_, start: string, _old, end: string) => `${start}\n${orderTable()}\n\n${end}`),
    );
  const [, , table = ""] = section.exec(readFileSync(file, "utf8")) ?? [];

  expect(cellsOf(table)).toEqual(cellsOf(orderTable()));
});

test("every edge of a plan has a reason", () => {
  const charts = new Set(plan.map(({ chart }) => chart));
  const explained = new Set(
    reasons.flatMap(({ object, after }) =>
      after.map((needed) => `${object.replace(/\/helm$/, "")} ${needed.replace(/\/helm$/, "")}`),
    ),
  );
  const unexplained = plan.flatMap(({ id, dependsOn }) =>
    dependsOn
      .filter((needed) => !explained.has(`${id} ${needed}`))
      .filter(
        (needed) =>
          ![...charts].some((chart) => needed.startsWith(`${chart}/`) && explained.has(`${id} ${chart}`)),
      )
      .map((needed) => `${id} after ${needed}`),
  );

  expect(reasons.length).toBeGreaterThan(40);
  expect(unexplained).toEqual([]);
});
