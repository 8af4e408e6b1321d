import * as fc from "fast-check";
import { modelServerArgs } from "../../../components/vllm/arguments";
import { findFlag } from "../../../components/vllm/flags";
import { parseArguments } from "../../../components/vllm/parse-arguments";
import { alpha, beta } from "../../support/fixture";

/** The arguments after the model, its name, its port and its tensor parallelism. */
const rest = (...[spec]: Parameters<typeof modelServerArgs>): readonly string[] =>
  modelServerArgs(spec).slice(7);

test("serve the model under its own name, on all chips of its node", () => {
  expect(modelServerArgs({ ...alpha, adapters: [] })).toEqual([
    ...["acme/Alpha-7B", "--served-model-name", "acme/Alpha-7B", "--port", "8000"],
    ...["--tensor-parallel-size", "4"],
  ]);
});

test("load every adapter, and end with the user's own", () => {
  const adapters = [...alpha.adapters, { name: "alpha-de", source: "/adapters/de" }];

  expect(rest({ ...alpha, adapters, maxModelLen: 4096, extraArgs: ["--seed", "7"] })).toEqual([
    ...["--max-model-len", "4096", "--enable-lora", "--max-loras", "2"],
    ...["--lora-modules", "alpha-sql=acme/alpha-sql-lora", "alpha-de=/adapters/de", "--seed", "7"],
  ]);
});

test("name an adapter in JSON where its source has a comma, which the short form does not bear", () => {
  const adapters = [{ name: "sql", source: "/adapters/a,b" }];

  expect(rest({ ...beta, adapters })).toEqual([
    ...["--enable-lora", "--max-loras", "1", "--lora-modules", '{"name":"sql","path":"/adapters/a,b"}'],
  ]);
});

test("split a model over fewer GPUs than there are", () => {
  const spec = { ...beta, accelerator: "nvidia-l4-x4", tensorParallelSize: 2 } as const;

  expect(modelServerArgs(spec).slice(5)).toEqual(["--tensor-parallel-size", "2"]);
});

test("leave the length of the context to vLLM where that is asked for", () => {
  expect(rest({ ...beta, maxModelLen: "auto" })).toEqual(["--max-model-len", "auto"]);
});

describe("the rank of adapters", () => {
  const ranked = (...ranks: readonly (number | undefined)[]) => ({
    ...beta,
    adapters: ranks.map((rank, index) => ({ name: `a${index}`, source: "x", ...(rank && { rank }) })),
  });

  test.each([
    [[undefined], undefined],
    [[8, 16], undefined],
    [[17], "32"],
    [[8, 33, undefined], "64"],
    [[256], "256"],
    [[257], "320"],
    [[321], "512"],
    [[512], "512"],
  ])("of %j is limited to %j", (ranks, limit) => {
    const args = rest(ranked(...ranks));

    expect(args.indexOf("--max-lora-rank")).toBe(limit === undefined ? -1 : 3);
    expect(args[args.indexOf("--max-lora-rank") + 1]).toBe(limit ?? "--enable-lora");
  });

  test("is the user's own word, once", () => {
    expect(rest({ ...ranked(64), extraArgs: ["--max-lora-rank", "128"] })).toEqual([
      ...["--enable-lora", "--max-loras", "1", "--lora-modules", "a0=x", "--max-lora-rank", "128"],
    ]);
    expect(rest({ ...ranked(64), extraArgs: ["--max-lora-rank=64", "--max_lora_rank", "64"] })).toEqual([
      ...["--enable-lora", "--max-loras", "1", "--lora-modules", "a0=x", "--max_lora_rank", "64"],
    ]);
    expect(rest({ ...ranked(64), extraArgs: ["--max-lora-rank=128", "--max-lora-rank=64"] })).toEqual([
      ...["--enable-lora", "--max-loras", "1", "--lora-modules", "a0=x", "--max-lora-rank=64"],
    ]);
  });
});

