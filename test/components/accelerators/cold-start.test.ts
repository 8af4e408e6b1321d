import { coldStartSec } from "../../../components/accelerators/cold-start";
import { weightsGiB } from "../../../components/accelerators/model-weights";
import { acceleratorNames, accelerator } from "../../../components/accelerators/table";

test.each([
  ["Qwen/Qwen2.5-3B-Instruct", "tpu-v6e-4", 900, 420],
  ["microsoft/Phi-3-mini-4k-instruct", "tpu-v6e-4", 900, 420],
  ["meta-llama/Llama-3.1-8B-Instruct", "tpu-v6e-4", 900, 480],
  ["Qwen/Qwen2.5-3B-Instruct", "nvidia-l4", 600, 360],
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", 600, 420],
  // 141 GiB of weights take longer than the container may.
  ["Qwen/Qwen2.5-72B-Instruct", "tpu-v6e-8", 900, 1140],
  ["Qwen/Qwen2.5-72B-Instruct", "tpu-v6e-8", 3600, 1320],
  // Nobody knows how large this is.
  ["acme/Mystery", "tpu-v6e-4", 900, 1140],
  ["acme/Mystery", "nvidia-l4", 600, 840],
  ["acme/Mystery", "nvidia-l4", 59, 300],
] as const)(
  "%s on %s, with %d s to start in, is up after %d s at most",
  (model, name, startupTimeoutSec, sec) => {
    expect(coldStartSec({ model, accelerator: name, startupTimeoutSec })).toBe(sec);
  },
);

test("weights are counted as they are stored", () => {
  expect(weightsGiB("Qwen/Qwen2.5-3B-Instruct")).toBeCloseTo(5.75, 2);
  expect(weightsGiB("Qwen/Qwen2.5-3B-Instruct-AWQ")).toBeCloseTo(5.75 / 4, 2);
  expect(weightsGiB("acme/Other-10B")).toBeCloseTo(18.63, 2);
  expect(weightsGiB("acme/Mystery")).toBeUndefined();
});

describe("on every accelerator", () => {
  const sizes = [1, 3, 7, 13, 32, 70, 400];

  test.each(acceleratorNames)(
    "%s starts a larger model later, in whole minutes, and never waits for one that is ended",
    (name) => {
      const startupTimeoutSec = 1800;
      const times = sizes.map((size) =>
        coldStartSec({ model: `acme/Other-${size}B`, accelerator: name, startupTimeoutSec }),
      );

      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.filter((sec) => sec % 60 !== 0)).toEqual([]);
      expect(times.at(-1)).toBe(240 + startupTimeoutSec);
      expect(times[0]).toBe(accelerator(name).kind === "tpu" ? 420 : 360);
    },
  );
});
