import { App } from "cdk8s";
import { planDeployment } from "../../../components/plan/deployment-plan";
import { ModelServingChart } from "../../../components/model/model-serving-chart";
import { images } from "../../../components/versions";
import { alpha, beta, entryOf, planOf } from "../../support/fixture";

const plan = planOf(alpha, beta);
const manifestOf = (role: string) => entryOf(plan, `alpha-7b/${role}`).manifest;
const edgesOf = (role: string) => [...entryOf(plan, `alpha-7b/${role}`).dependsOn].sort();

test("a model is exactly nine objects", () => {
  expect(
    plan.filter(({ chart }) => chart === "alpha-7b").map(({ id, manifest }) => [id, manifest.kind]),
  ).toEqual([
    ["alpha-7b/router-map", "ConfigMap"],
    ["alpha-7b/fixed-replicas", "ConfigMap"],
    ["alpha-7b/model-server", "Deployment"],
    ["alpha-7b/endpoint-picker-service", "Service"],
    ["alpha-7b/endpoint-picker", "Deployment"],
    ["alpha-7b/pool", "InferencePool"],
    ["alpha-7b/route", "HTTPRoute"],
    ["alpha-7b/health-policy", "HealthCheckPolicy"],
    ["alpha-7b/backend-policy", "GCPBackendPolicy"],
  ]);
});

describe("the manifests", () => {
  test("the router's map names the base model and its adapters, as BBR reads them", () => {
    expect(manifestOf("router-map")).toMatchObject({
      apiVersion: "v1",
      metadata: {
        name: "alpha-7b-0e33c",
        labels: {
          "inference.networking.k8s.io/bbr-managed": "true",
          "inference.llm-d.ai/ipp-managed": "true",
        },
      },
      data: { baseModel: "acme/Alpha-7B", adapters: "- alpha-sql\n" },
    });
  });

  test("the map of another base model has another name, because BBR misses edits in place", () => {
    const [before, after] = [alpha, { ...alpha, model: "acme/Alpha-8B" }].map(
      (spec) => entryOf(planOf(spec), "alpha-7b/router-map").manifest.metadata.name,
    );

    expect(before).not.toBe(after);
  });

  test("the map of a model without adapters has none", () => {
    expect(entryOf(plan, "beta-2b/router-map").manifest["data"]).toEqual({
      baseModel: "acme/Beta-2B",
    });
  });

  test("the model server's pods go where their chips are, without a token for the API", () => {
    expect(manifestOf("model-server")).toMatchObject({
      apiVersion: "apps/v1",
      metadata: { name: "alpha-7b" },
      spec: {
        replicas: 1,
        selector: { matchLabels: { "switchyard.dev/model": "alpha-7b" } },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: { labels: { "switchyard.dev/model": "alpha-7b" } },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            nodeSelector: {
              "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
              "cloud.google.com/gke-tpu-topology": "2x2",
              "node.kubernetes.io/instance-type": "ct6e-standard-4t",
            },
            tolerations: [
              { key: "google.com/tpu", operator: "Equal", value: "present", effect: "NoSchedule" },
            ],
            volumes: [{ name: "shared-memory", emptyDir: { medium: "Memory" } }, { name: "model-cache" }],
            containers: [{ name: "vllm", image: images.vllmTpu, ports: [{ containerPort: 8000 }] }],
          },
        },
      },
    });
  });

  test("the endpoint picker runs once, replaced by a ready one", () => {
    expect(manifestOf("endpoint-picker")).toMatchObject({
      apiVersion: "apps/v1",
      metadata: { name: "alpha-7b-epp" },
      spec: {
        replicas: 1,
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          spec: { containers: [{ image: images.endpointPicker }] },
        },
      },
    });
  });

  test("the picker's Service has the name that the pool refers to", () => {
    expect(manifestOf("endpoint-picker-service")).toMatchObject({
      apiVersion: "v1",
      metadata: { name: "alpha-7b-epp" },
      spec: { selector: { "switchyard.dev/endpoint-picker": "alpha-7b" } },
    });
  });

  test("the pool selects the model's pods and asks its own picker", () => {
    expect(manifestOf("pool")).toMatchObject({
      apiVersion: "inference.networking.k8s.io/v1",
      metadata: { name: "alpha-7b" },
      spec: {
        selector: { matchLabels: { "switchyard.dev/model": "alpha-7b" } },
        targetPorts: [{ number: 8000 }],
        endpointPickerRef: {
          group: "",
          kind: "Service",
          name: "alpha-7b-epp",
          port: { number: 9002 },
          failureMode: "FailOpen",
        },
      },
    });
  });

  test("the route matches the base model and the paths of its task exactly, and neither methods nor timeouts, which GKE refuses", () => {
    expect(manifestOf("route")["spec"]).toEqual({
      parentRefs: [
        { group: "gateway.networking.k8s.io", kind: "Gateway", name: "inference-gateway", namespace: "demo" },
      ],
      rules: [
        {
          matches: ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"].map((value) => ({
            path: { type: "Exact", value },
            headers: [{ type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" }],
          })),
          backendRefs: [
            {
              group: "inference.networking.k8s.io",
              kind: "InferencePool",
              name: "alpha-7b",
              port: 8000,
              weight: 1,
            },
          ],
        },
      ],
    });
  });

  const targetRef = { group: "inference.networking.k8s.io", kind: "InferencePool", name: "alpha-7b" };

  test("the health policy asks the pool for /health at a fixed port", () => {
    expect(manifestOf("health-policy")).toMatchObject({
      apiVersion: "networking.gke.io/v1",
      spec: {
        targetRef,
        default: {
          checkIntervalSec: 15,
          timeoutSec: 15,
          config: {
            type: "HTTP",
            httpHealthCheck: { requestPath: "/health", port: 8000, portSpecification: "USE_FIXED_PORT" },
          },
        },
      },
    });
  });

  test("the backend policy lets answers take as long as the model may", () => {
    expect(manifestOf("backend-policy")).toMatchObject({
      apiVersion: "networking.gke.io/v1",
      spec: { targetRef, default: { timeoutSec: 300, connectionDraining: { drainingTimeoutSec: 60 } } },
    });
  });

  test("all are in the model's namespace, labelled with the model's object name", () => {
    for (const { manifest } of plan.filter(({ chart }) => chart === "alpha-7b"))
      expect(manifest.metadata).toMatchObject({
        namespace: "demo",
        labels: { "app.kubernetes.io/instance": "alpha-7b", "app.kubernetes.io/managed-by": "switchyard" },
      });
  });
});

