import { GoogleApiError } from "../google-api-error";
import { regionOfZone } from "../region-of-zone";
import { existing } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { nodeBounds } from "./node-pool-bounds";
import { nodePoolKind } from "./node-pool-fields";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import type { NodeAccelerator } from "./node-pool-machine";
import { clusterIdOf, poolZones } from "./node-pool-places";

const defaultQuota = 1024;

/**
 * Only the chips of minimum nodes count. Google Cloud refuses those that the autoscaler adds only when they are needed.
 * @throws GoogleApiError when a region has too few chips of a kind.
 */
export function checkQuota(fields: NodePoolFields, id: string, cloudState: CloudState): void {
  const { accelerator } = poolMachine(fields);
  if (accelerator === undefined) return;
  const limit = cloudState.settings.quotas[accelerator.type] ?? defaultQuota;
  const region = regionOfPool(fields, cloudState);
  const used = existing(cloudState, nodePoolKind)
    .filter((other) => other.id !== id && regionOfPool(other.fields, cloudState) === region)
    .reduce((sum, other) => sum + countChips(other.fields, accelerator.type, cloudState), 0);
  const wanted = countChips(fields, accelerator.type, cloudState);
  if (used + wanted > limit) throw quotaExceeded(accelerator, { limit, free: limit - used, wanted, region });
}

function countChips(fields: NodePoolFields, type: string, cloudState: CloudState): number {
  const { accelerator } = poolMachine(fields);
  if (accelerator?.type !== type) return 0;
  const zones = poolZones(fields, clusterIdOf(fields, cloudState.place), cloudState).length;
  const { minNodes } = nodeBounds(fields, zones);
  return Math.max(minNodes, (fields.initialNodeCount ?? 0) * zones) * accelerator.count;
}

function regionOfPool(fields: NodePoolFields, cloudState: CloudState): string {
  return regionOfZone(poolZones(fields, clusterIdOf(fields, cloudState.place), cloudState)[0] ?? "");
}

interface Shortage {
  readonly limit: number;
  readonly free: number;
  readonly wanted: number;
  readonly region: string;
}

/** Names of the quotas: https://docs.cloud.google.com/compute/resource-usage */
function quotaExceeded(
  { kind, type }: NodeAccelerator,
  { limit, free, wanted, region }: Shortage,
): GoogleApiError {
  if (kind === "tpu")
    return new GoogleApiError(
      403,
      `Quota 'TPUS_PER_TPU_FAMILY' exceeded. Limit: ${limit}.0 in region ${region}., quotaExceeded`,
    );
  const resource = `${type
    .replace(/^nvidia-(tesla-)?/, "nvidia-")
    .replaceAll("-", "_")
    .toUpperCase()}_GPUS`;
  return new GoogleApiError(
    403,
    `Insufficient regional quota to satisfy request: resource "${resource}": request requires '${wanted}.0' and is short '${wanted - free}.0'. project has a quota of '${limit}.0' with '${free}.0' available., forbidden`,
  );
}
