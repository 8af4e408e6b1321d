import { GoogleApiError } from "../google-api-error";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";

/** @throws GoogleApiError when a machine cannot boot from the requested disk type. */
export function checkDisk(fields: NodePoolFields): void {
  const diskType = fields.nodeConfig?.diskType;
  if (diskType === undefined || poolMachine(fields).machine.bootDisks.types.includes(diskType)) return;
  throw new GoogleApiError(
    400,
    `[${diskType}] features are not compatible for creating instance., badRequest`,
  );
}