describe("the number format", () => {
  const onT4 = (model: string) => rest({ ...beta, model, accelerator: "nvidia-t4" });

  test("is half on a T4 alone, which has no bfloat16", () => {
    expect(onT4("acme/Beta-2B")).toEqual(["--dtype", "half"]);
    expect(modelServerArgs(beta)).not.toContain("--dtype");
    expect(modelServerArgs(alpha)).not.toContain("--dtype");
  });

  test.each(["google/gemma-2-2b-it", "google/gemma-3-1b-it", "zai-org/GLM-4-9B-0414"])(
    "is float32 on a T4 for %s, which vLLM refuses to run in float16",
    (model) => {
      expect(onT4(model)).toEqual(["--dtype", "float32"]);
    },
  );

  test("is the user's own word, once", () => {
    expect(rest({ ...beta, accelerator: "nvidia-t4", extraArgs: ["--dtype=float32"] })).toEqual([
      "--dtype=float32",
    ]);
  });
});

describe("the share of a GPU", () => {
  test.each([
    [2, "0.45"],
    [3, "0.3"],
    [7, "0.12"],
    [48, "0.01"],
  ])("of each of %i servers is %s", (clientsPerGpu, share) => {
    expect(rest({ ...beta, gpuSharing: { clientsPerGpu } })).toEqual(["--gpu-memory-utilization", share]);
    expect(modelServerArgs(beta)).not.toContain("--gpu-memory-utilization");
  });

  test.each(["--gpu-memory-utilization", "--gpu_memory_utilization", "--device-memory-utilization"])(
    "is the user's own word, once: %s",
    (flag) => {
      expect(rest({ ...beta, gpuSharing: { clientsPerGpu: 2 }, extraArgs: [flag, "0.2"] })).toEqual([
        ...[flag, "0.2"],
      ]);
    },
  );
});

describe("what the user repeats", () => {
  const spec = { ...alpha, maxModelLen: 8192 };

  test.each([
    [["--model", "acme/Alpha-7B"]],
    [["--model=acme/Alpha-7B"]],
    [["--served_model_name", "acme/Alpha-7B"]],
    [["--port=8000"]],
    [["-tp", "4"]],
    [["-tp=4"]],
    [["--tensor-par", "4"]],
    [["--max-model-len", "8192"]],
    [["--max_model_len=8K"]],
    [["--enable-lora"]],
    [["--max-loras", "1"]],
    [["--lora-modules", "alpha-sql=acme/alpha-sql-lora"]],
  ])("is left out: %j", (extraArgs) => {
    expect(modelServerArgs({ ...spec, extraArgs: ["--seed", "7", ...extraArgs, "--enforce-eager"] })).toEqual(
      modelServerArgs({ ...spec, extraArgs: ["--seed", "7", "--enforce-eager"] }),
    );
  });
});

test("vLLM finds each derived flag once, with any other arguments of the user", () => {
  const own = fc.constantFrom(
    ...[["--seed", "7"], ["--enforce-eager"], ["--dtype", "float32"], ["--max-lora-rank=64"], ["-tp=1"]],
    ...[["--gpu-memory-utilization", "0.3"], ["--max-model-len", "4096"], ["--port", "8000"], ["-O3"]],
  );
  const spec = {
    ...beta,
    ...({ accelerator: "nvidia-t4", maxModelLen: 4096, gpuSharing: { clientsPerGpu: 2 } } as const),
    adapters: [{ name: "a", source: "x", rank: 32 }],
  };
  fc.assert(
    fc.property(fc.uniqueArray(own, { maxLength: 6 }), (extra) => {
      const { parsed, faults } = parseArguments(
        modelServerArgs({ ...spec, extraArgs: extra.flat() }).slice(1),
      );
      const names = parsed.map(({ known }) => known?.name);

      expect(faults.size).toBe(0);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining(["--dtype", "--port", "--max-lora-rank", "--max-loras"]));
    }),
  );
});

test("every derived flag is one of vLLM's, in full", () => {
  const spec = {
    ...beta,
    accelerator: "nvidia-t4",
    maxModelLen: 1,
    gpuSharing: { clientsPerGpu: 2 },
  } as const;
  const args = modelServerArgs({ ...spec, adapters: [{ name: "a", source: "x", rank: 32 }] });

  for (const flag of args.filter((one) => one.startsWith("-")))
    expect(findFlag(flag)).toMatchObject({ kind: "known", name: flag });
});
