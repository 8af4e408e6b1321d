import {
  acceleratorShape,
  machineTypeLabel,
  nodeChoice,
  schedulingOf,
  systemShape,
} from "../../../components/accelerators/scheduling";
import type { GpuSharing } from "../../../components/accelerators/gpu-sharing";
import { accelerator, acceleratorNames } from "../../../components/accelerators/table";
import type { AcceleratorName } from "../../../components/accelerators/table";

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

type Labels = Readonly<Record<string, string>>;

/** Whether the choice of a pod lets it onto a node with these labels. */
function chooses(name: AcceleratorName, sharing: GpuSharing | undefined, labels: Labels): boolean {
  const { selector, expressions } = nodeChoice(accelerator(name), sharing);
  return (
    Object.entries(selector).every(([key, value]) => labels[key] === value) &&
    expressions.every((expression) => {
      const value = labels[expression.key];
      return expression.operator === "DoesNotExist"
        ? value === undefined
        : value !== undefined && expression.values.includes(value);
    })
  );
}

/** Every shape of a node, whole and, where it has one GPU, shared by two and by three. */
const shapes = acceleratorNames.flatMap((name) => {
  const row = accelerator(name);
  const ways = row.kind === "gpu" && row.chips === 1 ? [undefined, 2, 3] : [undefined];
  return ways.map((clients) => ({
    name,
    sharing: clients === undefined ? undefined : { clientsPerGpu: clients },
  }));
});

test("a pod chooses only nodes of its shape, shared ones included", () => {
  const labelsOf = ({ name, sharing }: (typeof shapes)[number]): Labels => ({
    [machineTypeLabel]: accelerator(name).machineType,
    ...acceleratorShape(name, sharing).labels,
  });
  const wrong = shapes.flatMap((pod) =>
    shapes
      .filter((node) => chooses(pod.name, pod.sharing, labelsOf(node)) !== (pod === node))
      .map((node) => [pod, node]),
  );

  expect(shapes).toHaveLength(30);
  expect(wrong).toEqual([]);
});

test("no machine type is that of two accelerators", () => {
  const machines = acceleratorNames.flatMap((name) => {
    const { machineType, otherMachineTypes = [] } = accelerator(name);
    return [machineType, ...otherMachineTypes];
  });

  expect(new Set(machines).size).toBe(machines.length);
});
