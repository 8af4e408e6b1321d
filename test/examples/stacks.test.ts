import path from "node:path";
import { manifestsIn } from "../../components/plan/deployment-plan";
import { loadStack } from "../../infra/load-stack";
import { projectDir } from "../support/sources";

const load = (stack: string) => loadStack(stack, path.join(projectDir, "examples", "stacks"));

const names = ["Qwen/Qwen2.5-3B-Instruct", "gpt-4", "microsoft/Phi-3-mini-4k-instruct"];

test.each(["eks", "agentgateway"])(
  "the example %s is proven, without an object or a label of GKE",
  (stack) => {
    const { plan, routing, spec } = load(stack);
    const text = JSON.stringify(manifestsIn(plan));

    expect(routing.problems).toEqual([]);
    expect(routing.names.map(({ name }) => name)).toEqual(names);
    expect(spec.target).toMatchObject({ kind: "kubeconfig", kubeconfigVariable: "KUBECONFIG" });
    expect(text).toContain('"nodeSelector":{"nvidia.com/gpu.product":"NVIDIA-L4"}');
    expect(text).not.toMatch(/networking\.gke\.io|cloud\.google\.com|gke-l7/);
  },
);

test("both examples serve the same models by the same servers", () => {
  const serversOf = (stack: string) =>
    manifestsIn(load(stack).plan).filter(
      ({ kind, metadata }) =>
        kind === "Deployment" && metadata.labels?.["app.kubernetes.io/component"] === "model-server",
    );

  expect(serversOf("eks")).toHaveLength(2);
  expect(serversOf("agentgateway")).toEqual(serversOf("eks"));
});
