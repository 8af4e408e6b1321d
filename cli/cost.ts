import { costTable } from "../components/cost/cost-table";
import type { MonthlyCost } from "../components/cost/monthly-cost";
import { idleCost } from "../infra/idle-cost";
import type { IdleCost } from "../infra/idle-cost";
import { loadStack } from "../infra/load-stack";
import { stackCost } from "../infra/stack-cost";

/** Options of `switchyard cost`. */
export interface CostOptions {
  readonly stack: string;
  readonly json: boolean;
}

/** What `switchyard cost --json` prints. */
export interface CostReport {
  readonly stack: string;
  /** `null` for a stack that makes nothing on Google Cloud. */
  readonly monthlyCost: (MonthlyCost & { readonly idle: IdleCost }) | null;
}

/**
 * Prints what a stack costs in a month.
 * @throws InvalidArgs when the stack has a problem.
 */
export function runCost(projectDir: string, { stack, json }: CostOptions): void {
  const { config, spec } = loadStack(stack, projectDir);
  const cost = stackCost(spec);
  const report = { stack, monthlyCost: cost ? { ...cost, idle: idleCost({ config, spec }) } : null };
  console.log(json ? JSON.stringify(report, null, 2) : costText(report).join("\n"));
}

/** The lines for a reader: the table, what the sums leave out, and what to do next. */
export function costText({ stack, monthlyCost }: CostReport): readonly string[] {
  if (monthlyCost === null)
    return [
      `Stack ${stack} uses an existing cluster: its nodes and a load balancer of its gateway are not counted here.`,
      "Next: choose a stack that creates its cluster, with neither `cluster.existing` nor a kubeconfig (docs/gke.md).",
    ];
  return [
    ...costTable(monthlyCost),
    "",
    ...monthlyCost.notes,
    ...idleLine(monthlyCost.idle),
    "Not counted: traffic, disks and logs. Prices are list prices unless `switchyard:prices` overrides them.",
    `Next: \`pulumi preview --stack ${stack}\` shows what would be created (docs/accelerators.md explains the prices).`,
  ];
}

/** Empty where one of the two would not be a valid stack. */
function idleLine({ withScaleToZero, withoutScaleToZero }: IdleCost): readonly string[] {
  if (withScaleToZero === undefined || withoutScaleToZero === undefined) return [];
  const [on, off] = [withScaleToZero, withoutScaleToZero].map((usd) => usd.toLocaleString("en-US"));
  return [`Idle, without any request: ${on ?? ""} with \`scaleToZero\`, ${off ?? ""} without.`];
}
