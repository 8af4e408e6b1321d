/** What Kubernetes sees of one node: the machine behind a node pool, as the scheduler and the laptop's node agent need it. */
export interface NodeShape {
  /** Name of the shape, and of the node pool made of it. */
  readonly name: string;
  /** Compute Engine machine type. */
  readonly machineType: string;
  /** Virtual CPUs of the machine. */
  readonly cpu: number;
  /** Memory of the machine, in GiB. */
  readonly memoryGiB: number;
  /** Boot disk of the machine, in GB. Left out where nothing depends on it. */
  readonly diskSizeGb?: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  /** Accelerators by their resource name, such as `google.com/tpu`. */
  readonly extendedResources: Readonly<Record<string, number>>;
}

/** A taint, which repels every pod that does not tolerate it. */
export interface NodeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule";
}
