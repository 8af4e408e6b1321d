import { isDeepStrictEqual } from "node:util";
import type { V1Node, V1NodeCondition } from "@kubernetes/client-node";
import type { NodeShape } from "@switchyard/contracts/node-shape";
import { allocatableStorageGiB } from "./allocatable-storage";
import type { NodePool } from "@switchyard/contracts/node-pool";

/** GKE's label for a node's pool. */
const poolLabel = "cloud.google.com/gke-nodepool";

/** The node's shape as JSON, to recognize nodes whose pool has a new shape. */
const shapeAnnotation = "switchyard.dev/node-shape";

/** On nodes that are about to be removed, so that a restarted agent continues. */
const drainingAnnotation = "switchyard.dev/draining";

/** Marks a node as about to be removed: no more pods are scheduled there. */
export const drainingPatch = {
  metadata: { annotations: { [drainingAnnotation]: "true" } },
  spec: { unschedulable: true },
};

const providerPrefix = "switchyard://";

const podsPerNode = 110;

/** Disk of a node whose shape has none, in GB: more than any pod asks for. */
const largeDiskGb = 10_000;

/** Properties of a node besides its pool. */
export interface NodeIdentity {
  readonly name: string;
  readonly address: string;
  /** Version of Kubernetes that it reports, e.g. "v1.37.2". */
  readonly kubeletVersion: string;
}

/** A node of a pool, ready to be registered. */
export function nodeObject(
  pool: NodePool,
  { name, address, kubeletVersion }: NodeIdentity,
  now: Date,
): V1Node {
  const { shape } = pool;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { [shapeAnnotation]: JSON.stringify(shape) },
      labels: { ...nodeLabels(pool), "kubernetes.io/hostname": name },
    },
    spec: { providerID: `${providerPrefix}${name}`, taints: shape.taints.map((taint) => ({ ...taint })) },
    status: {
      addresses: [
        { type: "InternalIP", address },
        { type: "Hostname", address: name },
      ],
      capacity: shapeCapacity(shape),
      allocatable: shapeCapacity(shape),
      conditions: nodeConditions(now),
      nodeInfo: {
        architecture: "amd64",
        bootID: name,
        containerRuntimeVersion: "switchyard://process",
        kernelVersion: "laptop",
        kubeProxyVersion: "",
        kubeletVersion,
        machineID: name,
        operatingSystem: "linux",
        osImage: "Switchyard laptop node",
        systemUUID: name,
      },
    },
  };
}

/** The labels that all nodes of a pool have. */
export function nodeLabels({ name, shape }: NodePool): Readonly<Record<string, string>> {
  return {
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": shape.machineType,
    [poolLabel]: name,
    ...shape.labels,
  };
}

/** Capacity of a node of a shape, as Kubernetes quantities. */
export function shapeCapacity(shape: NodeShape): Record<string, string> {
  const extended = Object.entries(shape.extendedResources).map(
    ([name, count]) => [name, String(count)] as const,
  );
  return {
    cpu: String(shape.cpu),
    memory: `${shape.memoryGiB}Gi`,
    pods: String(podsPerNode),
    "ephemeral-storage": `${allocatableStorageGiB(shape.diskSizeGb ?? largeDiskGb)}Gi`,
    ...Object.fromEntries(extended),
  };
}

/** The conditions of a healthy node, as a heartbeat at `now`. */
export function nodeConditions(now: Date): V1NodeCondition[] {
  const condition = (type: string, status: string, reason: string, message: string): V1NodeCondition => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  return [
    condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "the node has memory"),
    condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "the node has disk space"),
    condition("PIDPressure", "False", "KubeletHasSufficientPID", "the node has process ids"),
    condition("Ready", "True", "KubeletReady", "the node agent is running"),
  ];
}

/** The node's address on the pod network, or undefined for a node that has none. */
export function internalAddress(node: V1Node): string | undefined {
  return node.status?.addresses?.find((address) => address.type === "InternalIP")?.address;
}

/** Whether a node belongs to a laptop cluster. */
export function isOurs(node: V1Node): boolean {
  return node.spec?.providerID?.startsWith(providerPrefix) ?? false;
}

/** Name of a node. */
export function nodeName(node: V1Node): string {
  return node.metadata?.name ?? "";
}

/** Name of the node's pool, or undefined for a node without one. */
export function poolNameOf(node: V1Node): string | undefined {
  return node.metadata?.labels?.[poolLabel];
}

/** Whether a node has exactly this shape. */
export function hasShape(node: V1Node, shape: NodeShape): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(node.metadata?.annotations?.[shapeAnnotation] ?? ""), { ...shape });
  } catch {
    return false;
  }
}

/** Whether a node is about to be removed. */
export function isDraining(node: V1Node): boolean {
  return node.metadata?.annotations?.[drainingAnnotation] !== undefined;
}

/** The first name `<pool>-<number>` that no node has. */
export function freeNodeName(pool: NodePool, taken: ReadonlySet<string>): string {
  for (let number = 0; ; number += 1) {
    const name = `${pool.name}-${number}`;
    if (!taken.has(name)) return name;
  }
}
