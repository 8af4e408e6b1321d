import { App } from "cdk8s";
import { z } from "zod";
import { planDeployment } from "../../../components/plan/deployment-plan";
import type { ObjectEntry } from "../../../components/plan/deployment-plan";
import { ModelServingChart } from "../../../components/model/model-serving-chart";
import { endpointPickerDeployment } from "../../../components/endpoint-picker/endpoint-picker";
import { alpha, beta, entryOf, planOf, scaled, scaledWith } from "../../support/fixture";

const record = z.record(z.string(), z.unknown());
const annotations = z.record(z.string(), z.string());
const picker = z.object({ template: z.object({ metadata: z.object({ annotations }) }) });

const fixed = planOf(alpha, beta);
const plan = planOf(scaled, beta);
const manifestOf = (id: string) => entryOf(plan, id).manifest;
const edgesOf = (id: string) => [...entryOf(plan, id).dependsOn].sort();
const idsOf = (entries: readonly ObjectEntry[]) =>
  entries.map(({ id, manifest }) => `${id} ${manifest.kind}`);

test("a model that scales has these objects more, and no other", () => {
  expect(
    idsOf(plan)
      .filter((id) => !idsOf(fixed).includes(id))
      .sort(),
  ).toEqual([
    "alpha-7b/budget PodDisruptionBudget",
    "alpha-7b/endpoint-picker-config ConfigMap",
    "alpha-7b/scaler ScaledObject",
    "inference-gateway/metrics-account ServiceAccount",
    "inference-gateway/metrics-authentication TriggerAuthentication",
    "inference-gateway/metrics-binding ClusterRoleBinding",
    "inference-gateway/metrics-role ClusterRole",
    "inference-gateway/metrics-token Secret",
    "inference-gateway/token-review-binding ClusterRoleBinding",
  ]);
  expect(idsOf(fixed).filter((id) => !idsOf(plan).includes(id))).toEqual([]);
});

test("and these are others; a model beside it that does not scale is as it was", () => {
  const changed = fixed.filter(({ id, manifest }) => {
    expect(entryOf(plan, id).manifest.kind).toBe(manifest.kind);
    return JSON.stringify(manifest) !== JSON.stringify(entryOf(plan, id).manifest);
  });

  expect(changed.map(({ id }) => id).sort()).toEqual([
    "alpha-7b/backend-policy",
    "alpha-7b/endpoint-picker",
    "alpha-7b/fixed-replicas",
    "alpha-7b/model-server",
    "inference-gateway/reach-endpoint-pickers",
  ]);
});

test("the replicas that stay are 0 while the model scales, and the stack's number again after that", () => {
  const keptIn = (of: typeof plan) => entryOf(of, "alpha-7b/fixed-replicas").manifest["data"];

  expect(keptIn(plan)).toEqual({ replicas: "0" });
  expect(keptIn(fixed)).toEqual({ replicas: "1" });
});

test("its Deployment leaves the replicas to the autoscaler, and is otherwise as before", () => {
  const { replicas, ...others } = record.parse(entryOf(fixed, "alpha-7b/model-server").manifest["spec"]);

  expect(replicas).toBe(1);
  expect(manifestOf("alpha-7b/model-server")["spec"]).toStrictEqual(others);
});

test("its picker holds requests, finds the pod that came after them, and soon tells that it answers", () => {
  const plainArgs = endpointPickerDeployment(alpha).spec?.template.spec?.containers[0]?.args ?? [];
  expect(plainArgs.length).toBeGreaterThan(5);
  expect(manifestOf("alpha-7b/endpoint-picker")).toMatchObject({
    spec: {
      replicas: 1,
      template: {
        spec: {
          containers: [
            {
              args: [
                ...plainArgs,
                "--disable-endpoint-subset-filter=true",
                ...["--refresh-prometheus-metrics-interval", "1s"],
              ],
              resources: { requests: { memory: "256Mi" }, limits: { memory: "768Mi" } },
            },
          ],
          volumes: [{ name: "config", configMap: { name: "alpha-7b-epp" } }],
        },
      },
    },
  });
  expect(manifestOf("alpha-7b/endpoint-picker-config").metadata).toMatchObject({
    name: "alpha-7b-epp",
    namespace: "demo",
  });
});

test("a picker is replaced when what it holds changes", () => {
  const digestOf = (maxRequests: number) => {
    const holding = planOf(scaledWith({ queue: { maxRequests } }));
    const { manifest } = entryOf(holding, "alpha-7b/endpoint-picker");
    return picker.parse(manifest["spec"]).template.metadata.annotations["switchyard.dev/config-digest"];
  };

  expect(digestOf(1)).toMatch(/^[0-9a-f]{12}$/);
  expect(digestOf(1)).not.toBe(digestOf(2));
});

test("the load balancer waits for a cold start and an answer", () => {
  expect(manifestOf("alpha-7b/backend-policy")).toHaveProperty("spec.default.timeoutSec", 400 + 30 + 300);
  expect(entryOf(fixed, "alpha-7b/backend-policy").manifest).toHaveProperty("spec.default.timeoutSec", 300);
});

test("it has a disruption budget for the replicas that it may have", () => {
  const once = planOf(scaledWith({ maxReplicas: 1 }));

  expect(once.map(({ id }) => id)).not.toContain("alpha-7b/budget");
});

describe("the edges", () => {
  test("scaling starts when the model has come up once, and a request can wake it", () => {
    expect(edgesOf("alpha-7b/scaler")).toEqual([
      "alpha-7b/endpoint-picker",
      "alpha-7b/model-server",
      "alpha-7b/pool",
      "inference-gateway/metrics-authentication",
      "inference-gateway/metrics-binding",
      "inference-gateway/token-review-binding",
    ]);
  });

  test("the picker waits for its separate configuration, which waits for the namespace", () => {
    expect(edgesOf("alpha-7b/endpoint-picker")).toContain("alpha-7b/endpoint-picker-config");
    expect(edgesOf("alpha-7b/endpoint-picker-config")).toEqual(["inference-gateway/namespace"]);
  });

  test("the model itself waits for nothing more than before", () => {
    expect(edgesOf("alpha-7b/model-server")).toEqual([
      "alpha-7b/fixed-replicas",
      "inference-gateway/deny-others",
      "inference-gateway/namespace",
    ]);
  });

  test("a token comes after its account, and what hands it on after the token", () => {
    expect(edgesOf("inference-gateway/metrics-account")).toEqual(["inference-gateway/namespace"]);
    expect(edgesOf("inference-gateway/metrics-token")).toEqual(["inference-gateway/metrics-account"]);
    expect(edgesOf("inference-gateway/metrics-authentication")).toEqual(["inference-gateway/metrics-token"]);
    expect(edgesOf("inference-gateway/metrics-binding")).toEqual([
      "inference-gateway/metrics-account",
      "inference-gateway/metrics-role",
    ]);
  });

  test("without the gateway's chart only the model's own are left", () => {
    const app = new App();
    new ModelServingChart(app, scaled.name, scaled);

    expect([...entryOf(planDeployment(app), "alpha-7b/scaler").dependsOn].sort()).toEqual([
      "alpha-7b/endpoint-picker",
      "alpha-7b/model-server",
      "alpha-7b/pool",
    ]);
  });
});
