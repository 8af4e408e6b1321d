import type { V1PodSpec } from "@kubernetes/client-node";
import fc from "fast-check";
import { nodesToAdd } from "../../../local/node-agent/node-autoscaling";
import { node, pod, systemShape, tpuShape, unschedulablePod } from "./samples";

const shapes = [systemShape, tpuShape];

function requesting(requests: Record<string, string>, more: Partial<V1PodSpec> = {}): Partial<V1PodSpec> {
  return { containers: [{ name: "main", resources: { requests } }], ...more };
}

const tolerations = [{ key: "google.com/tpu", operator: "Exists" }];
const onTpu = requesting(
  { "google.com/tpu": "4" },
  { tolerations, nodeSelector: { "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice" } },
);

test("a pod that needs chips gets a node of the shape that has them", () => {
  expect(nodesToAdd([unschedulablePod(onTpu)], [node(systemShape, "s")], shapes, 2)).toEqual([tpuShape]);
});

test("two pods that need all chips get a node each, up to the limit", () => {
  const pods = [1, 2, 3].map(() => unschedulablePod(onTpu));
  expect(nodesToAdd(pods, [], shapes, 9)).toEqual([tpuShape, tpuShape, tpuShape]);
  expect(nodesToAdd(pods, [], shapes, 2)).toEqual([tpuShape, tpuShape]);
});

test("a taken node counts against the limit", () => {
  const taken = pod({ ...onTpu, nodeName: "tpu-0" });
  const pods = [taken, unschedulablePod(onTpu)];
  expect(nodesToAdd(pods, [node(tpuShape, "tpu-0")], shapes, 1)).toEqual([]);
  expect(nodesToAdd(pods, [node(tpuShape, "tpu-0")], shapes, 2)).toEqual([tpuShape]);
});

test("a node that is free already, or whose pod has finished, needs no other", () => {
  const finished = pod({ ...onTpu, nodeName: "tpu-0" }, { phase: "Succeeded" });
  const pods = [finished, unschedulablePod(onTpu)];
  expect(nodesToAdd(pods, [node(tpuShape, "tpu-0")], shapes, 9)).toEqual([]);
});

test("a cordoned node does not count as free", () => {
  const cordoned = node(tpuShape, "tpu-0");
  cordoned.spec = { unschedulable: true };
  expect(nodesToAdd([unschedulablePod(onTpu)], [cordoned], shapes, 9)).toEqual([tpuShape]);
});

test.each([
  ["no toleration", requesting({ "google.com/tpu": "4" })],
  [
    "another toleration",
    requesting({ "google.com/tpu": "4" }, { tolerations: [{ key: "x", operator: "Exists" }] }),
  ],
  [
    "a toleration for another value",
    requesting({ "google.com/tpu": "4" }, { tolerations: [{ key: "google.com/tpu", value: "absent" }] }),
  ],
  ["another selector", { ...onTpu, nodeSelector: { "cloud.google.com/gke-tpu-accelerator": "tpu-v7x" } }],
  ["more chips than a node has", requesting({ "google.com/tpu": "8" }, { tolerations })],
  ["another accelerator", requesting({ "nvidia.com/gpu": "1" }, { tolerations })],
  ["more CPUs than any node has", requesting({ cpu: "181" }, { tolerations })],
])("no node helps a pod with %s", (_what, spec) => {
  expect(nodesToAdd([unschedulablePod(spec)], [], shapes, 9)).toEqual([]);
});

test("a pod that the scheduler has not looked at, is deleting or is bound needs nothing", () => {
  const pods = [
    pod(onTpu),
    unschedulablePod(onTpu, { deletionTimestamp: new Date() }),
    unschedulablePod({ ...onTpu, nodeName: "elsewhere" }),
  ];
  expect(nodesToAdd(pods, [], shapes, 9)).toEqual([]);
});

test("whatever is asked for: the limit holds, and all that fits on the nodes that are there adds none", () => {
  const requests = fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 30 });
  fc.assert(
    fc.property(requests, fc.integer({ min: 0, max: 5 }), (milliCpus, limit) => {
      const pods = milliCpus.map((amount) => unschedulablePod(requesting({ cpu: `${amount}m` })));
      const added = nodesToAdd(pods, [], [systemShape], limit);
      expect(added.length).toBeLessThanOrEqual(limit);
      const nodes = added.map((shape, index) => node(shape, `system-${index}`));
      const again = nodesToAdd(pods, nodes, [systemShape], limit);
      expect(again).toEqual([]);
    }),
  );
});
