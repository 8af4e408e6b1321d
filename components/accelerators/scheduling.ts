import { gpuSharingLabels, replicasPerNode } from "./gpu-sharing";
import type { GpuSharing } from "./gpu-sharing";
import { bootDiskGb } from "./node-disk";
import type { NodeShape, NodeTaint } from "./node-shape";
import { accelerator } from "./table";
import type { Accelerator, AcceleratorName } from "./table";

/** What ties a model server's pod to the nodes that carry its accelerator. */
export interface AcceleratorScheduling {
  /** Resource name that the device plugin advertises. */
  readonly resource: "nvidia.com/gpu" | "google.com/tpu";
  /** Labels that GKE gives such nodes, and that the pod selects. */
  readonly nodeLabels: Readonly<Record<string, string>>;
  /** Mark of such nodes that the pod tolerates. */
  readonly taint: NodeTaint;
}

/** How pods reach the nodes of an accelerator on GKE. */
export function schedulingOf(row: Accelerator): AcceleratorScheduling {
  switch (row.kind) {
    case "tpu":
      return {
        resource: "google.com/tpu",
        nodeLabels: {
          "cloud.google.com/gke-tpu-accelerator": row.gkeType,
          "cloud.google.com/gke-tpu-topology": row.topology,
        },
        taint: { key: "google.com/tpu", value: "present", effect: "NoSchedule" },
      };
    case "gpu":
      return {
        resource: "nvidia.com/gpu",
        nodeLabels: { "cloud.google.com/gke-accelerator": row.gkeType },
        taint: { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
      };
  }
}

/** A node of the pool that serves an accelerator, whose GPU may be shared. */
export function acceleratorShape(name: AcceleratorName, sharing?: GpuSharing): NodeShape {
  const row = accelerator(name);
  const { resource, nodeLabels, taint } = schedulingOf(row);
  return {
    name,
    machineType: row.machineType,
    cpu: row.cpu,
    memoryGiB: row.memoryGiB,
    diskSizeGb: bootDiskGb(name, replicasPerNode(sharing)),
    labels: { ...nodeLabels, ...(sharing && gpuSharingLabels(sharing)) },
    taints: [taint],
    extendedResources: { [resource]: row.chips * replicasPerNode(sharing) },
  };
}

/** A node of the untainted pool that runs BBR, the endpoint pickers and the cluster's own pods. */
export const systemShape: NodeShape = {
  name: "system",
  machineType: "e2-standard-4",
  cpu: 4,
  memoryGiB: 16,
  labels: {},
  taints: [],
  extendedResources: {},
};
