import { isDeepStrictEqual } from "node:util";
import { PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { CustomObjectsApi } from "@kubernetes/client-node";
import { kubernetesErrorMessage, hasStatus } from "./kubernetes-error";
import type { StatusUpdate } from "../translate/status-update";
import { kinds } from "./kinds";
import { stampConditions } from "./stamp-conditions";

const mergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
const notFound = 404;

/** The part of the client that the writer uses. */
export type StatusApi = Pick<
  CustomObjectsApi,
  "patchClusterCustomObjectStatus" | "patchNamespacedCustomObjectStatus"
>;

/** Writes statuses, each only when it has changed. */
export class StatusWriter {
  constructor(
    private readonly api: StatusApi,
    private readonly log: (message: string) => void,
  ) {}

  /** Writes all; returns false when one failed and should be retried. */
  async write(updates: readonly StatusUpdate[]): Promise<boolean> {
    const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const done = await Promise.all(updates.map((update) => this.writeOne(update, now)));
    return !done.includes(false);
  }

  private async writeOne(update: StatusUpdate, now: string): Promise<boolean> {
    const status = stampConditions(update.desired, update.current, now);
    if (isUpToDate(status, update.current)) return true;
    const { kind, namespace, name } = update;
    const target = { ...kinds[kind], plural: kind, name, body: { status } };
    try {
      await (namespace === ""
        ? this.api.patchClusterCustomObjectStatus(target, mergePatch)
        : this.api.patchNamespacedCustomObjectStatus({ ...target, namespace }, mergePatch));
      return true;
    } catch (error) {
      // An object deleted in between needs no status.
      if (hasStatus(error, notFound)) return true;
      this.log(`${kind} ${namespace}/${name}: cannot write its status: ${kubernetesErrorMessage(error)}`);
      return false;
    }
  }
}

function isUpToDate(status: unknown, current: unknown): boolean {
  if (typeof status !== "object" || status === null) return true;
  const known: Readonly<Record<string, unknown>> = { ...(typeof current === "object" ? current : {}) };
  return Object.entries(status).every(([key, value]) => isDeepStrictEqual(value, known[key]));
}
