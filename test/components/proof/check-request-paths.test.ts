import type { Manifest } from "../../../components/plan/manifest";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";
import type { Task } from "../../../components/model/task";
import { tasks } from "../../../components/model/task";
import { broken, planOf, problemsIn } from "../../support/fixture";

const route = "HTTPRoute demo/alpha-7b";
const headers = [{ type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" }];
const paths = ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"];
const allowed = `match each of its paths exactly: ${paths.join(", ")} [BrokenRouting]`;

function opening(...more: readonly { type: string; value: string }[]): readonly Manifest[] {
  const exact = paths.map((value) => ({ type: "Exact", value }));
  const matches = [...exact, ...more].map((path) => ({ path, headers }));
  const backendRefs = [{ kind: "InferencePool", name: "alpha-7b" }];
  return broken(route, { spec: { rules: [{ matches, backendRefs }] } });
}

test.each([
  ["PathPrefix", "/v1"],
  ["PathPrefix", "/"],
  ["Exact", "/v1/load_lora_adapter"],
  ["Exact", "/v1/models"],
  ["Exact", "/v1/embeddings"],
  ["Exact", "/v1/chat/completions/"],
  ["Exact", "/metrics"],
])("%s %s opens what the task does not need", (type, value) => {
  const got = type === "Exact" ? value : `${type} ${value}`;

  expect(problemsIn(opening({ type, value }))).toEqual([
    `${route}: must open only the paths of its model's task, got ${got}; ${allowed}`,
  ]);
});

test("everything that is too much is one problem", () => {
  const more = ["/adapters", "/docs", "/adapters"].map((value) => ({ type: "Exact", value }));

  expect(problemsIn(opening(...more))).toEqual([
    `${route}: must open only the paths of its model's task, got /adapters, /docs; ${allowed}`,
  ]);
});

test("a route to a Service may match as it likes", () => {
  const rules = [
    {
      matches: [{ path: { type: "PathPrefix", value: "/" } }],
      backendRefs: [{ kind: "Service", name: "x" }],
    },
  ];

  expect(problemsIn(broken(route, { spec: { rules } }))).not.toEqual(
    expect.arrayContaining([expect.stringContaining("must open the paths")]),
  );
});

const served = (task: Task) =>
  resolveModelServing({ model: "acme/Any", accelerator: "nvidia-l4", namespace: "demo", task });

const manifestsOf = (task: Task) => planOf(served(task)).map(({ manifest }) => manifest);

test.each(tasks)("nothing is wrong with a model with the task %s", (task) => {
  expect(problemsIn(manifestsOf(task))).toEqual([]);
});

/** The manifests of a model with one task, labelled with another. */
function labelled(task: Task, label: string): readonly string[] {
  const manifests = manifestsOf(task).map((manifest) =>
    manifest.kind === "Deployment" && manifest.metadata.name === "any"
      ? {
          ...manifest,
          metadata: {
            ...manifest.metadata,
            labels: { ...manifest.metadata.labels, "switchyard.dev/task": label },
          },
        }
      : manifest,
  );
  return problemsIn(manifests).filter((problem) => problem.startsWith("Deployment"));
}

test.each([
  ["generate", "embed", "--runner of its task, embed, got nothing; set it to pooling"],
  ["embed", "generate", "--runner of its task, generate, got pooling; set it to generate"],
  ["embed", "classify", "--convert of its task, classify, got embed; set it to classify"],
  ["rerank", "embed", "--convert of its task, embed, got nothing; set it to embed"],
] as const)("vLLM that is told to %s does not %s", (task, label, words) => {
  expect(labelled(task, label)).toEqual(
    expect.arrayContaining([
      `Deployment demo/any: must run vLLM with the ${words}, or correct the label switchyard.dev/task [BrokenReference]`,
    ]),
  );
});

test.each([
  ["score", "rerank"],
  ["embed", "score"],
] as const)("vLLM that is told to %s can %s as well", (task, label) => {
  expect(labelled(task, label)).toEqual([]);
});
