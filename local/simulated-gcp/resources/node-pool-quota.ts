import { ApiError } from "../api-error";
import { regionOfZone } from "../region-of-zone";
import { existing } from "../world";
import type { World } from "../world";
import { nodeBounds } from "./node-pool-bounds";
import { nodePoolKind } from "./node-pool-fields";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import type { NodeAccelerator } from "./node-pool-machine";
import { clusterIdOf, zonesOf } from "./node-pool-places";

const defaultQuota = 1024;

/**
 * Only the chips of minimum nodes count. Google Cloud refuses those that the autoscaler adds only when they are needed.
 * @throws ApiError when a region has too few chips of a kind.
 */
export function checkQuota(fields: NodePoolFields, id: string, world: World): void {
  const { accelerator } = poolMachine(fields);
  if (accelerator === undefined) return;
  const limit = world.settings.quotas[accelerator.type] ?? defaultQuota;
  const region = regionOfPool(fields, world);
  const used = existing(world, nodePoolKind)
    .filter((other) => other.id !== id && regionOfPool(other.fields, world) === region)
    .reduce((sum, other) => sum + chipsOf(other.fields, accelerator.type, world), 0);
  const wanted = chipsOf(fields, accelerator.type, world);
  if (used + wanted > limit) throw quotaExceeded(accelerator, { limit, free: limit - used, wanted, region });
}

function chipsOf(fields: NodePoolFields, type: string, world: World): number {
  const { accelerator } = poolMachine(fields);
  if (accelerator?.type !== type) return 0;
  const zones = zonesOf(fields, clusterIdOf(fields, world.place), world).length;
  const { minNodes } = nodeBounds(fields, zones);
  return Math.max(minNodes, (fields.initialNodeCount ?? 0) * zones) * accelerator.count;
}

function regionOfPool(fields: NodePoolFields, world: World): string {
  return regionOfZone(zonesOf(fields, clusterIdOf(fields, world.place), world)[0] ?? "");
}

interface Shortage {
  readonly limit: number;
  readonly free: number;
  readonly wanted: number;
  readonly region: string;
}

/** Names of the quotas: https://docs.cloud.google.com/compute/resource-usage */
function quotaExceeded({ kind, type }: NodeAccelerator, { limit, free, wanted, region }: Shortage): ApiError {
  if (kind === "tpu")
    return new ApiError(
      403,
      `Quota 'TPUS_PER_TPU_FAMILY' exceeded. Limit: ${limit}.0 in region ${region}., quotaExceeded`,
    );
  const resource = `${type
    .replace(/^nvidia-(tesla-)?/, "nvidia-")
    .replaceAll("-", "_")
    .toUpperCase()}_GPUS`;
  return new ApiError(
    403,
    `Insufficient regional quota to satisfy request: resource "${resource}": request requires '${wanted}.0' and is short '${wanted - free}.0'. project has a quota of '${limit}.0' with '${free}.0' available., forbidden`,
  );
}
