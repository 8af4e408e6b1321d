import { gpuSharingLabels, replicasPerNode, sharedGpuLabel } from "./gpu-sharing";
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
  /** Taint of such nodes, which the pod tolerates. */
  readonly taint: NodeTaint;
}

/** Labels that the user's nodes have in place of GKE's. */
export type NodeLabels = Readonly<Record<string, string>>;

/** Where a model server's pod may run, in terms of Kubernetes' node selection. */
export interface NodeChoice {
  /** Labels that a node must have. */
  readonly selector: Readonly<Record<string, string>>;
  /** Requirements on node labels that a selector cannot express. */
  readonly expressions: readonly NodeExpression[];
}

/** A taint that a pod tolerates. */
export type NodeToleration =
  (NodeTaint & { readonly operator: "Equal" }) | (Omit<NodeTaint, "value"> & { readonly operator: "Exists" });

/** A requirement on one node label. */
export type NodeExpression =
  | { readonly key: string; readonly operator: "In"; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: "DoesNotExist" };

/** The label that Kubernetes gives every node of a cloud. GKE's autoscaler knows it before there is a node. */
export const machineTypeLabel = "node.kubernetes.io/instance-type";

/**
 * The nodes of one shape, and no others of the same GPU: a small pod would take a large node, and a large one wait next to small
 * nodes forever (kubernetes#68547). The machine type distinguishes shapes on every cluster; GKE's label for the number of GPUs,
 * `gke-accelerator-count`, is only on nodes that Autopilot manages. GKE's autoscaler makes nodes by either
 * (GoogleCloudPlatform/cluster-autoscaler at 7d25050, pkg/autoprovisioning/injection.go).
 * @param ownLabels labels of the nodes, where they are not GKE's.
 */
export function nodeChoice(
  row: Accelerator,
  sharing: GpuSharing | undefined,
  ownLabels?: NodeLabels,
): NodeChoice {
  if (ownLabels !== undefined) return { selector: ownLabels, expressions: [] };
  const { nodeLabels } = schedulingOf(row);
  const machine = machineChoice(row);
  if (sharing !== undefined)
    return {
      selector: { ...nodeLabels, ...machine.selector, ...gpuSharingLabels(sharing) },
      expressions: machine.expressions,
    };
  const isWhole = { key: sharedGpuLabel, operator: "DoesNotExist" } as const;
  return {
    selector: { ...nodeLabels, ...machine.selector },
    expressions: [...machine.expressions, ...(row.kind === "gpu" ? [isWhole] : [])],
  };
}

function machineChoice({ machineType, otherMachineTypes = [] }: Accelerator): NodeChoice {
  if (otherMachineTypes.length === 0)
    return { selector: { [machineTypeLabel]: machineType }, expressions: [] };
  const values = [machineType, ...otherMachineTypes];
  return { selector: {}, expressions: [{ key: machineTypeLabel, operator: "In", values }] };
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

/**
 * The toleration of the taint of such nodes. Only GKE's taint has a known value: other clusters taint GPU nodes with one of their
 * choice, or not at all.
 */
export function nodeToleration(row: Accelerator, ownLabels?: NodeLabels): NodeToleration {
  const { key, value, effect } = schedulingOf(row).taint;
  return ownLabels === undefined
    ? { key, operator: "Equal", value, effect }
    : { key, operator: "Exists", effect };
}

/** A node of the pool that serves an accelerator, whose GPU may be shared. */
export function acceleratorShape(
  name: AcceleratorName,
  sharing?: GpuSharing,
  ownLabels?: NodeLabels,
): NodeShape {
  const row = accelerator(name);
  const { resource, nodeLabels, taint } = schedulingOf(row);
  return {
    name,
    machineType: row.machineType,
    cpu: row.cpu,
    memoryGiB: row.memoryGiB,
    diskSizeGb: bootDiskGb(name, replicasPerNode(sharing)),
    labels: ownLabels ?? { ...nodeLabels, ...(sharing && gpuSharingLabels(sharing)) },
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
