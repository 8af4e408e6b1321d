import { resolveInferenceGateway } from "../../../components/gateway/gateway-props";
import { InferenceGatewayChart } from "../../../components/gateway/inference-gateway-chart";
import { App } from "cdk8s";
import { planDeployment } from "../../../components/plan/deployment-plan";
import { versions } from "../../../components/versions";
import { entryOf, planOf } from "../../support/fixture";
import { minorVersion } from "../../support/minor-version";

const plan = planOf();
const manifestOf = (role: string) => entryOf(plan, `inference-gateway/${role}`).manifest;

describe("a gateway's defaults", () => {
  test("keep it inside the VPC", () => {
    expect(resolveInferenceGateway({})).toEqual({
      namespace: "switchyard",
      name: "inference-gateway",
      provider: "gke",
      exposure: "internal",
      port: 80,
      proxySubnet: "10.129.0.0/23",
      metricsNamespace: "gmp-system",
    });
  });

  test("give way to every prop, none of which is dropped", () => {
    const props = {
      namespace: "llm",
      name: "edge",
      provider: "gke",
      exposure: "public",
      port: 8080,
      proxySubnet: "172.16.0.0/26",
      metricsNamespace: "monitoring",
      scalerNamespace: "autoscaling",
    } as const;

    expect(resolveInferenceGateway(props)).toEqual(props);
  });
});

test("a stack has eleven objects once", () => {
  expect(plan.map(({ id, manifest }) => `${id} ${manifest.kind}`)).toEqual([
    "inference-gateway/namespace Namespace",
    "inference-gateway/deny-others NetworkPolicy",
    "inference-gateway/reach-model-servers NetworkPolicy",
    "inference-gateway/reach-endpoint-pickers NetworkPolicy",
    "inference-gateway/reach-router NetworkPolicy",
    "inference-gateway/gateway Gateway",
    "inference-gateway/router-budget PodDisruptionBudget",
    "inference-gateway/endpoint-picker-account ServiceAccount",
    "inference-gateway/endpoint-picker-role Role",
    "inference-gateway/endpoint-picker-binding RoleBinding",
    "inference-gateway/endpoint-picker-config ConfigMap",
  ]);
});

test("the Gateway listens for HTTP from its own namespace's routes", () => {
  expect(manifestOf("gateway")).toMatchObject({
    apiVersion: "gateway.networking.k8s.io/v1",
    metadata: { name: "inference-gateway", namespace: "demo" },
    spec: {
      gatewayClassName: "gke-l7-rilb",
      listeners: [
        { name: "http", protocol: "HTTP", port: 80, allowedRoutes: { namespaces: { from: "Same" } } },
      ],
    },
  });
});

test("a public one has the regional class, because global ones cannot run BBR", () => {
  const app = new App();
  new InferenceGatewayChart(app, "edge", resolveInferenceGateway({ exposure: "public", port: 8080 }));

  expect(entryOf(planDeployment(app), "edge/gateway").manifest["spec"]).toMatchObject({
    gatewayClassName: "gke-l7-regional-external-managed",
    listeners: [{ port: 8080 }],
  });
});

test("the endpoint pickers' account has their Role by a binding in the same namespace", () => {
  expect(manifestOf("endpoint-picker-account").metadata).toMatchObject({
    name: "endpoint-picker",
    namespace: "demo",
  });
  expect(manifestOf("endpoint-picker-role").metadata).toMatchObject({
    name: "endpoint-picker",
    namespace: "demo",
  });
  expect(manifestOf("endpoint-picker-binding")).toMatchObject({
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "endpoint-picker" },
    subjects: [{ kind: "ServiceAccount", name: "endpoint-picker", namespace: "demo" }],
  });
});

test("the namespace is in none, and everything else waits for it", () => {
  expect(manifestOf("namespace").metadata.namespace).toBeUndefined();
  expect(manifestOf("namespace").metadata.name).toBe("demo");
  expect(plan.slice(1).filter(({ dependsOn }) => !dependsOn.includes("inference-gateway/namespace"))).toEqual(
    [],
  );
});

test("the gateway waits for nothing but the namespace, and the binding for both of its ends", () => {
  expect(entryOf(plan, "inference-gateway/gateway").dependsOn).toEqual(["inference-gateway/namespace"]);
  expect([...entryOf(plan, "inference-gateway/endpoint-picker-binding").dependsOn].sort()).toEqual([
    "inference-gateway/endpoint-picker-account",
    "inference-gateway/endpoint-picker-role",
    "inference-gateway/namespace",
  ]);
});

test("no pod of the namespace may do more than the standard `baseline`", () => {
  expect(manifestOf("namespace").metadata.labels).toMatchObject({
    "pod-security.kubernetes.io/enforce": "baseline",
    "pod-security.kubernetes.io/enforce-version": minorVersion(versions.kubernetesMinimum),
  });
});

test("BBR's pods are evicted one at a time", () => {
  expect(manifestOf("router-budget")).toMatchObject({
    apiVersion: "policy/v1",
    metadata: { name: "body-based-router", namespace: "demo" },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { app: "body-based-router" } },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  });
});
