import { servedNames } from "../../../components/vllm/served-names";

test.each([
  ["its own name", ["--model", "a/b"], ["a/b"]],
  ["several served names", ["--model", "a/b", "--served-model-name", "x", "y", "--port", "1"], ["x", "y"]],
  ["adapters beside it", ["--lora-modules", "p=q/r", "s=t", "--model", "m"], ["m", "p", "s"]],
  ["the model that comes first", ["a/b", "--port", "8000"], ["a/b"]],
  ["the model after `serve`", ["serve", "a/b", "--served-model-name", "x"], ["x"]],
  ["any spelling", ["a/b", "--served_model_name=x", "--lora-mod", "p=q"], ["x", "p"]],
  ["the last of several flags", ["--served-model-name", "x", "--served-model-name", "y"], ["y"]],
  ["adapters in JSON", ["a/b", "--lora-modules", '{"name":"p","path":"/q,r"}', "{}", "{"], ["a/b", "p"]],
  ["nothing", [], []],
])("vLLM answers to %s", (_, args, expected) => {
  expect(servedNames(args)).toEqual(expected);
});
