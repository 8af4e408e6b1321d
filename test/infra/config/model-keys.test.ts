import { parseStackConfig } from "../../../infra/config/parse-stack-config";
import { problemLines } from "../../support/thrown";

/** A stack with one model that also has these keys. */
const parse = (keys: object) =>
  parseStackConfig("gpu", {
    zone: "europe-west4-a",
    accelerator: "nvidia-l4",
    models: [{ model: "acme/Alpha-7B", ...keys }],
  });

const problemsOf = (keys: object): readonly string[] => problemLines(() => parse(keys));

describe("a longest context", () => {
  test.each(["banana", "8192", 1.5, true])("is a whole number or `auto`, and not %j", (maxModelLen) => {
    expect(problemsOf({ maxModelLen })).toEqual([
      `models[0].maxModelLen: must be a whole number or \`auto\`, got ${JSON.stringify(maxModelLen)}; ` +
        "give a number of tokens, such as 8192, or `auto` for the most that fits [InvalidValue]",
    ]);
  });

  test("has its limits", () => {
    expect(problemsOf({ maxModelLen: 0 })).toEqual([
      "models[0].maxModelLen: must be at least 1, got 0; " +
        "give a number of tokens, such as 8192, or `auto` for the most that fits [OutOfRange]",
    ]);
  });

  test.each([1, 131_072, "auto"])("may be %j", (maxModelLen) => {
    expect(parse({ maxModelLen }).models).toMatchObject([{ maxModelLen }]);
  });
});

describe("an adapter", () => {
  test.each(["team:sql@v2", "a b", "-x"])("has a name that clients can send, and not %s", (name) => {
    expect(problemsOf({ adapters: [{ name, source: "/adapters/sql" }] })).toEqual([
      "models[0].adapters[0].name: must be `Name` or `Org/Name` of letters, digits, '.', '_' and '-', " +
        `got "${name}"; use the name that clients send, such as sql-adapter or my-org/sql-adapter [InvalidValue]`,
    ]);
  });

  test("has a name and a source, and a rank that vLLM has room for", () => {
    expect(problemsOf({ adapters: [{ rank: 513 }] })).toEqual([
      "models[0].adapters[0].name: must be set, got nothing; " +
        "use the name that clients send, such as sql-adapter or my-org/sql-adapter [MissingKey]",
      "models[0].adapters[0].source: must be set, got nothing; use the adapter's repository on Hugging Face, " +
        "such as my-org/sql-lora, or its path in the container [MissingKey]",
      "models[0].adapters[0].rank: must be at most 512, got 513; " +
        "use the `r` of its adapter_config.json, or leave it out for 16 or less [OutOfRange]",
    ]);
  });
});

describe("variables", () => {
  const fix =
    "use letters, digits and '_' in the name, and a text as the value; put numbers, true and false in quotes";

  test("are texts, by names that a shell could have", () => {
    expect(problemsOf({ env: { "vllm-level": "DEBUG", name: 1, VLLM_USE: true } })).toEqual([
      `models[0].env.vllm-level: must be the name of a variable, got "DEBUG"; ${fix} [InvalidValue]`,
      `models[0].env.name: must be a text, got 1; ${fix} [WrongType]`,
      `models[0].env.VLLM_USE: must be a text, got true; ${fix} [WrongType]`,
    ]);
  });

  test("that hold a secret are not repeated", () => {
    expect(problemsOf({ env: { HF_TOKEN: 4711 } })).toEqual([
      `models[0].env.HF_TOKEN: must be a text, got a value of another type; ${fix} [WrongType]`,
    ]);
  });

  test("are named, not listed", () => {
    expect(problemsOf({ env: ["A=1"] })).toEqual([
      'models[0].env: must be a mapping of keys to values, got ["A=1"]; ' +
        "write names with their values, such as `VLLM_LOGGING_LEVEL: DEBUG` [WrongType]",
    ]);
  });
});

test("every other key of a model says what to write", () => {
  const keys = {
    task: "chat",
    tensorParallelSize: 0,
    weightsGiB: 0,
    adapters: "sql",
    extraArgs: ["--max-num-seqs", 64],
  };

  expect(problemsOf(keys)).toEqual([
    "models[0].task: must be one of generate, embed, rerank, score, classify, " +
      'got "chat"; use one of these, or leave it out [InvalidValue]',
    "models[0].tensorParallelSize: must be at least 1, got 0; " +
      "give at most the accelerators of a node, or leave it out to use all of them [OutOfRange]",
    "models[0].weightsGiB: must be more than 0, got 0; " +
      "give the size of the weights in GiB, such as 15.5, or leave it out [OutOfRange]",
    'models[0].adapters: must be a list, got "sql"; write a list with a `name` and a `source` for each adapter [WrongType]',
    "models[0].extraArgs[1]: must be a text, got 64; " +
      'write a list of texts, such as [--max-num-seqs, "64"]; put numbers in quotes [WrongType]',
  ]);
});

test("a probe says what it takes", () => {
  const probes = { readiness: { periodSec: 0, timeoutSec: "15s" }, liveness: "off" };

  expect(problemsOf({ probes })).toEqual([
    "models[0].probes.readiness.periodSec: must be at least 1, got 0; give whole seconds, such as 5 [OutOfRange]",
    'models[0].probes.readiness.timeoutSec: must be a number, got "15s"; give whole seconds, such as 15 [WrongType]',
    'models[0].probes.liveness: must be a mapping of keys to values, got "off"; ' +
      "set `periodSec`, `timeoutSec` or `failureThreshold` below it [WrongType]",
  ]);
});
