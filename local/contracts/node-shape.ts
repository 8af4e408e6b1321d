/**
 * One node as Kubernetes sees it: what the simulated Google Cloud writes into `node-pools.json`, and what the node agent
 * creates nodes from. Neither uses components/, so that the product's tables are never checked against themselves.
 */
export interface NodeShape {
  /** Name of the shape, and of its node pool. */
  readonly name: string;
  /** Compute Engine machine type. */
  readonly machineType: string;
  /** Virtual CPUs of the machine. */
  readonly cpu: number;
  /** Memory of the machine, in GiB. */
  readonly memoryGiB: number;
  /** Disk for images, container layers and `emptyDir` volumes, in GB. Without it a node reports more than any pod asks for. */
  readonly diskSizeGb?: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  /** Accelerators by their resource name, such as `google.com/tpu`. */
  readonly extendedResources: Readonly<Record<string, number>>;
}

/** A taint that repels every pod without a matching toleration. */
export interface NodeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule";
}
