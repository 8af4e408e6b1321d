import { beta } from "../../support/fixture";
import { problemsOf, quad } from "./argument-problems";
import { versions } from "../../../components/versions";

test("models as they are derived have nothing wrong", () => {
  expect(problemsOf([])).toEqual([]);
});

test.each([
  [["--enable-prefix-caching", "--quantization", "fp8", "--max-num-seqs", "64"]],
  [["--limit-mm-per-prompt", '{"image": 2}', "--hf-overrides.rope_parameters.factor", "4"]],
  [["--tool-call-parser", "openai", "--enable-auto-tool-choice", "--reasoning-parser", "openai_gptoss"]],
  [["--chat-template=--model", "--gpu-memory-utilization", "0.9", "-O3", "--no-enable-prefix-caching"]],
  [["--host", "0.0.0.0", "--nnodes=1", "--node-rank", "0", "--api-server-count", "2", "--root-path", "/x"]],
  [["--max-num-batched-tokens", "8k", "--max-logprobs=-1", "--max-log-len", "None", "--max-lora-rank", "64"]],
  [["--enable-expert-parallel", "--decode-context-parallel-size", "2", "--no-enable-lora"]],
])("%j is the user's to say", (extraArgs) => {
  expect(problemsOf(extraArgs)).toEqual([]);
});

describe("an item that vLLM would not take has the right form in its fix", () => {
  test("a flag and its value in one item, each on its own", () => {
    const split = "must be split: a flag and its value are two items";

    expect(
      problemsOf(["--max-num-seqs 32", "--tensor-parallel-size 4", "-tp 2", "--served-model-name a b"]),
    ).toEqual([
      `[0]: ${split}, got "--max-num-seqs 32"; write "--max-num-seqs", "32", or "--max-num-seqs=32" [MalformedArgument]`,
      `[1]: ${split}, got "--tensor-parallel-size 4"; write "--tensor-parallel-size", "4", or "--tensor-parallel-size=4" [MalformedArgument]`,
      `[2]: ${split}, got "-tp 2"; write "-tp", "2", or "-tp=2" [MalformedArgument]`,
      `[3]: ${split}, got "--served-model-name a b"; write "--served-model-name", "a", "b" [MalformedArgument]`,
    ]);
  });

  test("a space around it", () => {
    expect(problemsOf(["--enforce-eager "])).toEqual([
      '[0]: must have no space around it, got "--enforce-eager "; write "--enforce-eager" [MalformedArgument]',
    ]);
  });

  test("two dashes for a long one, whose values are no mistakes", () => {
    const rule = "must begin with two dashes, not a long one";

    expect(
      problemsOf(["—max-num-seqs", "32", "–max-num-seqs=8", "—seed 7", "—enforce-eager", "--seed", "—"]),
    ).toEqual([
      `[0]: ${rule}, got "—max-num-seqs"; write "--max-num-seqs" [MalformedArgument]`,
      `[2]: ${rule}, got "–max-num-seqs"; write "--max-num-seqs" [MalformedArgument]`,
      `[3]: ${rule}, got "—seed"; write "--seed" [MalformedArgument]`,
      `[4]: ${rule}, got "—enforce-eager"; write "--enforce-eager" [MalformedArgument]`,
      '[5]: must have a whole number for --seed, got "—"; give --seed such a value, or remove it [InvalidValue]',
    ]);
    expect(problemsOf(["—api-key", "s3cr3t"])).toEqual([
      `[0]: ${rule}, got "—api-key"; write "--api-key" [MalformedArgument]`,
    ]);
  });

  test("nothing", () => {
    const empty = "must not be empty";
    const fix = "remove it; an empty value is written as `--flag=`";

    expect(problemsOf(["", "--tokenizer", " "])).toEqual([
      `[0]: ${empty}, got ""; ${fix} [MalformedArgument]`,
      `[2]: ${empty}, got " "; ${fix} [MalformedArgument]`,
    ]);
  });

  test("a value that no flag takes", () => {
    const rule = "must belong to a flag";

    expect(
      problemsOf(["acme/Other", "--seed", "7", "8", "--enforce-eager", "true", "--enable-dbo", "False"]),
    ).toEqual([
      `[0]: ${rule}, got "acme/Other"; remove it; what is served is the \`model\` of the entry [MalformedArgument]`,
      `[3]: ${rule}, got "8"; remove it; --seed has its value [MalformedArgument]`,
      `[5]: ${rule}, got "true"; write --enforce-eager alone [MalformedArgument]`,
      `[7]: ${rule}, got "False"; write --no-enable-dbo alone [MalformedArgument]`,
    ]);
  });

  test("a value too many or too few", () => {
    expect(problemsOf(["--enforce-eager=true", "--enable-dbo=false", "--seed"])).toEqual([
      '[0]: must have no value, got "--enforce-eager=true"; write --enforce-eager [MalformedArgument]',
      '[1]: must have no value, got "--enable-dbo=false"; write --no-enable-dbo [MalformedArgument]',
      '[2]: must be followed by its value, got "--seed"; ' +
        'write "--seed", "VALUE"; a value that begins with a dash goes after "=" [MalformedArgument]',
    ]);
  });

  test("a value of the wrong kind", () => {
    expect(
      problemsOf(["--seed", "x", "--dtype=fp16", "--max-num-batched-tokens", "lots", "--max-lora-rank=48"]),
    ).toEqual([
      '[0]: must have a whole number for --seed, got "x"; give --seed such a value, or remove it [InvalidValue]',
      "[2]: must have one of auto, bfloat16, float, float16, float32, half for --dtype, " +
        'got "fp16"; give --dtype such a value, or remove it [InvalidValue]',
      "[3]: must have a whole number, such as 8192 or 8k for --max-num-batched-tokens, " +
        'got "lots"; give --max-num-batched-tokens such a value, or remove it [InvalidValue]',
      "[5]: must have one of 1, 8, 16, 32, 64, 128, 256, 320, 512 for --max-lora-rank, " +
        'got "48"; give --max-lora-rank such a value, or remove it [InvalidValue]',
    ]);
  });
});

