import type { NodeShape } from "../node-shape";

/** A node as on GKE's TPU v6e pools: four chips, a taint, two labels. */
export const tpuShape: NodeShape = {
  name: "tpu",
  machineType: "ct6e-standard-4t",
  cpu: 180,
  memoryGiB: 720,
  labels: { "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice" },
  taints: [{ key: "google.com/tpu", value: "present", effect: "NoSchedule" }],
  extendedResources: { "google.com/tpu": 4 },
};

/** A node for everything that needs no accelerator. */
export const systemShape: NodeShape = {
  name: "system",
  machineType: "e2-standard-4",
  cpu: 4,
  memoryGiB: 16,
  labels: {},
  taints: [],
  extendedResources: {},
};
