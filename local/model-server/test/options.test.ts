import { ExitError } from "../exit-error";
import { parseOptions } from "./parse-options";

const model = "Qwen/Qwen2.5-3B-Instruct";

test("only the model is given: everything else is vLLM's default", () => {
  expect(parseOptions(["--model", model])).toEqual({
    model,
    servedNames: [model],
    port: 8000,
    maxModelLen: 4096,
    maxRunning: 256,
    adapters: [],
    maxLoras: 0,
    runner: "auto",
    convert: "auto",
    hfOverrides: "{}",
  });
});

test("the arguments of a real Deployment are understood, flags without a meaning here included", () => {
  const options = parseOptions([
    ...["--model", model, "--served-model-name", model, "qwen", "--port=8100", "--tensor-parallel-size", "4"],
    ...["--max_model_len", "2048", "-tp", "4", "--enable-prefix-caching", "--max-num-seqs", "8"],
    ...["--enable-lora", "--max-loras", "2", "--lora-modules", "sql=/adapters/sql"],
    '{"name": "law", "path": "/adapters/law"}',
  ]);
  expect(options).toEqual({
    model,
    servedNames: [model, "qwen"],
    port: 8100,
    maxModelLen: 2048,
    maxRunning: 8,
    adapters: [
      { name: "sql", path: "/adapters/sql" },
      { name: "law", path: "/adapters/law" },
    ],
    maxLoras: 2,
    runner: "auto",
    convert: "auto",
    hfOverrides: "{}",
  });
});

test("a context that vLLM may choose is the usual one", () => {
  expect(parseOptions([model, "--max-model-len", "auto"]).maxModelLen).toBe(4096);
  expect(parseOptions([model, "--max_model_len=auto"]).maxModelLen).toBe(4096);
});

test("the model may be the positional argument of vllm serve, and an adapter's path may hold =", () => {
  const options = parseOptions([model, "--enable-lora", "--lora-modules", "a=/x=y"]);
  expect(options.model).toBe(model);
  expect(options.adapters).toEqual([{ name: "a", path: "/x=y" }]);
  expect(options.maxLoras).toBe(1);
});

test("a name without a model is not served: vLLM's own default is", () => {
  expect(parseOptions([]).model).toBe("Qwen/Qwen3-0.6B");
});

test("auto is the context that fits, and the runner is handed on", () => {
  const options = parseOptions(["m", "--max-model-len", "auto", "--runner", "pooling", "--convert", "embed"]);
  expect(options).toMatchObject({ maxModelLen: 4096, runner: "pooling", convert: "embed" });
});

test.each([
  [["m", "--port", "0"], 1, "--port: must be a whole number from 1, got 0"],
  [
    ["m", "--lora-modules", "a=/a"],
    1,
    "--lora-modules: LoRA is not enabled; add --enable-lora or remove the adapters",
  ],
  [
    ["m", "--enable-lora", "--lora-modules", '{"name": "a"}'],
    2,
    "usage: vllm serve [model_tag] [options]\nvllm serve: error: " +
      'Invalid fields for --lora-modules: {"name": "a"} - name and path must be given',
  ],
])("%j is refused with exit code %d", (argv, exitCode, message) => {
  expect(() => parseOptions(argv)).toThrow(new ExitError(message, exitCode));
});
