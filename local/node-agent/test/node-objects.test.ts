import {
  drainingPatch,
  freeNodeName,
  hasShape,
  internalAddress,
  isDraining,
  isOurs,
  nodeName,
  poolNameOf,
  shapeCapacity,
} from "../node-objects";
import { tpuShape } from "@switchyard/contracts/testing/node-shapes";
import { kubeletVersion, node, tpuPool } from "./samples";

test("a node has its pool's name, its shape's capacity, labels and taints, and is ready", () => {
  const object = node(tpuPool, "tpu-0");
  expect(object.metadata).toMatchObject({
    name: "tpu-0",
    labels: {
      "kubernetes.io/hostname": "tpu-0",
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": "ct6e-standard-4t",
      "cloud.google.com/gke-nodepool": "tpu",
      "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
    },
  });
  expect(object.spec?.taints).toEqual([{ key: "google.com/tpu", value: "present", effect: "NoSchedule" }]);
  const amounts = {
    cpu: "180",
    memory: "720Gi",
    pods: "110",
    "ephemeral-storage": "8382Gi",
    "google.com/tpu": "4",
  };
  expect(object.status).toMatchObject({ capacity: amounts, allocatable: amounts });
  expect(object.status?.nodeInfo?.kubeletVersion).toBe(kubeletVersion);
  const conditions = object.status?.conditions?.map(({ type, status }) => `${type}=${status}`);
  expect(conditions).toEqual([
    "MemoryPressure=False",
    "DiskPressure=False",
    "PIDPressure=False",
    "Ready=True",
  ]);
});

test("a node leaves as much of its disk to pods as GKE does", () => {
  const shape = { ...tpuPool.shape, diskSizeGb: 100 };

  expect(shapeCapacity(shape)).toMatchObject({ "ephemeral-storage": "43Gi" });
});

test("a node of ours is known again by its pool, shape and address; another's is not", () => {
  const ours = node(tpuPool, "tpu-0");
  expect([nodeName(ours), poolNameOf(ours), internalAddress(ours)]).toEqual(["tpu-0", "tpu", "10.64.254.1"]);
  expect([isOurs(ours), isDraining(ours), hasShape(ours, tpuShape)]).toEqual([true, false, true]);
  expect([nodeName({}), poolNameOf({}), internalAddress({})]).toEqual(["", undefined, undefined]);
  expect([isOurs({}), isOurs({ spec: { providerID: "gce://p/z/i" } }), isDraining({})]).toEqual([
    false,
    false,
    false,
  ]);
});

test("a shape is the same in any order of its keys, and another one with any change", () => {
  const ours = node(tpuPool, "tpu-0");
  expect(hasShape(ours, Object.assign({ cpu: 0 }, tpuShape))).toBe(true);
  expect(hasShape(ours, { ...tpuShape, extendedResources: { "google.com/tpu": 8 } })).toBe(false);
  expect(hasShape(ours, { ...tpuShape, labels: { ...tpuShape.labels, more: "1" } })).toBe(false);
  expect(hasShape({ metadata: { annotations: { "switchyard.dev/node-shape": "{" } } }, tpuShape)).toBe(false);
  expect(hasShape({}, tpuShape)).toBe(false);
});

test("a node that is marked as draining takes no pods", () => {
  expect(drainingPatch.spec).toEqual({ unschedulable: true });
  expect(isDraining(drainingPatch)).toBe(true);
});

test("the first free number names a node", () => {
  expect(freeNodeName(tpuPool, new Set())).toBe("tpu-0");
  expect(freeNodeName(tpuPool, new Set(["tpu-0", "tpu-2"]))).toBe("tpu-1");
});
