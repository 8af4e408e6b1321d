import { ApiError } from "../api-error";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";

/**
 * Machines that start from Hyperdisk. TPU v6e takes nothing else: docs.cloud.google.com/tpu/docs/storage-options-compute.
 * Of A3 and C3 nothing is refused.
 */
const hyperdiskMachines: readonly { readonly prefix: string; readonly persistentDisk: boolean }[] = [
  { prefix: "ct6e-", persistentDisk: false },
  { prefix: "a3-", persistentDisk: true },
  { prefix: "c3-", persistentDisk: true },
];

/** @throws ApiError when a machine cannot start from a disk of the type that is asked for. */
export function checkDisk(fields: NodePoolFields): void {
  const diskType = fields.nodeConfig?.diskType;
  if (diskType === undefined) return;
  const { name } = poolMachine(fields);
  const hyperdisk = hyperdiskMachines.find(({ prefix }) => name.startsWith(prefix));
  const fits = diskType.startsWith("pd-") ? (hyperdisk?.persistentDisk ?? true) : hyperdisk !== undefined;
  if (fits) return;
  throw new ApiError(400, `[${diskType}] features are not compatible for creating instance., badRequest`);
}
