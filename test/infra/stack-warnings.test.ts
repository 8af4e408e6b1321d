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
