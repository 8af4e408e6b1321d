import type { VariantProps } from "../../../components/model/model-serving-props";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";
import { scaledObject } from "../../../components/scaling/keda/scaled-object";
import { resolveVariants } from "../../../components/model/variants";
import { entryOf, gamma, planOf } from "../../support/fixture";

const plan = planOf(...gamma);
const lone = planOf(
  resolveModelServing({
    model: "acme/Gamma-3B",
    accelerator: "tpu-v6e-4",
    namespace: "demo",
    adapters: gamma[0].adapters,
    replicas: 2,
  }),
);

const planWith = (...variants: readonly VariantProps[]) =>
  planOf(
    ...resolveVariants({ model: "acme/Gamma-3B", accelerator: "tpu-v6e-4", namespace: "demo", variants }),
  );

test("each variant has servers, picker, pool and policies; route and router map exist once", () => {
  expect(plan.filter(({ chart }) => chart.startsWith("gamma-3b")).map(({ id }) => id)).toEqual([
    "gamma-3b/router-map",
    "gamma-3b/fixed-replicas",
    "gamma-3b/model-server",
    "gamma-3b/endpoint-picker-service",
    "gamma-3b/endpoint-picker",
    "gamma-3b/pool",
    "gamma-3b-nvidia-l4/endpoint-picker-service",
    "gamma-3b-nvidia-l4/pool",
    "gamma-3b-nvidia-l4/fixed-replicas",
    "gamma-3b-nvidia-l4/model-server",
    "gamma-3b/route",
    "gamma-3b/health-policy",
    "gamma-3b/backend-policy",
    "gamma-3b/budget",
    "gamma-3b-nvidia-l4/endpoint-picker",
    "gamma-3b-nvidia-l4/health-policy",
    "gamma-3b-nvidia-l4/backend-policy",
  ]);
});

test("the route leads to every pool by its weight", () => {
  expect(entryOf(plan, "gamma-3b/route").manifest["spec"]).toMatchObject({
    rules: [
      {
        matches: ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"].map((value) => ({
          path: { type: "Exact", value },
          headers: [{ name: "X-Gateway-Base-Model-Name", value: "acme/Gamma-3B" }],
        })),
        backendRefs: [
          {
            group: "inference.networking.k8s.io",
            kind: "InferencePool",
            name: "gamma-3b",
            port: 8000,
            weight: 3,
          },
          {
            group: "inference.networking.k8s.io",
            kind: "InferencePool",
            name: "gamma-3b-nvidia-l4",
            port: 8000,
            weight: 1,
          },
        ],
      },
    ],
  });
});

test("the router map has the names once", () => {
  expect(entryOf(plan, "gamma-3b/router-map").manifest["data"]).toEqual({
    baseModel: "acme/Gamma-3B",
    adapters: "- gamma-sql\n",
  });
});

test("a model that gets a variant keeps all of its objects, and none but the route changes", () => {
  const changed = lone.filter(
    ({ id, chart, manifest }) =>
      chart === "gamma-3b" && JSON.stringify(entryOf(plan, id).manifest) !== JSON.stringify(manifest),
  );

  expect(changed.map(({ id }) => id)).toEqual(["gamma-3b/route"]);
});

describe("the edges", () => {
  const edgesOf = (id: string, of = plan) => [...entryOf(of, id).dependsOn].sort();

  test("lead no request to a variant that is not up yet", () => {
    expect(edgesOf("gamma-3b/route")).toEqual([
      "gamma-3b-nvidia-l4/model-server",
      "gamma-3b-nvidia-l4/pool",
      "gamma-3b/model-server",
      "gamma-3b/pool",
      "inference-gateway/gateway",
    ]);
  });

  test("wait for nothing more without variants", () => {
    expect(edgesOf("gamma-3b/route", lone)).toEqual(["gamma-3b/pool", "inference-gateway/gateway"]);
  });

  test("park a variant only once no request goes to it", () => {
    const parked = planWith({}, { accelerator: "nvidia-l4", replicas: 0 });

    expect(edgesOf("gamma-3b-nvidia-l4/model-server", parked)).toEqual([
      "gamma-3b-nvidia-l4/fixed-replicas",
      "gamma-3b/route",
      "inference-gateway/deny-others",
      "inference-gateway/namespace",
    ]);
    expect(edgesOf("gamma-3b/route", parked)).not.toContain("gamma-3b-nvidia-l4/model-server");
  });

  test("let a variant that is kept up without requests come when it can", () => {
    const warm = planWith({}, { accelerator: "nvidia-l4", weight: 0 });

    expect(edgesOf("gamma-3b-nvidia-l4/model-server", warm)).not.toContain("gamma-3b/route");
    expect(edgesOf("gamma-3b/route", warm)).not.toContain("gamma-3b-nvidia-l4/model-server");
    expect(edgesOf("gamma-3b/route", warm)).toContain("gamma-3b-nvidia-l4/pool");
  });
});

test("a variant that scales reads the replicas that stay under its own name", () => {
  const variants = resolveVariants({
    model: "acme/Gamma-3B",
    accelerator: "tpu-v6e-4",
    variants: [{ scaling: {} }, { accelerator: "nvidia-l4", scaling: {} }],
  });
  const fixed = variants.map((spec) =>
    spec.scaling === undefined ? undefined : scaledObject(spec, spec.scaling).spec.triggers.at(-1)?.metadata,
  );

  expect(fixed).toEqual([
    { resourceKind: "ConfigMap", resourceName: "gamma-3b-fixed", key: "replicas", targetValue: "1" },
    {
      resourceKind: "ConfigMap",
      resourceName: "gamma-3b-nvidia-l4-fixed",
      key: "replicas",
      targetValue: "1",
    },
  ]);
  const scalers = planOf(...variants).filter(({ manifest }) => manifest.kind === "ScaledObject");
  expect(scalers.map(({ id }) => id)).toEqual(["gamma-3b/scaler", "gamma-3b-nvidia-l4/scaler"]);
});
