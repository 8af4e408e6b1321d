import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { V1Node, V1ObjectMeta, V1Pod, V1PodSpec } from "@kubernetes/client-node";
import type { NodeShape } from "../../../local/node-shape";
import { drainingPatch, nodeObject } from "../../../local/node-agent/node-objects";
import type { RunnableImage } from "../../../local/node-agent/images";
import type { NodePool } from "../../../local/node-agent/node-pool";
import { images } from "../../../components/versions";

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

/** Pools that may grow from nothing to nine nodes. */
export const tpuPool: NodePool = { name: "tpu", shape: tpuShape, minNodes: 0, maxNodes: 9 };
export const systemPool: NodePool = { name: "system", shape: systemShape, minNodes: 0, maxNodes: 9 };

/** What the nodes of tests report, which no lock follows from. */
export const kubeletVersion = "v1.30.7";

/** A registered node. */
export function node(pool: NodePool, name: string): V1Node {
  return nodeObject(pool, { name, address: "10.64.254.1", kubeletVersion }, new Date(0));
}

/** The same node, about to go. */
export function draining(one: V1Node): V1Node {
  const annotations = { ...one.metadata?.annotations, ...drainingPatch.metadata.annotations };
  return Object.assign({}, one, {
    metadata: Object.assign({}, one.metadata, { annotations }),
    spec: Object.assign({}, one.spec, drainingPatch.spec),
  });
}

/** A pod with one container, bound to a node where one is given. */
export function pod(
  spec: Partial<V1PodSpec> = {},
  status: V1Pod["status"] = {},
  metadata: V1ObjectMeta = {},
): V1Pod {
  return {
    metadata: Object.assign({ name: "vllm-0", namespace: "llm", uid: "u-1" }, metadata),
    spec: { containers: [{ name: "main", image: images.vllmTpu }], ...spec },
    status,
  };
}

/** A pod that the scheduler could not place. */
export function unschedulablePod(spec: Partial<V1PodSpec>, metadata: V1ObjectMeta = {}): V1Pod {
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }];
  return pod(spec, { conditions }, metadata);
}

/** An image that runs its arguments as JavaScript, with its files below a folder. */
export function nodeImage(folder: string): RunnableImage {
  const root = path.join(folder, "node-image");
  mkdirSync(path.join(root, "usr/bin"), { recursive: true });
  symlinkSync(process.execPath, path.join(root, "usr/bin/node"));
  return {
    root,
    contract: {
      entrypoint: ["node", "-e"],
      cmd: [],
      userId: 0,
      workingDirectory: "/",
      programs: { "/usr/bin/node": { kind: "system", name: "node" } },
    },
  };
}
