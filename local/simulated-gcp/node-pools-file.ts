import type { NodePool } from "@switchyard/contracts/node-pool";
import { writeJson } from "./files";
import { nodeBounds } from "./resources/node-pool-bounds";
import { nodePoolKind } from "./resources/node-pool-fields";
import { poolZones } from "./resources/node-pool-places";
import { nodeShape } from "./resources/node-pool-shape";
import { decidedPool } from "./resources/node-pool-state";
import { existing } from "./cloud-state";
import type { CloudState } from "./cloud-state";

/** The running pools, in the node agent's format. All nodes of a pool are in its first zone. */
export function runningNodePools(cloudState: CloudState): readonly NodePool[] {
  return existing(cloudState, nodePoolKind)
    .filter(({ resource }) => resource.readyAtMs <= cloudState.nowMs && resource.goneAtMs === undefined)
    .map(({ id, fields, resource }) => {
      const zones = poolZones(fields, id.split("/nodePools/")[0] ?? "", cloudState);
      const { taints } = decidedPool.parse(resource.decided);
      return {
        name: fields.name,
        shape: nodeShape(fields, zones[0] ?? "", taints),
        ...nodeBounds(fields, zones.length),
      };
    });
}

/** Writes them for the node agent. */
export function writeNodePools(file: string, cloudState: CloudState): void {
  writeJson(file, runningNodePools(cloudState));
}
