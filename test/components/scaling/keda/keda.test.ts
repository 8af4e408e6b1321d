import { versions } from "../../../../components/versions";
import { ApiObject, App, Chart } from "cdk8s";
import { KedaChart, kedaChartId } from "../../../../components/scaling/keda/keda-chart";
import { planDeployment } from "../../../../components/plan/deployment-plan";
import { kedaRequest } from "../../../../components/scaling/keda/keda-pods";
import { reservedNames } from "../../../../components/model/names";

const props = { namespace: "scalers", watchNamespace: "llm" };

function planKeda() {
  const app = new App();
  const models = new Chart(app, "models");
  const watched = new ApiObject(models, "namespace", { apiVersion: "v1", kind: "Namespace" });
  const kinds = { scaler: "ScaledObject", authentication: "TriggerAuthentication" };
  for (const [id, kind] of Object.entries(kinds))
    new ApiObject(models, id, { apiVersion: "keda.sh/v1alpha1", kind });
  new ApiObject(models, "autoscaler", { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" });
  new KedaChart(app, kedaChartId, props, watched).serve(app);
  return planDeployment(app);
}

const plan = planKeda();
const chart = plan.flatMap((entry) => (entry.kind === "chart" ? [entry] : []));
const edges = Object.fromEntries(plan.map(({ id, dependsOn }) => [id, dependsOn]));

test("it is the pinned chart, and may touch one namespace alone", () => {
  expect(chart).toHaveLength(1);
  expect(chart[0]).toMatchObject({
    id: "keda",
    helm: {
      source: {
        kind: "repository",
        repository: "https://kedacore.github.io/charts",
        name: "keda",
        version: versions.keda,
      },
      release: "keda",
      namespace: "scalers",
      values: { watchNamespace: "llm" },
      patches: [],
    },
  });
});

test("no model takes its name", () => {
  expect(reservedNames).toContain(kedaChartId);
});

test("it may scale Deployments, and nothing else", () => {
  expect(chart[0]?.helm.values).toMatchObject({ rbac: { enabledCustomScaledRefKinds: false } });
});

test("the control plane reaches its two servers where GKE lets it reach pods on private nodes", () => {
  expect(chart[0]?.helm.values).toMatchObject({
    service: { portHttpsTarget: 10_250 },
    webhooks: { port: 10_250 },
  });
});

test("each of its pods asks for what the system pool is sized with", () => {
  const requests = { cpu: `${kedaRequest.cpuMilli}m`, memory: `${kedaRequest.memoryMiB}Mi` };

  expect(requests).toEqual({ cpu: "100m", memory: "200Mi" });
  expect(chart[0]?.helm.values).toMatchObject({
    resources: { operator: { requests }, metricServer: { requests }, webhooks: { requests } },
  });
});

test("its objects, the definitions of its kinds among them, have the label by which the next update knows it", () => {
  expect(chart[0]?.helm.labels).toEqual({ "switchyard.dev/watched-namespace": "llm" });
});

test("its namespace lets no pod do more than it must", () => {
  expect(plan.find(({ id }) => id === "keda/namespace")).toMatchObject({
    manifest: {
      kind: "Namespace",
      metadata: { name: "scalers", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    },
  });
});

test("it waits for its own namespace and for the one that it gets rights in", () => {
  expect(edges["keda"]).toEqual(["keda/namespace", "models/namespace"]);
  expect(edges["keda/namespace"]).toEqual([]);
});

test("every object of its API waits for it, and nothing else does", () => {
  expect(edges["models/scaler"]).toEqual(["keda"]);
  expect(edges["models/authentication"]).toEqual(["keda"]);
  expect(edges["models/autoscaler"]).toEqual([]);
});
