import { acceleratorShape, schedulingOf, systemShape } from "../../../components/accelerators/scheduling";
import { accelerator, acceleratorNames } from "../../../components/accelerators/table";

test("a TPU pod asks for google.com/tpu and selects accelerator and topology", () => {
  expect(schedulingOf(accelerator("tpu-v6e-4"))).toEqual({
    resource: "google.com/tpu",
    nodeLabels: {
      "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
      "cloud.google.com/gke-tpu-topology": "2x2",
    },
    taint: { key: "google.com/tpu", value: "present", effect: "NoSchedule" },
  });
});

test("a GPU pod asks for nvidia.com/gpu and selects its type alone", () => {
  expect(schedulingOf(accelerator("nvidia-a100-80gb-x2"))).toEqual({
    resource: "nvidia.com/gpu",
    nodeLabels: { "cloud.google.com/gke-accelerator": "nvidia-a100-80gb" },
    taint: { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
  });
});

test("a node has what its pods look for", () => {
  expect(acceleratorShape("tpu-v6e-8")).toEqual({
    name: "tpu-v6e-8",
    machineType: "ct6e-standard-8t",
    cpu: 180,
    memoryGiB: 1440,
    diskSizeGb: 432,
    labels: {
      "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
      "cloud.google.com/gke-tpu-topology": "2x4",
    },
    taints: [{ key: "google.com/tpu", value: "present", effect: "NoSchedule" }],
    extendedResources: { "google.com/tpu": 8 },
  });
});

test("every accelerator node keeps other pods away, and the system node takes them", () => {
  expect(acceleratorNames.map((name) => acceleratorShape(name).taints.length)).toEqual(
    acceleratorNames.map(() => 1),
  );
  expect(systemShape).toMatchObject({ taints: [], labels: {}, extendedResources: {} });
});
