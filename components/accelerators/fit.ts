import type { Problem } from "../problems";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

/** Nodes that one model asks for. */
export interface NodeDemand {
  /** Where the user asked for it. */
  readonly path: string;
  readonly accelerator: AcceleratorName;
  /** Replicas, each of which takes a whole node. */
  readonly replicas: number;
}

/** What the node pools can give. */
export interface NodeSupply {
  readonly zone: string;
  /** Most nodes of each accelerator. */
  readonly maxNodes: number;
}

/** Whether the node pools can hold all replicas: a zone that has the accelerator, and enough nodes of it. */
export function checkFit(demands: readonly NodeDemand[], supply: NodeSupply): readonly Problem[] {
  return [...demands.flatMap((demand) => checkZone(demand, supply)), ...checkNodes(demands, supply)];
}

function checkZone({ path, accelerator: name }: NodeDemand, { zone }: NodeSupply): readonly Problem[] {
  const row = accelerator(name);
  if (row.kind === "gpu" || row.zones.includes(zone)) return [];
  return [
    {
      code: "ZoneWithoutAccelerator",
      path,
      rule: `must be offered in the stack's zone, ${zone}`,
      got: name,
      fix: `set zone to one of ${row.zones.join(", ")}`,
    },
  ];
}

function checkNodes(demands: readonly NodeDemand[], { maxNodes }: NodeSupply): readonly Problem[] {
  const names = [...new Set(demands.map((demand) => demand.accelerator))];
  return names.flatMap((name) => {
    const users = demands.filter((demand) => demand.accelerator === name && demand.replicas > 0);
    const nodes = users.reduce((sum, { replicas }) => sum + replicas, 0);
    if (nodes <= maxNodes) return [];
    return [
      {
        code: "DoesNotFit" as const,
        path: users.map(({ path }) => path).join(", "),
        rule: `must fit on ${maxNodes} nodes of ${name}, one for each replica`,
        got: `${nodes} replicas`,
        fix: `set nodePools.maxNodes to ${nodes} or more, or lower replicas`,
      },
    ];
  });
}
