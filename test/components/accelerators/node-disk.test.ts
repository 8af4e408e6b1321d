import { allocatableDiskGiB, bootDiskGb, serverDiskGiB } from "../../../components/accelerators/node-disk";
import { accelerator, acceleratorNames } from "../../../components/accelerators/table";

const model = (name: string, weightsGiB?: number) => ({ model: name, weightsGiB });

test.each([
  // The node of Google's own example.
  [100, 43],
  [50, 18],
  [500, 323],
  [10_000, 8360],
])("of a disk of %d GB, GKE leaves %d GiB to pods", (size, left) => {
  expect(allocatableDiskGiB(size)).toBe(left);
});

test.each([
  ["meta-llama/Llama-3.3-70B-Instruct", "nvidia-a100-80gb-x4", 153],
  ["Qwen/Qwen2.5-3B-Instruct", "tpu-v6e-4", 15],
  ["Qwen/Qwen2.5-72B-Instruct-AWQ", "nvidia-a100-80gb", 59],
  ["acme/Mystery", "nvidia-l4", 8],
] as const)("%s on %s asks for %d GiB", (name, where, asked) => {
  expect(serverDiskGiB(model(name), where, 1)).toBe(asked);
});

test("a stated size counts, and no more than the memory that it is loaded into", () => {
  expect(serverDiskGiB(model("acme/Mystery", 10), "nvidia-l4", 1)).toBe(19);
  expect(serverDiskGiB(model("acme/Mystery", 1000), "nvidia-l4", 1)).toBe(32);
  expect(serverDiskGiB(model("acme/Mystery", 1000), "nvidia-l4", 2)).toBe(20);
});

describe.each(acceleratorNames)("%s", (name) => {
  const memoryGiB = accelerator(name).chips * accelerator(name).chipMemoryGiB;

  test.each([1, 2, 3, 7, 48])(
    "has a boot disk for the images and for all that %d servers ask for",
    (servers) => {
      const most = servers * serverDiskGiB(model("acme/Mystery", 10_000), name, servers);

      expect(bootDiskGb(name, servers)).toBeGreaterThanOrEqual(100 + memoryGiB);
      expect(most).toBeLessThanOrEqual(allocatableDiskGiB(bootDiskGb(name, servers)));
    },
  );
});
