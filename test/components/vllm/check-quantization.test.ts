import { formatProblem } from "../../../components/problems/problems";
import { checkArguments } from "../../../components/vllm/check-arguments";
import type { ModelServingProps } from "../../../components/model/model-serving-props";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";

function problemsOf(props: Pick<ModelServingProps, "model" | "accelerator" | "extraArgs" | "image">) {
  const spec = resolveModelServing({ ...props, namespace: "demo" });
  return checkArguments(spec, "models[0]").map((problem) => formatProblem(problem));
}

const accelerator = "nvidia-t4";
const some = /; use one of nvidia-l4, nvidia-l4-x2, .*nvidia-h100-80gb-x8 \[UnsupportedDtype\]$/;

describe("quantized weights that a T4 cannot run", () => {
  test("MXFP4, which takes bfloat16 alone", () => {
    const [problem, ...others] = problemsOf({ model: "openai/gpt-oss-20b", accelerator });

    expect(others).toEqual([]);
    expect(problem).toMatch(some);
    expect(problem?.split(";")[0]).toBe(
      'models[0].accelerator: must have bfloat16: vLLM runs MXFP4 weights in bfloat16, got "nvidia-t4"',
    );
  });

  test("the fix leaves out what has too little memory", () => {
    expect(problemsOf({ model: "openai/gpt-oss-120b", accelerator })[0]).toMatch(
      /; use one of nvidia-l4-x4, /,
    );
  });

  test.each([
    ["gaunernst/gemma-3-4b-it-int4-awq", [], "AWQ"],
    ["acme/gemma-2-9b-it-GPTQ", [], "GPTQ"],
    ["google/gemma-3-4b-it", ["--quantization", "fp8"], "FP8"],
    ["google/gemma-3-4b-it", ["-q=fp8", "--dtype", "float32"], "FP8"],
    ["google/gemma-3-4b-it", ["--quantization=fp8", "--dtype=half"], "FP8"],
    ["google/gemma-3-4b-it", ["--quantization=fp8", "--dtype=auto"], "FP8"],
  ])("%s with %j, whose family refuses float16", (model, extraArgs, method) => {
    const [problem, ...others] = problemsOf({ model, accelerator, extraArgs });

    expect(others).toEqual([]);
    expect(problem).toMatch(some);
    expect(problem?.split(";")[0]).toBe(
      `models[0].accelerator: must have bfloat16: vLLM runs ${method} weights in float16 or bfloat16, ` +
        'and not in float16 for this model, got "nvidia-t4"',
    );
  });

  test.each([
    ["Qwen/Qwen2.5-7B-Instruct-AWQ", []],
    ["Qwen/Qwen2.5-7B-Instruct", ["--quantization", "fp8"]],
    ["google/gemma-3-1b-it", []],
    ["RedHatAI/gemma-3-4b-it-FP8-dynamic", []],
    ["acme/gpt-oss-20b-BF16", []],
    ["unsloth/gpt-oss-20b-GGUF", []],
    ["openai/gpt-oss-20b", ["--hf-overrides", '{"quantization_config": null}']],
    ["google/gemma-3-4b-it", ["--quantization", "torchao"]],
  ])("does not mean %s with %j", (model, extraArgs) => {
    expect(problemsOf({ model, accelerator, extraArgs })).toEqual([]);
  });

  test("is not known of another image", () => {
    const image = "registry.example/vllm:v1";
    expect(problemsOf({ model: "openai/gpt-oss-20b", accelerator, image })).toEqual([]);
  });

  test("is no matter of other accelerators", () => {
    expect(problemsOf({ model: "openai/gpt-oss-20b", accelerator: "nvidia-l4" })).toEqual([]);
    expect(problemsOf({ model: "acme/gemma-3-4b-it-awq", accelerator: "nvidia-l4" })).toEqual([]);
  });
});

test("a format that the method does not take is refused where another would do", () => {
  const l4 = { accelerator: "nvidia-l4" } as const;
  const own = "remove it; the model's own is used without it [UnsupportedDtype]";

  expect(
    problemsOf({ ...l4, model: "acme/Beta-2B", extraArgs: ["-q", "fp8", "--dtype", "float32"] }),
  ).toEqual([
    `models[0].extraArgs[2]: must be a format that vLLM runs FP8 weights in: float16 or bfloat16, got "float32"; ${own}`,
  ]);
  expect(problemsOf({ ...l4, model: "openai/gpt-oss-20b", extraArgs: ["--dtype=half"] })).toEqual([
    `models[0].extraArgs[0]: must be a format that vLLM runs MXFP4 weights in: bfloat16, got "half"; ${own}`,
  ]);
  expect(
    problemsOf({ accelerator, model: "acme/Beta-2B", extraArgs: ["-q=fp8", "--dtype=float32"] }),
  ).toEqual([
    "models[0].extraArgs[1]: must be a format that vLLM runs FP8 weights in: float16 or bfloat16, " +
      'got "float32"; remove it; half is used without it [UnsupportedDtype]',
  ]);
});
