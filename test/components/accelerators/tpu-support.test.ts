import { isUntestedOnTpu, testedOnTpu } from "../../../components/accelerators/tpu-support";

test.each([
  ["Qwen/Qwen2.5-3B-Instruct", "tpu-v6e-4", true],
  ["microsoft/Phi-3-mini-4k-instruct", "tpu-v6e-1", true],
  ["Qwen/Qwen3-4B", "tpu-v6e-1", false],
  ["Qwen/Qwen2.5-3B-Instruct", "nvidia-l4", false],
] as const)("%s on %s is untested: %s", (model, accelerator, expected) => {
  expect(isUntestedOnTpu({ model, accelerator })).toBe(expected);
});

test("the list names each model once, in an order that people find it in", () => {
  const sorted = [...testedOnTpu].sort((one, other) => one.toLowerCase().localeCompare(other.toLowerCase()));

  expect(testedOnTpu).toEqual(sorted);
  expect(new Set(testedOnTpu).size).toBe(testedOnTpu.length);
});
