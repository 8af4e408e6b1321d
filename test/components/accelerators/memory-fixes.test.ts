import fc from "fast-check";
import { accelerator as rowOf, acceleratorNames } from "../../../components/accelerators/table";
import { problemsOf } from "./memory-problems";

describe("tensor parallelism", () => {
  test("that does not divide the attention heads never starts", () => {
    expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "nvidia-l4-x8")).toEqual([
      "models[0]: must have heads that the 8 chips of nvidia-l4-x8 divide evenly, got 28 attention heads; set " +
        "tensorParallelSize to 1, 2 or 4, or use one of tpu-v6e-1, tpu-v6e-4, nvidia-l4, nvidia-l4-x2, nvidia-l4-x4, " +
        "nvidia-a100-40gb, nvidia-a100-40gb-x2, nvidia-a100-40gb-x4, nvidia-a100-80gb, nvidia-a100-80gb-x2, " +
        "nvidia-a100-80gb-x4, nvidia-h100-80gb, nvidia-h100-80gb-x2, nvidia-h100-80gb-x4 [HeadsNotDivisible]",
    ]);
  });

  test("on a TPU is all of its slice", () => {
    expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "tpu-v6e-8")).toEqual([
      expect.stringMatching(
        /^models\[0\]: must have heads that the 8 chips of tpu-v6e-8 divide evenly, got 28 attention heads; use one of tpu-v6e-1, tpu-v6e-4, nvidia-l4, /,
      ),
    ]);
    expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "tpu-v6e-8", { tensorParallelSize: 4 })).toEqual([
      "models[0].tensorParallelSize: must be 8, the chips of tpu-v6e-8: a TPU slice is used whole, got 4; leave it out, " +
        "or use the accelerator with that many chips [ParallelismMismatch]",
    ]);
  });

  test("takes GPUs that the node has", () => {
    expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "nvidia-l4-x2", { tensorParallelSize: 4 })).toEqual([
      "models[0].tensorParallelSize: must be at most 2, the chips of nvidia-l4-x2, got 4; leave it out, or use the " +
        "accelerator with that many chips [ParallelismMismatch]",
    ]);
  });

  test("over fewer GPUs has the memory of these alone", () => {
    expect(problemsOf("Qwen/Qwen2.5-14B-Instruct", "nvidia-l4-x4", { tensorParallelSize: 2 })).toEqual([]);
    expect(problemsOf("Qwen/Qwen2.5-14B-Instruct", "nvidia-l4-x4", { tensorParallelSize: 1 })).toEqual([
      expect.stringMatching(
        /^models\[0\]: must fit in the memory of one chip of nvidia-l4-x4, of which vLLM uses 22\.1 GiB, 0\.5 GiB of them for itself, got 27\.5 GiB of weights and 0\.4 GiB of cache for a context of 2048; set tensorParallelSize to 2 or 4, or use one of nvidia-a100-40gb, /,
      ),
    ]);
  });

  test("divides the heads of keys and values as well", () => {
    expect(problemsOf("microsoft/phi-4", "nvidia-l4-x4")).toEqual([
      expect.stringMatching(
        /^models\[0\]: must have heads that the 4 chips of nvidia-l4-x4 divide evenly, got 10 heads of keys and values; set tensorParallelSize to 2, or use one of nvidia-l4-x2, nvidia-a100-40gb, /,
      ),
    ]);
  });

  test.each([
    ["microsoft/phi-4", "set tensorParallelSize to 2, or use one of "],
    ["Qwen/Qwen2.5-1.5B-Instruct", "set tensorParallelSize to 1, 2 or 4, or use one of "],
    ["HuggingFaceTB/SmolLM2-360M-Instruct", "set tensorParallelSize to 1, or use one of "],
  ])("of %s is proposed where vLLM can divide the vocabulary too", (model, fix) => {
    expect(problemsOf(model, "nvidia-l4-x8")).toEqual([expect.stringContaining(`; ${fix}`)]);
  });

  test("leaves the blocks of FP8 whole", () => {
    expect(problemsOf("Qwen/Qwen3-4B-FP8", "nvidia-l4-x8")).toEqual([
      expect.stringMatching(
        /^models\[0\]: must have FP8 blocks that the 8 chips of nvidia-l4-x8 divide evenly, got 9728 weights in blocks of 128; set tensorParallelSize to 1, 2 or 4, or use one of .* \[BlocksNotDivisible\]$/,
      ),
    ]);
  });

  test("says all that is wrong at once", () => {
    const problems = problemsOf("Qwen/Qwen2.5-72B-Instruct", "nvidia-l4-x4", { tensorParallelSize: 3 });

    expect(problems).toEqual([
      expect.stringMatching(
        /^models\[0\]\.tensorParallelSize: must have heads that 3 chips of .* \[HeadsNotDivisible\]$/,
      ),
      expect.stringMatching(
        /^models\[0\]: must fit in the memory of 3 chips of .*; leave tensorParallelSize out and use one of tpu-v6e-8, /,
      ),
    ]);
  });
});

const models = fc.constantFrom(
  "Qwen/Qwen2.5-7B",
  "Qwen/Qwen3-4B-FP8",
  "google/gemma-7b",
  "microsoft/phi-4",
  "meta-llama/Llama-3.3-70B-Instruct",
  "deepseek-ai/DeepSeek-R1",
  "acme/m-34b",
);

test("every proposal passes the check that makes it", () => {
  const anyName = fc.constantFrom(...acceleratorNames);
  const anyContext = fc.oneof(
    fc.constantFrom(undefined, "auto" as const),
    fc.integer({ min: 1, max: 200_000 }),
  );
  fc.assert(
    fc.property(
      models,
      anyName,
      anyContext,
      fc.integer({ min: 1, max: 8 }),
      (model, name, maxModelLen, size) => {
        const tensorParallelSize = Math.min(size, rowOf(name).chips);
        const isChosen = tensorParallelSize < rowOf(name).chips;
        for (const problem of problemsOf(model, name, { maxModelLen, tensorParallelSize })) {
          const [, fix = ""] = problem.split("; ");
          const isKept = isChosen && !fix.includes("leave tensorParallelSize out and use one of");
          const shapes = /use one of ([^;]*?)(?:, or|\s\[)/.exec(fix)?.[1]?.split(", ") ?? [];
          for (const shape of acceleratorNames.filter((one) => shapes.includes(one)))
            expect(problemsOf(model, shape, { maxModelLen, ...(isKept && { tensorParallelSize }) })).toEqual(
              [],
            );
          const sizes = /tensorParallelSize to ([\d, or]+)/.exec(fix)?.[1]?.match(/\d+/g) ?? [];
          for (const one of sizes)
            expect(problemsOf(model, name, { maxModelLen, tensorParallelSize: Number(one) })).toEqual([]);
          const shorter = /maxModelLen to (?:auto, or to )?(\d+)/.exec(fix)?.[1];
          if (shorter !== undefined)
            expect(
              problemsOf(model, name, { maxModelLen: Number(shorter), tensorParallelSize }).join(),
            ).not.toContain("TooLittleMemory");
        }
      },
    ),
    { numRuns: 300 },
  );
});
