import { ApiError } from "../api-error";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";

/**
 * Boot disks of the machines that do not take Persistent Disk alone: TPU v6e takes Hyperdisk alone, the others both.
 * Source: "Storage options for Cloud TPU data" and "Hyperdisk Balanced" of Google Cloud's documents, read 2026-11.
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
