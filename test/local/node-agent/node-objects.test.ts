import {
  freeNodeName,
  internalAddress,
  nodeObject,
  shapeNameOf,
} from "../../../local/node-agent/node-objects";
import { node, tpuShape } from "./samples";

test("a node has its shape's capacity, labels and taints, and is ready", () => {
  const object = nodeObject(tpuShape, "tpu-0", "10.64.254.1", new Date(0));
  expect(object.metadata).toMatchObject({
    name: "tpu-0",
    labels: {
      "kubernetes.io/hostname": "tpu-0",
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": "ct6e-standard-4t",
      "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
    },
  });
  expect(object.spec?.taints).toEqual([{ key: "google.com/tpu", value: "present", effect: "NoSchedule" }]);
  const amounts = {
    cpu: "180",
    memory: "720Gi",
    pods: "110",
    "ephemeral-storage": "47Gi",
    "google.com/tpu": "4",
  };
  expect(object.status).toMatchObject({ capacity: amounts, allocatable: amounts });
  const conditions = object.status?.conditions?.map(({ type, status }) => `${type}=${status}`);
  expect(conditions).toEqual([
    "MemoryPressure=False",
    "DiskPressure=False",
    "PIDPressure=False",
    "Ready=True",
  ]);
});

test("a node of ours is known again by its shape and address; another's is not", () => {
  const ours = node(tpuShape, "tpu-0");
  expect([shapeNameOf(ours), internalAddress(ours)]).toEqual(["tpu", "10.64.254.1"]);
  expect([shapeNameOf({}), internalAddress({})]).toEqual([undefined, undefined]);
});

test("the first free number names a node", () => {
  expect(freeNodeName(tpuShape, new Set())).toBe("tpu-0");
  expect(freeNodeName(tpuShape, new Set(["tpu-0", "tpu-2"]))).toBe("tpu-1");
});
