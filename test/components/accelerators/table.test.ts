import {
  accelerator,
  acceleratorNames,
  accelerators,
  isAcceleratorName,
} from "../../../components/accelerators/table";

/** GKE's own figures, from its machine-family pages: machine, accelerators, memory of each, host CPUs and memory. */
const published: Record<
  string,
  readonly [machine: string, chips: number, chipGiB: number, cpu: number, memoryGiB: number]
> = {
  "tpu-v6e-1": ["ct6e-standard-1t", 1, 32, 44, 176],
  "tpu-v6e-4": ["ct6e-standard-4t", 4, 32, 180, 720],
  "tpu-v6e-8": ["ct6e-standard-8t", 8, 32, 180, 1440],
  "nvidia-t4": ["n1-standard-8", 1, 16, 8, 30],
  "nvidia-l4": ["g2-standard-8", 1, 24, 8, 32],
  "nvidia-l4-x2": ["g2-standard-24", 2, 24, 24, 96],
  "nvidia-l4-x4": ["g2-standard-48", 4, 24, 48, 192],
  "nvidia-l4-x8": ["g2-standard-96", 8, 24, 96, 384],
  "nvidia-a100-40gb": ["a2-highgpu-1g", 1, 40, 12, 85],
  "nvidia-a100-40gb-x2": ["a2-highgpu-2g", 2, 40, 24, 170],
  "nvidia-a100-40gb-x4": ["a2-highgpu-4g", 4, 40, 48, 340],
  "nvidia-a100-40gb-x8": ["a2-highgpu-8g", 8, 40, 96, 680],
  "nvidia-a100-80gb": ["a2-ultragpu-1g", 1, 80, 12, 170],
  "nvidia-a100-80gb-x2": ["a2-ultragpu-2g", 2, 80, 24, 340],
  "nvidia-a100-80gb-x4": ["a2-ultragpu-4g", 4, 80, 48, 680],
  "nvidia-a100-80gb-x8": ["a2-ultragpu-8g", 8, 80, 96, 1360],
  "nvidia-h100-80gb": ["a3-highgpu-1g", 1, 80, 26, 234],
  "nvidia-h100-80gb-x2": ["a3-highgpu-2g", 2, 80, 52, 468],
  "nvidia-h100-80gb-x4": ["a3-highgpu-4g", 4, 80, 104, 936],
  "nvidia-h100-80gb-x8": ["a3-highgpu-8g", 8, 80, 208, 1872],
};

test("the table has exactly the published shapes", () => {
  const rows = acceleratorNames.map((name) => {
    const { machineType, chips, chipMemoryGiB, cpu, memoryGiB } = accelerator(name);
    return [name, [machineType, chips, chipMemoryGiB, cpu, memoryGiB]];
  });

  expect(Object.fromEntries(rows)).toEqual(published);
});

test("no two rows share a machine type", () => {
  const machines = acceleratorNames.map((name) => accelerator(name).machineType);

  expect(new Set(machines).size).toBe(machines.length);
});

test.each([
  ["tpu-v6e-1", "1x1"],
  ["tpu-v6e-4", "2x2"],
  ["tpu-v6e-8", "2x4"],
] as const)("%s is a slice of %s, as many chips as its topology multiplies to", (name, topology) => {
  const [rows = 0, columns = 0] = accelerators[name].topology.split("x").map(Number);

  expect(accelerators[name].topology).toBe(topology);
  expect(rows * columns).toBe(accelerators[name].chips);
});

test("v6e is offered in europe-west4-a and not in europe-west4-b", () => {
  expect(accelerators["tpu-v6e-4"].zones).toContain("europe-west4-a");
  expect(accelerators["tpu-v6e-4"].zones).not.toContain("europe-west4-b");
});

test("only the T4 cannot compute in bfloat16", () => {
  const without = acceleratorNames.filter((name) => {
    const row = accelerator(name);
    return row.kind === "gpu" && !row.bfloat16;
  });

  expect(without).toEqual(["nvidia-t4"]);
});

test.each([
  ["tpu-v6e-4", true],
  ["tpu-v5e-4", false],
  ["toString", false],
])("%j is a name: %s", (name, expected) => {
  expect(isAcceleratorName(name)).toBe(expected);
});
