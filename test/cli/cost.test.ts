import { costText } from "../../cli/cost";
import { checkStackConfig } from "../../infra/load-stack";
import { stackCost } from "../../infra/stack-cost";
import { switchyard } from "../support/switchyard";

jest.setTimeout(120_000);

const models = [{ model: "microsoft/Phi-3-mini-4k-instruct" }];
const config = { zone: "europe-west4-a", accelerator: "nvidia-l4", models };

function costOf() {
  const cost = stackCost(checkStackConfig("mine", config).spec);
  if (!cost) throw new Error("the stack makes nodes");
  return cost;
}

test("the table ends with what an idle month costs, what is not counted, and the next command", () => {
  const idle = { withScaleToZero: 329, withoutScaleToZero: 1577 };
  const lines = costText({ stack: "mine", monthlyCost: { ...costOf(), idle } });

  expect(lines[0]).toMatch(/^USD a month +minimum +current +maximum$/);
  expect(lines.slice(-4)).toEqual([
    "",
    "Idle, without any request: 329 with `scaleToZero`, 1,577 without.",
    "Not counted: traffic, disks and logs. Prices are list prices unless `switchyard:prices` overrides them.",
    "Next: `pulumi preview --stack mine` shows what would be created (docs/accelerators.md explains the prices).",
  ]);
});

test("the idle cost is left out where the stack would be invalid with the other setting", () => {
  const lines = costText({ stack: "mine", monthlyCost: { ...costOf(), idle: { withScaleToZero: 329 } } });

  expect(lines.filter((line) => line.startsWith("Idle"))).toEqual([]);
});

test("the notes follow the table", () => {
  const notes = ["gpu: nodes of a reservation are counted while they run"];
  const lines = costText({ stack: "mine", monthlyCost: { ...costOf(), notes, idle: {} } });

  expect(lines.slice(-4, -2)).toEqual(["", ...notes]);
});

test("a stack that makes its own cluster: a table, and the same as data", () => {
  const table = switchyard(["cost", "--stack", "gpu"]);
  expect(table).toMatchObject({ status: 0, stderr: "" });
  const { stdout, status } = switchyard(["cost", "--stack", "gpu", "--json"]);
  expect(status).toBe(0);

  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({
    stack: "gpu",
    monthlyCost: {
      lines: expect.arrayContaining([
        expect.objectContaining({ name: "cluster", detail: "management fee" }),
      ]) as unknown,
      unpriced: [],
    },
  });
  const total = /^total +([\d,]+) /m.exec(table.stdout)?.[1]?.replaceAll(",", "");
  expect(report).toMatchObject({ monthlyCost: { idle: { withoutScaleToZero: Number(total) } } });
});

test("a stack for an existing cluster has no price", () => {
  expect(switchyard(["cost", "--stack", "local"])).toEqual({
    status: 0,
    stdout:
      "Stack local uses an existing cluster: its nodes and a load balancer of its gateway are not counted here.\n" +
      "Next: choose a stack that creates its cluster, with neither `cluster.existing` nor a kubeconfig (docs/gke.md).\n",
    stderr: "",
  });
  const { stdout } = switchyard(["cost", "--stack", "local", "--json"]);
  expect(JSON.parse(stdout)).toEqual({ stack: "local", monthlyCost: null });
});