describe("a flag that vLLM does not know", () => {
  test("is refused with the nearest, with what does it now, or with no idea", () => {
    const rule = `must be a flag of vLLM ${versions.vllm}`;

    expect(
      problemsOf(["--max-num-seq=9", "--tensor-parallel-sise", "4", "-tp4", "--task", "embed", "--omni"]),
    ).toEqual([
      `[1]: ${rule}, got "--tensor-parallel-sise"; did you mean --tensor-parallel-size? [UnknownArgument]`,
      `[3]: ${rule}, got "-tp4"; write "-tp", "4" [UnknownArgument]`,
      `[4]: ${rule}, got "--task"; remove it; \`task\` of the entry says what the model does [UnknownArgument]`,
      `[6]: ${rule}, got "--omni"; remove it; a custom \`image\` may have other flags [UnknownArgument]`,
    ]);
  });

  test("is refused where it could be several", () => {
    expect(problemsOf(["--ssl-ce", "x", "--data"])).toEqual([
      '[0]: must be the prefix of only one flag, got "--ssl-ce"; ' +
        "write it in full: --ssl-certfile, --ssl-cert-reqs [UnknownArgument]",
      '[2]: must be the prefix of only one flag, got "--data"; write it in full: --data-parallel-supervisor-port, ' +
        "--data-parallel-size, --data-parallel-rank, --data-parallel-start-rank or one of 7 more [UnknownArgument]",
    ]);
  });

  test("passes with an image of the user's own, which may know it", () => {
    const image = "registry.example/vllm:v1";
    const extraArgs = [
      "--omni",
      "x",
      "y",
      "-tp4",
      "--data",
      "--enable-chunked-prefill=False",
      "--enable-lora",
      "no",
    ];

    expect(
      problemsOf(["--omni", "--max-num", "--enable-chunked-prefill=False", "--enforce-eager", "no"], {
        ...quad,
        image,
      }),
    ).toEqual([]);
    expect(
      problemsOf([...extraArgs, "--seed 7"], { ...quad, image }).map((line) => line.slice(0, 3)),
    ).toEqual([...["[6]", "[8]"]]);
  });
});

