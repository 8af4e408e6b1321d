import type { ModelServingSpec } from "../../../components/model/model-serving-props";
import { beta } from "../../support/fixture";
import { problemsOf as problemsWith } from "./argument-problems";

const problemsOf = (extraArgs: readonly string[], spec: ModelServingSpec = beta) =>
  problemsWith(extraArgs, spec);

const another = { ...beta, image: "registry.example/vllm:v1" };

describe("JSON", () => {
  test.each([
    ["--limit-mm-per-prompt", "image=2"],
    ["--speculative-config", '{"method": "ngram",}'],
    ["--default-chat-template-kwargs", "{'enable_thinking': false}"],
    ["--allowed-origins", "*"],
    ["--compilation-config", "{level: 3}"],
    ["--kv-transfer-config", "LMCache"],
    ["--mm-processor-kwargs", "fps=1"],
    ["--override-generation-config", ""],
  ])("that does not parse is refused: %s=%s", (flag, value) => {
    expect(problemsOf([`${flag}=${value}`])).toEqual([
      `[0]: must have JSON for ${flag}, got ${JSON.stringify(value)}; ` +
        `give ${flag} such a value, or remove it [InvalidValue]`,
    ]);
    expect(problemsOf([`${flag}=${value}`], another)).toEqual([]);
  });

  test.each(["--hf-overrides", "--additional-config", "--model-loader-extra-config"])(
    "of %s is refused between braces alone, as it may be text as well",
    (flag) => {
      expect(problemsOf([`${flag}={a: 1}`, `${flag}=text`, `${flag}={"a": 1}`])).toEqual([
        `[0]: must have JSON between its braces for ${flag}, got "{a: 1}"; ` +
          `give ${flag} such a value, or remove it [InvalidValue]`,
      ]);
    },
  );

  test.each([
    ["--limit-mm-per-prompt", '{"image": 2, "video": {"count": 1}}'],
    ["--allowed-origins", '["https://example.com"]'],
    ["--compilation-config", "3"],
    ["--kv-transfer-config", '{"kv_connector": "X", "cpu_bytes_to_use": 80m}'],
    ["--override-generation-config", '{"top_p": NaN, "x": -Infinity}'],
    ["--speculative-config", "None"],
    ["--speculative-config", ' {"model": "a \\"k\\" 8k"} '],
    ["--speculative-config.method", "ngram"],
    ["--quantization-config", "text"],
  ])("that vLLM reads is accepted: %s %s", (flag, value) => {
    expect(problemsOf([flag, value])).toEqual([]);
  });
});

describe("a number out of its range", () => {
  test.each([
    ["--gpu-memory-utilization", "95", "must be more than 0 and at most 1", "write 0.95, which is 95 %"],
    ["--gpu-memory-utilization", "1.5", "must be more than 0 and at most 1", undefined],
    ["--gpu-memory-utilization", "0", "must be more than 0 and at most 1", undefined],
    ["--gpu-memory-utilization", "-1", "must be more than 0 and at most 1", undefined],
    ["--gpu-memory-utilization", "900", "must be more than 0 and at most 1", undefined],
    ["--max-num-seqs", "0", "must be at least 1", undefined],
    ["--max-num-batched-tokens", "0k", "must be at least 1", undefined],
    ["--max-logprobs", "-2", "must be at least -1", undefined],
    ["--stream-interval", "0", "must be at least 1", undefined],
  ])("is refused: %s %s", (flag, value, rule, fix) => {
    expect(problemsOf([flag, value])).toEqual([
      `[0]: ${rule} for ${flag}, got "${value}"; ${fix ?? `give ${flag} such a value, or remove it`} [OutOfRange]`,
    ]);
  });

  test.each([
    [["--gpu-memory-utilization=1", "--max-num-seqs", "1", "--max-logprobs=-1"]],
    [["--max-num-seqs", "0", "--max-num-seqs", "8"]],
    [["--max-num-queued-reqs=0", "--max-num-queued-tokens", "None"]],
  ])("is not one that vLLM starts with: %j", (extraArgs) => {
    expect(problemsOf(extraArgs)).toEqual([]);
  });
});

describe("a switch that needs another flag", () => {
  test("is refused without it", () => {
    expect(problemsOf(["--enable-auto-tool-choice", "--enable-log-outputs"])).toEqual([
      '[0]: must have --tool-call-parser with it, got "--enable-auto-tool-choice"; ' +
        'add "--tool-call-parser" with the parser for this model, such as "hermes", or remove it [MalformedArgument]',
      '[1]: must have --enable-log-requests with it, got "--enable-log-outputs"; ' +
        'add "--enable-log-requests", or remove it [MalformedArgument]',
    ]);
    expect(problemsOf(["--enable-auto-tool-choice", "--tool-call-parser=None"])).toHaveLength(1);
    expect(
      problemsOf(["--enable-log-outputs", "--enable-log-requests", "--no-enable-log-requests"]),
    ).toHaveLength(1);
  });

  test.each([
    [["--enable-auto-tool-choice", "--tool-call-parser", "hermes"]],
    [["--tool_call_parser=hermes", "--enable-auto-tool-choice"]],
    [["--no-enable-auto-tool-choice"]],
    [["--enable-auto-tool-choice", "--no-enable-auto-tool-choice"]],
    [["--enable-log-requests", "--enable-log-outputs"]],
  ])("is accepted with it, or off: %j", (extraArgs) => {
    expect(problemsOf(extraArgs)).toEqual([]);
  });
});

describe("the share of a GPU that replicas share", () => {
  const sharedBy = (clientsPerGpu: number): ModelServingSpec => ({
    ...beta,
    gpuSharing: { clientsPerGpu },
  });

  test.each([
    [2, "0.9", "0.45"],
    [2, "0.51", "0.45"],
    [3, "0.34", "0.3"],
  ])("of %d must leave room for the others: %s", (clients, value, derived) => {
    expect(problemsOf(["--gpu_memory_utilization", value], sharedBy(clients))).toEqual([
      `[0]: must be at most 1/${clients} for --gpu-memory-utilization, as ${clients} replicas share a GPU, ` +
        `got "${value}"; remove it; ${derived} is used without it [OutOfRange]`,
    ]);
  });

  test.each([
    [["--gpu-memory-utilization", "0.5"]],
    [["--gpu-memory-utilization=0.2"]],
    [["--gpu-memory-utilization", "0.6", "--kv-cache-memory-bytes", "2G"]],
    [["--gpu-memory-utilization", "0.9", "--gpu-memory-utilization", "0.4"]],
  ])("is the user's to say within that: %j", (extraArgs) => {
    expect(problemsOf(extraArgs, sharedBy(2))).toEqual([]);
  });

  test("is whole where nothing shares the GPU", () => {
    expect(problemsOf(["--gpu-memory-utilization", "0.95"])).toEqual([]);
  });
});

describe("adapters in main memory", () => {
  const adapted = {
    ...beta,
    adapters: [
      { name: "a", source: "x" },
      { name: "b", source: "y" },
    ],
  };

  test("are no fewer than the adapters", () => {
    expect(problemsOf(["--max-cpu-loras", "1"], adapted)).toEqual([
      '[0]: must be at least 2 for --max-cpu-loras, the number of `adapters`, got "1"; ' +
        "remove it; all adapters are kept without it [OutOfRange]",
    ]);
  });

  test.each(["2", "8", "None"])("may be %s", (count) => {
    expect(problemsOf(["--max-cpu-loras", count], adapted)).toEqual([]);
  });

  test("count for nothing without adapters", () => {
    expect(problemsOf(["--max-cpu-loras", "0"])).toEqual([]);
  });
});
