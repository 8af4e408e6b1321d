import { PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { CustomObjectsApi } from "@kubernetes/client-node";
import { writeIfChanged } from "../envoy/atomic-file";
import type { LoadBalancerSettings } from "../settings";
import { hasStatus } from "./kubernetes-error";
import { isOfGke } from "./gateway-objects";
import type { Gateway } from "./gateway-objects";
import { kinds } from "./kinds";
import { displayName } from "./metadata";

/** GKE's own: while a Gateway has it, parts of its load balancer exist in the project. */
const gatewayFinalizer = "gateway.finalizer.networking.gke.io";

const mergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
const notFound = 404;
const conflict = 409;

/** The cloud resources of the Gateways: each Gateway stays until its own are released, as with GKE. */
export class LoadBalancers {
  /** Gateways whose cloud resources are gone, by uid: the watch may still show them for a moment. */
  private readonly released = new Set<string>();

  constructor(
    private readonly api: Pick<CustomObjectsApi, "patchNamespacedCustomObject">,
    private readonly settings: LoadBalancerSettings,
    private readonly log: (message: string) => void,
  ) {}

  /**
   * Before anything is programmed: records that the cloud resources exist, and keeps every Gateway until they are released.
   * @returns false when a Gateway has changed meanwhile and must be processed again.
   */
  async claim(gateways: readonly Gateway[]): Promise<boolean> {
    this.write(this.withParts(gateways));
    const unclaimed = gateways
      .filter(isOfGke)
      .filter((gateway) => !isDeleting(gateway) && !hasFinalizer(gateway));
    const patched = await Promise.all(
      unclaimed.map((gateway) =>
        this.setFinalizers(gateway, [...gateway.metadata.finalizers, gatewayFinalizer]),
      ),
    );
    return !patched.includes(false);
  }

  /**
   * Once the deleted Gateways are no longer served: releases their cloud resources, each after its delay, and lets the
   * Gateways be deleted.
   * @returns false while some are still to be released.
   */
  async release(gateways: readonly Gateway[], nowMs: number): Promise<boolean> {
    const going = gateways.filter((gateway) => isDeleting(gateway) && hasFinalizer(gateway));
    const due = going.filter((gateway) => releaseMs(gateway, this.settings.releaseDelaySec) <= nowMs);
    for (const { metadata } of due) this.released.add(metadata.uid);
    this.write(this.withParts(gateways));
    const patched = await Promise.all(due.map((gateway) => this.letGo(gateway)));
    return due.length === going.length && !patched.includes(false);
  }

  private async letGo(gateway: Gateway): Promise<boolean> {
    const others = gateway.metadata.finalizers.filter((finalizer) => finalizer !== gatewayFinalizer);
    const patched = await this.setFinalizers(gateway, others);
    if (patched) this.log(`gateway ${displayName(gateway.metadata)}: its load balancer is released`);
    return patched;
  }

  private withParts(gateways: readonly Gateway[]): readonly Gateway[] {
    return gateways
      .filter(isOfGke)
      .filter((gateway) => !this.released.has(gateway.metadata.uid))
      .filter((gateway) => !isDeleting(gateway) || hasFinalizer(gateway));
  }

  private write(gateways: readonly Gateway[]): void {
    const entries = gateways.map(({ metadata }) => ({ gateway: displayName(metadata) }));
    writeIfChanged(this.settings.file, JSON.stringify(entries, null, 2));
  }

  /** Replaces the whole list, and so only in the version that was read. */
  private async setFinalizers({ metadata }: Gateway, finalizers: readonly string[]): Promise<boolean> {
    const { namespace, name, resourceVersion } = metadata;
    const body = { metadata: { finalizers, resourceVersion } };
    try {
      const target = { ...kinds.gateways, plural: "gateways", namespace, name, body };
      await this.api.patchNamespacedCustomObject(target, mergePatch);
      return true;
    } catch (error) {
      if (hasStatus(error, notFound)) return true;
      if (hasStatus(error, conflict)) return false;
      throw error;
    }
  }
}

function isDeleting({ metadata }: Gateway): boolean {
  return metadata.deletionTimestamp !== undefined;
}

function hasFinalizer({ metadata }: Gateway): boolean {
  return metadata.finalizers.includes(gatewayFinalizer);
}

/** Counted from the Gateway's deletion, so that a restarted controller does not start over. */
function releaseMs({ metadata }: Gateway, delaySec: number): number {
  return new Date(metadata.deletionTimestamp ?? 0).getTime() + delaySec * 1000;
}
