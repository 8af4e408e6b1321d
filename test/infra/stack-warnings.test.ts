import type { AcceleratorName } from "../../components/accelerators/table";
import { stackWarnings } from "../../infra/stack-warnings";
import { resolveStack } from "../../infra/stack-spec";
import type { StackConfig } from "../../infra/config/stack-config";

const huggingFaceToken = { secretName: "hf" };
const gpu: StackConfig = {
  zone: "us-central1-a",
  accelerator: "nvidia-l4",
  models: [
    { model: "acme/Alpha-7B", huggingFaceToken },
    { model: "acme/Beta-2B", huggingFaceToken },
  ],
};

const warningsOf = (change: Partial<StackConfig>) =>
  stackWarnings(resolveStack("gpu", { ...gpu, ...change }));

test("a new cluster has no Secret that models refer to", () => {
  expect(warningsOf({})).toEqual([
    "nothing makes the Secret hf that models refer to, and they wait for it: run " +
      "`pulumi config set --secret switchyard:huggingFaceToken`, or make it while the update goes on",
  ]);
});

test.each<[string, Partial<StackConfig>]>([
  ["the stack has the token", { huggingFaceToken: { secure: "v1:encrypted" } }],
  ["no model refers to one", { models: [{ model: "acme/Alpha-7B" }] }],
  ["the cluster was there, and may have it", { cluster: { kubeconfig: "/kube/config" } }],
])("nothing is said where %s", (_, change) => {
  expect(warningsOf(change)).toEqual([]);
});

describe("of a model", () => {
  const of = (model: Partial<StackConfig["models"][number]>, accelerator: AcceleratorName = "nvidia-l4") =>
    warningsOf({ models: [{ model: "acme/Alpha-7B", ...model }], accelerator });

  test("whose size nobody knows, memory is not checked", () => {
    expect(of({ model: "acme/Mystery" })).toEqual([
      "the size of acme/Mystery is not known, and its name does not say it: whether it fits into nvidia-l4 is not " +
        "checked, and it gets 3600 seconds to start; set weightsGiB in its entry",
    ]);
    expect(of({ model: "acme/Sparse-17B-64E" })).toHaveLength(1);
    expect(of({ model: "acme/Mystery", weightsGiB: 12 })).toEqual([]);
  });

  test("whose context does not fit, vLLM shortens it", () => {
    expect(of({ model: "meta-llama/Llama-3.1-8B-Instruct" })).toEqual([
      "the whole context of meta-llama/Llama-3.1-8B-Instruct does not fit into nvidia-l4: vLLM shortens it to what " +
        "does, 54255 tokens at most; set maxModelLen in its entry to choose it, or use a larger accelerator",
    ]);
    expect(of({ model: "meta-llama/Llama-3.1-8B-Instruct", maxModelLen: 16_384 })).toEqual([]);
    expect(of({ model: "Qwen/Qwen2.5-7B-Instruct", maxModelLen: "auto" })).toEqual([]);
  });

  test("that leaves chips idle, these cost the same", () => {
    expect(of({ model: "Qwen/Qwen2.5-7B-Instruct", tensorParallelSize: 4 }, "nvidia-l4-x8")).toEqual([
      "Qwen/Qwen2.5-7B-Instruct uses 4 of the 8 chips of nvidia-l4-x8, for all of which you pay: the others are idle, " +
        "since a replica takes a whole node",
    ]);
  });
});
