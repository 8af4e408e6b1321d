import fc from "fast-check";
import { architectures } from "../../../components/accelerators/model-architectures";
import { acceleratorNames, accelerator } from "../../../components/accelerators/table";
import { splitFault, tensorParallelSizes } from "../../../components/accelerators/tensor-parallel";

const fault = (model: string, chips: number, extraArgs: readonly string[] = []) =>
  splitFault({ model, extraArgs }, chips, "gpu");

test.each([
  ["Qwen/Qwen2.5-7B-Instruct", 8, "28 attention heads"],
  ["Qwen/Qwen2.5-14B-Instruct-AWQ", 3, "40 attention heads"],
  ["Qwen/Qwen2.5-0.5B-Instruct", 4, "14 attention heads"],
  ["meta-llama/Llama-3.2-3B-Instruct", 5, "24 attention heads"],
  ["tiiuae/falcon-7b", 2, "71 attention heads"],
  ["deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", 8, "28 attention heads"],
  ["HuggingFaceTB/SmolLM2-135M", 2, "9 attention heads"],
  ["microsoft/phi-4", 4, "10 heads of keys and values"],
  ["Qwen/Qwen2.5-7B-Instruct", 7, "4 heads of keys and values"],
])("%s over %d chips: %s", (model, chips, what) => {
  expect(fault(model, chips)).toEqual({ code: "HeadsNotDivisible", what });
});

test.each([
  ["Qwen/Qwen2.5-7B-Instruct", 4],
  // Fewer heads of keys and values than chips: they are kept more than once.
  ["Qwen/Qwen2.5-3B-Instruct", 8],
  ["meta-llama/Llama-3.3-70B-Instruct", 8],
  ["deepseek-ai/DeepSeek-R1-0528", 8],
  ["openai/gpt-oss-120b", 8],
  ["acme/unheard-of", 7],
  ["tiiuae/falcon-7b", 1],
])("%s runs on %d chips", (model, chips) => {
  expect(fault(model, chips)).toBeUndefined();
});

describe("blocks of FP8", () => {
  test.each([
    ["Qwen/Qwen3-4B-FP8", 8, "9728 weights in blocks of 128"],
    ["Qwen/Qwen3-Next-80B-A3B-Instruct-FP8", 8, "512 weights in blocks of 128"],
    ["deepseek-ai/DeepSeek-V3", 32, "18432 weights in blocks of 128"],
    ["Qwen/Qwen3.6-35B-A3B-FP8", 8, "512 weights in blocks of 128"],
  ])("%s over %d chips: %s", (model, chips, what) => {
    expect(fault(model, chips)).toEqual({ code: "BlocksNotDivisible", what });
  });

  test.each([
    ["Qwen/Qwen3-4B-FP8", 4],
    ["Qwen/Qwen3-4B", 8],
    // A scale for each row, which nothing divides.
    ["RedHatAI/Qwen3-4B-FP8-dynamic", 8],
    ["neuralmagic/Qwen3-4B-FP8", 8],
    ["Qwen/Qwen3-32B-FP8", 8],
    // Blocks of experts are made smaller: 96 and 192 weights of a chip are whole blocks of 32 and 64.
    ["Qwen/Qwen3-30B-A3B-FP8", 8],
    ["Qwen/Qwen3-235B-A22B-Instruct-2507-FP8", 8],
    ["deepseek-ai/DeepSeek-V3", 8],
    // 18432 weights on each of 32 chips are four and a half blocks, but here there are none.
    ["unsloth/DeepSeek-V3-BF16", 32],
    ["MiniMaxAI/MiniMax-M2.5", 8],
  ])("%s has whole ones on %d chips", (model, chips) => {
    expect(fault(model, chips)).toBeUndefined();
  });

  test("are no matter on a TPU, where heads are", () => {
    const onTpu = (model: string) => splitFault({ model, extraArgs: [] }, 8, "tpu")?.code;

    expect(onTpu("Qwen/Qwen3-4B-FP8")).toBeUndefined();
    expect(onTpu("Qwen/Qwen2.5-7B-Instruct")).toBe("HeadsNotDivisible");
    expect(onTpu("microsoft/phi-4")).toBe("HeadsNotDivisible");
  });

  test("of experts count only where these are split", () => {
    // 64 heads, and experts of 1536 weights: 24 on each of 64 chips.
    const model = "Qwen/Qwen3-235B-A22B-FP8";

    expect(fault(model, 64)).toEqual({ code: "BlocksNotDivisible", what: "1536 weights in blocks of 128" });
    for (const flag of ["--enable-expert-parallel", "--enable_expert_parallel"])
      expect(fault(model, 64, [flag])).toBeUndefined();
  });
});

test("a model runs on one chip of anything, as far as its heads go, and every size that is offered divides it", () => {
  const anyModel = fc.constantFrom(...Object.keys(architectures));
  fc.assert(
    fc.property(anyModel, fc.constantFrom(...acceleratorNames), (start, name) => {
      const model = `Qwen/${start}`;
      const { chips, kind } = accelerator(name);
      const sizes = tensorParallelSizes({ model, extraArgs: [] }, name);

      for (const size of sizes) expect([1, 2, 4, 8]).toContain(size);
      for (const size of sizes) expect((architectures[start]?.attentionHeads ?? 0) % size).toBe(0);
      expect(sizes.filter((size) => size > chips || (kind === "tpu" && size !== chips))).toEqual([]);
      expect(sizes.includes(1)).toBe(kind === "gpu" || chips === 1);
    }),
  );
});
