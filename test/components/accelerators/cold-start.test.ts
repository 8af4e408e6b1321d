import {
  coldStartSec,
  defaultStartupTimeoutSec,
  estimatedStartSec,
  leastStartSec,
} from "../../../components/accelerators/cold-start";
import { weightsGiB } from "../../../components/accelerators/model-weights";
import { acceleratorNames, accelerator } from "../../../components/accelerators/table";
import type { AcceleratorName } from "../../../components/accelerators/table";

const start = (model: string, name: AcceleratorName, stated?: number) => ({
  model,
  accelerator: name,
  weightsGiB: stated,
});

test.each([
  ["Qwen/Qwen2.5-3B-Instruct", "tpu-v6e-4", 420, 900],
  ["microsoft/Phi-3-mini-4k-instruct", "tpu-v6e-4", 420, 900],
  ["meta-llama/Llama-3.1-8B-Instruct", "tpu-v6e-4", 480, 900],
  ["Qwen/Qwen2.5-3B-Instruct", "nvidia-l4", 360, 600],
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", 420, 600],
  // 131 GiB of weights take 876 seconds, and a container twice as long as it should.
  ["meta-llama/Llama-3.3-70B-Instruct", "nvidia-a100-80gb-x4", 1200, 1920],
  ["Qwen/Qwen2.5-72B-Instruct", "tpu-v6e-8", 1320, 2100],
  // Nobody knows how large these are: they may fill the memory.
  ["acme/Mystery", "tpu-v6e-4", 1260, 3600],
  ["acme/Mystery", "nvidia-l4", 480, 3600],
  ["acme/Mystery", "nvidia-h100-80gb-x8", 4620, 8700],
] as const)(
  "%s on %s is up after %d s, and may take %d s to start",
  (model, name, sec, startupTimeoutSec) => {
    expect(coldStartSec(start(model, name))).toBe(sec);
    expect(defaultStartupTimeoutSec(start(model, name))).toBe(startupTimeoutSec);
  },
);

test("a stated size counts more than a name", () => {
  expect(coldStartSec(start("acme/Mystery", "nvidia-l4", 18))).toBe(420);
  expect(coldStartSec(start("acme/Model-1B", "nvidia-l4", 18))).toBe(420);
  expect(defaultStartupTimeoutSec(start("acme/Mystery", "nvidia-l4", 4))).toBe(600);
});

test("weights are counted as they are stored", () => {
  const named = (model: string) => weightsGiB({ model, weightsGiB: undefined });

  expect(named("Qwen/Qwen2.5-3B-Instruct")).toBeCloseTo(5.75, 2);
  expect(named("Qwen/Qwen2.5-3B-Instruct-AWQ")).toBeCloseTo(5.75 / 4, 2);
  expect(named("acme/Other-10B")).toBeCloseTo(18.63, 2);
  expect(named("deepseek-ai/DeepSeek-R1-0528")).toBeCloseTo(624.94, 2);
  expect(named("meta-llama/Llama-4-Scout-17B-16E-Instruct")).toBeCloseTo(200.73, 2);
  expect(named("acme/Mystery")).toBeUndefined();
  expect(weightsGiB({ model: "acme/Mystery", weightsGiB: 3 })).toBe(3);
});

describe("on every accelerator", () => {
  const sizes = [1, 3, 7, 13, 32, 70, 400];

  test.each(acceleratorNames)(
    "%s starts a larger model later and waits for it longer: twice the estimate, in whole minutes",
    (name) => {
      const starts = sizes.map((size) => start(`acme/Other-${size}B`, name));
      const times = starts.map(coldStartSec);
      const budgets = starts.map(defaultStartupTimeoutSec);

      for (const each of [times, budgets]) {
        expect(each).toEqual([...each].sort((a, b) => a - b));
        expect(each.filter((sec) => sec % 60 !== 0)).toEqual([]);
      }
      for (const [index, budget] of budgets.entries())
        expect(budget).toBeGreaterThanOrEqual(2 * estimatedStartSec(starts[index] ?? start("", name)));
      expect(times[0]).toBe(accelerator(name).kind === "tpu" ? 420 : 360);
      expect(budgets[0]).toBe(accelerator(name).kind === "tpu" ? 900 : 600);
    },
  );
});

describe("the shortest time that a container can be given", () => {
  const llama = start("meta-llama/Llama-3.3-70B-Instruct", "nvidia-a100-80gb-x4");

  test("is the estimate", () => {
    expect(leastStartSec({ ...llama, extraArgs: ["--seed", "7"] })).toBe(937);
  });

  test.each<[string, Parameters<typeof leastStartSec>[0]]>([
    ["of a model of unknown size", { ...start("acme/Mystery", "nvidia-l4"), extraArgs: [] }],
    ["where weights are streamed", { ...llama, extraArgs: ["--load-format=runai_streamer"] }],
    ["where they are quantized", { ...llama, extraArgs: ["--quantization", "fp8"] }],
    ["of a path", { ...llama, model: "/models/Llama-3.3-70B-Instruct", extraArgs: [] }],
    ["of a bucket", { ...llama, model: "gs://models/Llama-3.3-70B-Instruct", extraArgs: [] }],
  ])("%s is not known", (_, demand) => {
    expect(leastStartSec(demand)).toBeUndefined();
  });
});
