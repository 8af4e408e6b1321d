import type { NodePool } from "@switchyard/contracts/node-pool";
import { writeJson } from "./files";
import { nodeBounds } from "./resources/node-pool-bounds";
import { nodePoolKind } from "./resources/node-pool-fields";
import { zonesOf } from "./resources/node-pool-places";
import { nodeShape } from "./resources/node-pool-shape";
import { decidedPool } from "./resources/node-pool-state";
import { existing } from "./world";
import type { World } from "./world";

/** The running pools, in the node agent's format. All nodes of a pool are in its first zone. */
export function runningNodePools(world: World): readonly NodePool[] {
  return existing(world, nodePoolKind)
    .filter(({ resource }) => resource.readyAtMs <= world.nowMs && resource.goneAtMs === undefined)
    .map(({ id, fields, resource }) => {
      const zones = zonesOf(fields, id.split("/nodePools/")[0] ?? "", world);
      const { taints } = decidedPool.parse(resource.decided);
      return {
        name: fields.name,
        shape: nodeShape(fields, zones[0] ?? "", taints),
        ...nodeBounds(fields, zones.length),
      };
    });
}

/** Writes them for the node agent. */
export function writeNodePools(file: string, world: World): void {
  writeJson(file, runningNodePools(world));
}
