import type { V1Node, V1NodeCondition } from "@kubernetes/client-node";
import type { NodeShape } from "../../components/accelerators/node-shape";
import { versions } from "../../components/versions";

/** On every node of ours: the name of its shape, so that the nodes are known again after a restart. */
export const shapeAnnotation = "switchyard.dev/node-shape";

const podsPerNode = 110;
/** What GKE leaves to pods of a boot disk of its default size, 100 GB. */
const podStorageGiB = 47;

/** A node of a shape, ready to be registered. */
export function nodeObject(shape: NodeShape, name: string, address: string, now: Date): V1Node {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { [shapeAnnotation]: shape.name },
      labels: {
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/os": "linux",
        "kubernetes.io/hostname": name,
        "node.kubernetes.io/instance-type": shape.machineType,
        ...shape.labels,
      },
    },
    spec: { providerID: `switchyard://${name}`, taints: shape.taints.map((taint) => ({ ...taint })) },
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
        kubeletVersion: versions.kubernetes,
        machineID: name,
        operatingSystem: "linux",
        osImage: "Switchyard laptop node",
        systemUUID: name,
      },
    },
  };
}

/** What a node of a shape can hold, as Kubernetes quantities. */
export function shapeCapacity(shape: NodeShape): Record<string, string> {
  const extended = Object.entries(shape.extendedResources).map(
    ([name, count]) => [name, String(count)] as const,
  );
  return {
    cpu: String(shape.cpu),
    memory: `${shape.memoryGiB}Gi`,
    pods: String(podsPerNode),
    "ephemeral-storage": `${podStorageGiB}Gi`,
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

/** Name of the node's shape, or undefined for a node that is not ours. */
export function shapeNameOf(node: V1Node): string | undefined {
  return node.metadata?.annotations?.[shapeAnnotation];
}

/** The first name `<shape>-<number>` that no node has. */
export function freeNodeName(shape: NodeShape, taken: ReadonlySet<string>): string {
  for (let number = 0; ; number += 1) {
    const name = `${shape.name}-${number}`;
    if (!taken.has(name)) return name;
  }
}