const twice = { ...alpha, replicas: 2 };

describe("the disruption budget", () => {
  test("lets several replicas go one at a time", () => {
    expect(entryOf(planOf(twice), "alpha-7b/budget").manifest).toMatchObject({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "alpha-7b", namespace: "demo" },
      spec: { maxUnavailable: 1, selector: { matchLabels: { "switchyard.dev/model": "alpha-7b" } } },
    });
  });

  test.each([0, 1])("is not there for %d replicas, which it could only hinder", (replicas) => {
    const ids = planOf({ ...alpha, replicas }).map(({ id }) => id);
    expect(ids).not.toContain("alpha-7b/budget");
  });
});

describe("the edges", () => {
  test.each([
    ["router-map", ["inference-gateway/namespace"]],
    ["fixed-replicas", ["inference-gateway/namespace"]],
    [
      "model-server",
      ["alpha-7b/fixed-replicas", "inference-gateway/deny-others", "inference-gateway/namespace"],
    ],
    ["endpoint-picker-service", ["inference-gateway/namespace"]],
    [
      "endpoint-picker",
      [
        "inference-gateway/deny-others",
        "inference-gateway/endpoint-picker-account",
        "inference-gateway/endpoint-picker-binding",
        "inference-gateway/endpoint-picker-config",
        "inference-gateway/endpoint-picker-role",
      ],
    ],
    ["pool", ["alpha-7b/endpoint-picker-service"]],
    ["route", ["alpha-7b/pool", "inference-gateway/gateway"]],
    ["health-policy", ["alpha-7b/pool"]],
    ["backend-policy", ["alpha-7b/pool"]],
  ])("%s waits for these and nothing else", (role, expected) => {
    expect(edgesOf(role)).toEqual(expected);
  });

  test("the budget of several replicas waits for the namespace", () => {
    expect(entryOf(planOf(twice), "alpha-7b/budget").dependsOn).toEqual(["inference-gateway/namespace"]);
  });

  test("no model waits for another", () => {
    const across = plan
      .filter(({ chart }) => chart === "beta-2b")
      .flatMap(({ dependsOn }) => dependsOn.filter((id) => id.startsWith("alpha-7b/")));

    expect(across).toEqual([]);
  });

  test("without the gateway's chart only the model's own are left", () => {
    const app = new App();
    new ModelServingChart(app, alpha.name, alpha);

    const edges = planDeployment(app).flatMap(({ id, dependsOn }) => dependsOn.map((to) => `${id} -> ${to}`));
    expect(edges).toEqual([
      "alpha-7b/model-server -> alpha-7b/fixed-replicas",
      "alpha-7b/pool -> alpha-7b/endpoint-picker-service",
      "alpha-7b/route -> alpha-7b/pool",
      "alpha-7b/health-policy -> alpha-7b/pool",
      "alpha-7b/backend-policy -> alpha-7b/pool",
    ]);
  });
});
