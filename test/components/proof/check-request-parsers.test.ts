import type { Manifest } from "../../../components/plan/manifest";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";
import type { Task } from "../../../components/model/task";
import { planOf, problemsIn } from "../../support/fixture";

/** The manifests of a model, with another configuration for its endpoint picker. */
function manifestsOf(task: Task, change: (manifest: Manifest) => Manifest): readonly Manifest[] {
  const spec = resolveModelServing({ model: "acme/Any", accelerator: "nvidia-l4", namespace: "demo", task });
  return planOf(spec).map(({ manifest }) => change(manifest));
}

const config = (parser?: string) =>
  ["kind: EndpointPickerConfig", ...(parser === undefined ? [] : ["parser:", `  pluginRef: ${parser}`])].join(
    "\n",
  );

const reading = (text: string) => (manifest: Manifest) =>
  manifest.kind === "ConfigMap" && manifest.metadata.name.includes("-epp")
    ? { ...manifest, data: { "a.yaml": text } }
    : manifest;

const sharing = (text: string) => (manifest: Manifest) =>
  manifest.kind === "ConfigMap" && manifest.metadata.name === "endpoint-picker"
    ? { ...manifest, data: { "a.yaml": text } }
    : manifest;

const problem = (task: Task, parser: string, got: string) =>
  `InferencePool demo/any spec.endpointPickerRef: must lead to an endpoint picker that reads requests of its model's ` +
  `task, ${task}, with ${parser}, got ${got}; set parser.pluginRef in its configuration [BrokenReference]`;

test.each([undefined, "openai-parser"])("a reranker's requests are not read by the parser %s", (parser) => {
  expect(problemsIn(manifestsOf("rerank", reading(config(parser))))).toEqual([
    problem("rerank", "passthrough-parser", "openai-parser"),
  ]);
});

test("a chat model's requests do not pass unread", () => {
  expect(problemsIn(manifestsOf("generate", sharing(config("passthrough-parser"))))).toEqual([
    problem("generate", "openai-parser", "passthrough-parser"),
  ]);
});

test.each(["", "kind: Other", "kind: [", "text"])("a configuration that is none says nothing: %j", (text) => {
  expect(problemsIn(manifestsOf("rerank", reading(text)))).toEqual([]);
});

test("a picker without a Service is another check's business", () => {
  const problems = problemsIn(
    manifestsOf("rerank", (manifest) => manifest).filter(({ kind }) => kind !== "Service"),
  );

  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("must name a Service and one of its ports");
});
