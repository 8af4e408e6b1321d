import type { Problem } from "../problems/problems";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

/** Nodes that one model asks for. */
export interface NodeDemand {
  /** Where the user asked for it. */
  readonly path: string;
  readonly accelerator: AcceleratorName;
  /** Replicas at most, each of which takes a whole node. */
  readonly replicas: number;
  /** Key that sets this number. */
  readonly key: "replicas" | "maxReplicas";
}

/** What the node pools can give. */
export interface NodeSupply {
  /** `undefined` outside of Google Cloud. */
  readonly zone: string | undefined;
  /** Maximum nodes of an accelerator. */
  readonly maxNodesOf: (accelerator: AcceleratorName) => number;
  /** Key that decides how many those are, such as `nodePools.maxNodes`. */
  readonly maxNodesPathOf: (accelerator: AcceleratorName) => string;
  /** Replicas that share a node of an accelerator: the clients of a shared GPU, 1 without sharing. */
  readonly replicasPerNodeOf: (accelerator: AcceleratorName) => number;
}

/** Whether the node pools can hold all replicas: a zone that has the accelerator, and enough nodes of it. */
export function checkFit(demands: readonly NodeDemand[], supply: NodeSupply): readonly Problem[] {
  return [...demands.flatMap((demand) => checkZone(demand, supply)), ...checkNodes(demands, supply)];
}

function checkZone({ path, accelerator: name }: NodeDemand, { zone }: NodeSupply): readonly Problem[] {
  const row = accelerator(name);
  if (zone === undefined || row.zones.includes(zone)) return [];
  return [
    {
      code: "ZoneWithoutAccelerator",
      path,
      rule: `must be offered in the stack's zone, ${zone}`,
      got: name,
      fix: `set zone to one of ${nearest(row.zones, zone).join(", ")}`,
    },
  ];
}

const fewZones = 8;

/** Zones to propose: all if they are few, else those of the region or, failing that, of the continent. */
function nearest(zones: readonly string[], zone: string): readonly string[] {
  const [continent = "", place = ""] = zone.split("-");
  const near = [`${continent}-${place}-`, `${continent}-`].map((prefix) =>
    zones.filter((other) => other.startsWith(prefix)),
  );
  return zones.length <= fewZones ? zones : (near.find((some) => some.length > 0) ?? zones);
}

function checkNodes(demands: readonly NodeDemand[], supply: NodeSupply): readonly Problem[] {
  const names = [...new Set(demands.map((demand) => demand.accelerator))];
  return names.flatMap((name) => {
    const users = demands.filter((demand) => demand.accelerator === name && demand.replicas > 0);
    const replicas = users.reduce((sum, user) => sum + user.replicas, 0);
    const perNode = supply.replicasPerNodeOf(name);
    const nodes = Math.ceil(replicas / perNode);
    const maxNodes = supply.maxNodesOf(name);
    if (nodes <= maxNodes) return [];
    const keys = [...new Set(users.map(({ key }) => key))];
    const spread = perNode === 1 ? "one for each replica" : `${perNode} replicas on each`;
    return [
      {
        code: "DoesNotFit" as const,
        path: users.map(({ path }) => path).join(", "),
        rule: `must fit on ${maxNodes} ${maxNodes === 1 ? "node" : "nodes"} of ${name}, ${spread}`,
        got: `${replicas} replicas`,
        fix: `set ${supply.maxNodesPathOf(name)} to ${nodes} or more, or lower ${keys.join(" or ")}`,
      },
    ];
  });
}
