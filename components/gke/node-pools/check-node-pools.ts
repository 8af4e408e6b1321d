import { checkConsumption } from "../../accelerators/check-consumption";
import { accelerator, acceleratorNames } from "../../accelerators/table";
import type { AcceleratorName } from "../../accelerators/table";
import { checkTopology } from "../../accelerators/topology";
import { formatProblem, quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";
import { poolPropPath } from "./accelerator-pools";
import type { AcceleratorPoolSpec } from "./accelerator-pools";
import type { NodePoolsProps, PoolProps } from "./node-pool-props";
import { checkReservations } from "./check-reservations";
import type { SystemPoolSpec } from "./system-pool";

/** Problems of the node pools, each reported once, however many pools it concerns. */
export function checkNodePools(
  props: NodePoolsProps,
  pools: readonly AcceleratorPoolSpec[],
  system: SystemPoolSpec,
): readonly Problem[] {
  const problems = [
    ...acceleratorNames.flatMap((name) => checkOwnOptions(name, props)),
    ...pools.flatMap((pool) => checkPool(pool, props)),
    ...checkReservations(props, pools),
    ...checkSystemPool(system),
  ];
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
}

const gpuOptions = ["gpuDriver", "gpuSharing"] as const satisfies (keyof PoolProps)[];

/** Options that an accelerator does not have. A value for all applies only where it fits. */
function checkOwnOptions(name: AcceleratorName, { accelerators }: NodePoolsProps): readonly Problem[] {
  const own = accelerators?.[name] ?? {};
  const path = `nodePools.accelerators.${name}`;
  const topology = own.topology === undefined ? [] : checkTopology(`${path}.topology`, name, own.topology);
  if (accelerator(name).kind === "gpu") return topology;
  const unfit = gpuOptions.filter((key) => own[key] !== undefined);
  return [
    ...topology,
    ...unfit.map((key) => ({
      code: "NotApplicable" as const,
      path: `${path}.${key}`,
      rule: "must be left out for a TPU",
      got: quote(own[key]),
      fix: "remove it",
    })),
  ];
}

function checkPool(pool: AcceleratorPoolSpec, props: NodePoolsProps): readonly Problem[] {
  return [
    ...checkConsumption(
      poolPropPath(pool.accelerator, "consumption", props),
      pool.accelerator,
      pool.consumption,
    ),
    ...checkSharing(pool, props),
    ...checkBounds(pool, props),
  ];
}

function checkSharing(
  { name, accelerator: used, gpu }: AcceleratorPoolSpec,
  props: NodePoolsProps,
): readonly Problem[] {
  if (gpu?.sharing === undefined || gpu.count === 1) return [];
  return [
    {
      code: "NotApplicable",
      path: poolPropPath(used, "gpuSharing", props),
      rule: `must be left out for ${name}, which has ${gpu.count} GPUs per node: a model takes them all`,
      got: quote(gpu.sharing),
      fix: "remove it, or set it under nodePools.accelerators for the accelerators with one GPU per node",
    },
  ];
}

/** Only explicit values: if the replicas need more than the maximum nodes, the fit check reports it. */
function checkBounds(pool: AcceleratorPoolSpec, props: NodePoolsProps): readonly Problem[] {
  const { accelerator: name, minNodes, maxNodes, consumption } = pool;
  if ((props.accelerators?.[name]?.minNodes ?? props.minNodes) === undefined) return [];
  const path = poolPropPath(name, "minNodes", props);
  if (consumption === "flex-start" && minNodes > 0)
    return [
      {
        code: "OutOfRange",
        path,
        rule: `must be 0 for ${name} with flex-start, whose nodes come only for waiting pods`,
        got: String(minNodes),
        fix: `leave it out, or set nodePools.accelerators.${name}.minNodes to 0`,
      },
    ];
  if (minNodes <= maxNodes) return [];
  return [
    {
      code: "MinAboveMax",
      path,
      rule: `must be at most ${poolPropPath(name, "maxNodes", props)}, ${maxNodes}`,
      got: String(minNodes),
      fix: "lower it, or raise maxNodes",
    },
  ];
}

function checkSystemPool({ minNodes, maxNodes, machineType }: SystemPoolSpec): readonly Problem[] {
  if (minNodes <= maxNodes) return [];
  return [
    {
      code: "DoesNotFit",
      path: "nodePools.system.maxNodes",
      rule: `must be at least ${minNodes} nodes of ${machineType} for what needs no accelerator: BBR, endpoint pickers, KEDA, the cluster's own pods`,
      got: String(maxNodes),
      fix: "raise it, leave it out, or use a larger machineType",
    },
  ];
}
