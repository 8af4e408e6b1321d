import type { Accelerator } from "../../../components/accelerators/table";
import { regionOfZone } from "../../../components/gke/region-of-zone";
import { ApiError } from "../api-error";
import { existing, type World } from "../world";
import { nodeBounds } from "./node-pool-bounds";
import { nodePoolKind, type NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import { clusterIdOf, zonesOf } from "./node-pool-places";

const defaultQuota = 1024;

/**
 * Chips of the nodes that are always there count. Those that the autoscaler adds do not: Google Cloud refuses them only
 * when they are needed.
 * @throws ApiError when a region has too few chips of a kind.
 */
export function checkQuota(fields: NodePoolFields, id: string, world: World): void {
  const { accelerator } = poolMachine(fields);
  if (accelerator === undefined) return;
  const limit = world.settings.quotas[accelerator.gkeType] ?? defaultQuota;
  const region = regionOfPool(fields, world);
  const used = existing(world, nodePoolKind)
    .filter((other) => other.id !== id && regionOfPool(other.fields, world) === region)
    .reduce((sum, other) => sum + chipsOf(other.fields, accelerator.gkeType, world), 0);
  const wanted = chipsOf(fields, accelerator.gkeType, world);
  if (used + wanted > limit) throw quotaExceeded(accelerator, { limit, free: limit - used, wanted, region });
}

function chipsOf(fields: NodePoolFields, gkeType: string, world: World): number {
  const { accelerator } = poolMachine(fields);
  if (accelerator?.gkeType !== gkeType) return 0;
  const zones = zonesOf(fields, clusterIdOf(fields, world.place), world).length;
  const { minNodes } = nodeBounds(fields, zones);
  return Math.max(minNodes, (fields.initialNodeCount ?? 0) * zones) * accelerator.chips;
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
function quotaExceeded({ kind, gkeType }: Accelerator, { limit, free, wanted, region }: Shortage): ApiError {
  if (kind === "tpu")
    return new ApiError(
      403,
      `Quota 'TPUS_PER_TPU_FAMILY' exceeded. Limit: ${limit}.0 in region ${region}., quotaExceeded`,
    );
  const resource = `${gkeType
    .replace(/^nvidia-(tesla-)?/, "nvidia-")
    .replaceAll("-", "_")
    .toUpperCase()}_GPUS`;
  return new ApiError(
    403,
    `Insufficient regional quota to satisfy request: resource "${resource}": request requires '${wanted}.0' and is short '${wanted - free}.0'. project has a quota of '${limit}.0' with '${free}.0' available., forbidden`,
  );
}
