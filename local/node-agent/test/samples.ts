import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { V1Node, V1ObjectMeta, V1Pod, V1PodSpec } from "@kubernetes/client-node";
import { systemShape, tpuShape } from "@switchyard/contracts/testing/node-shapes";
import { drainingPatch, nodeObject } from "../node-objects";
import type { RunnableImage } from "../images";
import type { NodePool } from "@switchyard/contracts/node-pool";

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
    spec: { containers: [{ name: "main", image: "vllm/vllm-tpu:v9.9.9" }], ...spec },
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
      ports: [],
      programs: { "/usr/bin/node": { kind: "system", name: "node" } },
    },
  };
}