describe("a secret", () => {
  test("is refused and never repeated", () => {
    const fix = "remove it; the gateway and its network control who may send requests (docs/security.md)";
    const masked = "must be split: a flag and its value are two items";
    const problems = problemsOf([
      ...["--api-key", "s3cr3t", "s3cr3t", "--api_key=s3cr3t", "--api-k=s3cr3t", "--hf-token", "s3cr3t"],
      ...["--api-key s3cr3t", "--api s3cr3t", "--apikey=s3cr3t", "--hf-token=s3cr3t", "s3cr3t"],
    ]);

    expect(problems).toEqual([
      `[0]: must not hold a secret in plain text, got "--api-key"; ${fix} [PlainSecret]`,
      `[3]: must not hold a secret in plain text, got "--api_key"; ${fix} [PlainSecret]`,
      `[4]: must not hold a secret in plain text, got "--api-k"; ${fix} [PlainSecret]`,
      '[5]: must not hold a secret in plain text, got "--hf-token"; ' +
        "remove it, and name a Secret in `huggingFaceToken` [PlainSecret]",
      `[7]: ${masked}, got "--api-key …"; write "--api-key", "…", or "--api-key=…" [MalformedArgument]`,
      `[8]: ${masked}, got "--api …"; write "--api", "…", or "--api=…" [MalformedArgument]`,
      `[9]: must be a flag of vLLM ${versions.vllm}, got "--apikey"; did you mean --api-key? [UnknownArgument]`,
      '[10]: must not hold a secret in plain text, got "--hf-token"; ' +
        "remove it, and name a Secret in `huggingFaceToken` [PlainSecret]",
      '[11]: must belong to a flag, got "…"; remove it; --hf-token has its value [MalformedArgument]',
    ]);
    expect(problems.join("\n")).not.toContain("s3cr3t");
  });
});

describe("the rank of adapters", () => {
  const ranked = {
    ...quad,
    adapters: [
      { name: "a", source: "x", rank: 64 },
      { name: "b", source: "y" },
    ],
  };

  test.each(["64", "128"])("may be said to be %s", (rank) => {
    expect(problemsOf(["--max-lora-rank", rank], ranked)).toEqual([]);
  });

  test("must not be less than an adapter's", () => {
    expect(problemsOf(["--max_lora_rank=32"], ranked)).toEqual([
      '[0]: must be at least 64, the largest rank of `adapters`, got "32"; ' +
        "remove it; it follows from `adapters[].rank` [RankTooSmall]",
    ]);
  });
});

describe("a number format", () => {
  const gemma = { ...beta, model: "google/gemma-3-4b-it" };
  const onT4 = { accelerator: "nvidia-t4" } as const;

  test.each(["half", "float16"])("that the model does not bear is refused: %s", (dtype) => {
    const rule = "must be a format that vLLM runs google/gemma-3-4b-it in, which float16 is not";

    expect(problemsOf(["--dtype", dtype], gemma)).toEqual([
      `[0]: ${rule}, got "${dtype}"; remove it; bfloat16 is used without it [UnsupportedDtype]`,
    ]);
    expect(problemsOf([`--dtype=${dtype}`], { ...gemma, ...onT4 })).toEqual([
      `[0]: ${rule}, got "${dtype}"; remove it; float32 is used without it [UnsupportedDtype]`,
    ]);
  });

  test("that the accelerator has not is refused", () => {
    expect(problemsOf(["--dtype", "bfloat16"], { ...beta, ...onT4 })).toEqual([
      '[0]: must be a format that nvidia-t4 has, got "bfloat16"; remove it; half is used without it [UnsupportedDtype]',
    ]);
  });

  test.each([
    [["--dtype", "float32"], { ...gemma, ...onT4 }],
    [["--dtype", "auto"], { ...gemma, ...onT4 }],
    [["--dtype", "half"], { ...beta, ...onT4 }],
    [["--dtype", "half"], beta],
    [["--dtype", "bfloat16"], gemma],
  ])("%j is accepted where both have it", (extraArgs, spec) => {
    expect(problemsOf(extraArgs, spec)).toEqual([]);
  });
});
