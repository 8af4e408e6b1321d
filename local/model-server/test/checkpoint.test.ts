import { modelKind } from "../checkpoint";
import { parseOptions } from "./parse-options";

const kindOf = (model: string, ...args: readonly string[]) =>
  modelKind(parseOptions(["--model", model, ...args]));

const pooling = ["--runner", "pooling"];

test.each([
  ["Org/Chat-7B", [], "generate"],
  ["Org/Chat-7B", ["--runner", "generate"], "generate"],
  ["Org/Chat-7B", pooling, "embed"],
  ["Org/Chat-7B", ["--convert", "embed"], "embed"],
  ["Org/Chat-7B", [...pooling, "--convert", "classify"], "classify"],
  ["BAAI/bge-m3", [], "embed"],
  ["BAAI/bge-m3", [...pooling, "--convert", "classify"], "embed"],
  ["sentence-transformers/all-MiniLM-L6-v2", [], "embed"],
  ["Qwen/Qwen3-Embedding-0.6B", [], "embed"],
  ["Qwen/Qwen3-Embedding-0.6B", ["--runner", "generate"], "generate"],
  ["BAAI/bge-reranker-v2-m3", [], "rank"],
  ["BAAI/bge-reranker-v2-m3", pooling, "rank"],
  ["cross-encoder/nli-deberta-v3-base", pooling, "classify"],
  ["tomaarsen/Qwen3-Reranker-0.6B-seq-cls", pooling, "rank"],
] as const)("%s with %j has the task %s", (model, args, kind) => {
  expect(kindOf(model, ...args)).toBe(kind);
});

test("an original Qwen3-Reranker ranks only where vLLM is told what it is", () => {
  const overrides =
    '{"architectures": ["Qwen3ForSequenceClassification"], "classifier_from_token": ["no", "yes"]}';

  expect(kindOf("Qwen/Qwen3-Reranker-0.6B")).toBe("generate");
  expect(kindOf("Qwen/Qwen3-Reranker-0.6B", ...pooling)).toBe("embed");
  expect(kindOf("Qwen/Qwen3-Reranker-0.6B", ...pooling, "--hf-overrides", overrides)).toBe("rank");
  expect(kindOf("Qwen/Qwen3-Reranker-0.6B", ...pooling, "--hf-overrides", '{"vocab_size": 1}')).toBe("embed");
});

test.each([
  ["BAAI/bge-m3", ["--runner", "generate"], "This model does not support `--runner generate`."],
  [
    "Org/Chat-7B",
    [...pooling, "--convert", "none"],
    "This model does not support `--runner pooling`. " +
      "You can pass `--convert <embed|classify> to adapt it into a pooling model.",
  ],
] as const)("%s with %j does not start", (model, args, message) => {
  expect(() => kindOf(model, ...args)).toThrow(message);
});
