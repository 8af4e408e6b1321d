import { parse } from "yaml";
import { z } from "zod";
import { objectsIn } from "../../../../components/plan/deployment-plan";
import { checkManifests } from "../../../../components/proof/check-manifests";
import {
  endpointPickerRequest,
  routerRequest,
  staticAnswersRequest,
} from "../../../../components/objects/pod-requests";
import { stackCost } from "../../../../infra/stack-cost";
import { stackPods } from "../../../../infra/stack-pods";
import { entryOf } from "../../../support/fixture";
import { mayConnect } from "../../../support/network-policy";
import type { Caller, PodAddress } from "../../../support/network-policy";
import { istioManifests, istioPlan, istioStack } from "./istio-stack";

const plan = istioPlan();
const manifests = istioManifests();
const manifestOf = (id: string) => entryOf(plan, id).manifest;
const labels = (component: string, instance?: string) => ({
  "app.kubernetes.io/component": component,
  ...(instance !== undefined && { "app.kubernetes.io/instance": instance }),
  "app.kubernetes.io/managed-by": "switchyard",
  "app.kubernetes.io/part-of": "switchyard",
});

test("a stack has the objects that Istio needs, and none of another gateway's", () => {
  const objects = objectsIn(plan).map(({ id, manifest }) => `${id} ${manifest.kind}`);

  expect(objects.filter((object) => object.startsWith("inference-gateway/"))).toEqual([
    "inference-gateway/namespace Namespace",
    "inference-gateway/deny-others NetworkPolicy",
    "inference-gateway/reach-model-servers NetworkPolicy",
    "inference-gateway/reach-endpoint-pickers NetworkPolicy",
    "inference-gateway/reach-router NetworkPolicy",
    "inference-gateway/reach-proxies NetworkPolicy",
    "inference-gateway/proxy-options ConfigMap",
    "inference-gateway/gateway Gateway",
    "inference-gateway/router-budget PodDisruptionBudget",
    "inference-gateway/proxies-budget PodDisruptionBudget",
    "inference-gateway/client-headers EnvoyFilter",
    "inference-gateway/endpoint-picker-account ServiceAccount",
    "inference-gateway/endpoint-picker-role Role",
    "inference-gateway/endpoint-picker-binding RoleBinding",
    "inference-gateway/endpoint-picker-config ConfigMap",
  ]);
  expect(objects.filter((object) => object.startsWith("alpha-7b/"))).toEqual([
    "alpha-7b/router-map ConfigMap",
    "alpha-7b/picker-trust DestinationRule",
    "alpha-7b/fixed-replicas ConfigMap",
    "alpha-7b/model-server Deployment",
    "alpha-7b/endpoint-picker-service Service",
    "alpha-7b/endpoint-picker Deployment",
    "alpha-7b/pool InferencePool",
    "alpha-7b/route HTTPRoute",
  ]);
  expect(JSON.stringify(manifests)).not.toMatch(/networking\.gke|gke-l7|HealthCheckPolicy|GCP|10\.129/);
});

describe("the Gateway", () => {
  test("is reachable inside the cluster only, unless it is public", () => {
    expect(manifestOf("inference-gateway/gateway")).toEqual({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: {
        name: "inference-gateway",
        namespace: "demo",
        labels: labels("gateway"),
        annotations: { "networking.istio.io/service-type": "ClusterIP" },
      },
      spec: {
        gatewayClassName: "istio",
        listeners: [
          { name: "http", protocol: "HTTP", port: 80, allowedRoutes: { namespaces: { from: "Same" } } },
        ],
        infrastructure: {
          labels: { "app.kubernetes.io/component": "gateway-proxies" },
          parametersRef: { group: "", kind: "ConfigMap", name: "gateway-proxies" },
        },
      },
    });
    const open = istioPlan(istioStack({ gateway: { provider: "istio", exposure: "public", port: 8080 } }));
    expect(entryOf(open, "inference-gateway/gateway").manifest).toMatchObject({
      metadata: { annotations: { "networking.istio.io/service-type": "LoadBalancer" } },
      spec: { gatewayClassName: "istio", listeners: [{ port: 8080 }] },
    });
  });

  test("comes after the options of its proxies: two, on different nodes if possible, that finish their requests", () => {
    const { data } = z
      .looseObject({ data: z.object({ deployment: z.string() }) })
      .parse(manifestOf("inference-gateway/proxy-options"));

    expect(entryOf(plan, "inference-gateway/gateway").dependsOn).toEqual([
      "inference-gateway/proxy-options",
      "inference-gateway/deny-others",
      "inference-gateway/namespace",
    ]);
    expect(parse(data.deployment)).toEqual({
      spec: {
        replicas: 2,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          spec: {
            terminationGracePeriodSeconds: 130,
            securityContext: { seccompProfile: { type: "RuntimeDefault" } },
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: "kubernetes.io/hostname",
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: {
                  matchLabels: { "gateway.networking.k8s.io/gateway-name": "inference-gateway" },
                },
                matchLabelKeys: ["pod-template-hash"],
              },
            ],
            containers: [
              { name: "istio-proxy", env: [{ name: "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", value: "true" }] },
            ],
          },
        },
      },
    });
  });

  test("loses its proxies one at a time", () => {
    expect(manifestOf("inference-gateway/proxies-budget")).toMatchObject({
      metadata: { name: "gateway-proxies", namespace: "demo" },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { "gateway.networking.k8s.io/gateway-name": "inference-gateway" } },
      },
    });
  });
});

test("an endpoint picker is called by TLS, whatever certificate it has made for itself", () => {
  expect(manifestOf("beta-2b/picker-trust")).toEqual({
    apiVersion: "networking.istio.io/v1",
    kind: "DestinationRule",
    metadata: { name: "beta-2b-epp", namespace: "demo", labels: labels("endpoint-picker", "beta-2b") },
    spec: {
      host: "beta-2b-epp.demo.svc.cluster.local",
      trafficPolicy: { tls: { mode: "SIMPLE", insecureSkipVerify: true } },
    },
  });
  expect(entryOf(plan, "beta-2b/picker-trust").dependsOn).toEqual(["inference-gateway/namespace"]);
});

test("every header by which a request is routed is removed from what clients send, before a route is chosen", () => {
  expect(manifestOf("inference-gateway/client-headers")).toEqual({
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "EnvoyFilter",
    metadata: { name: "client-headers", namespace: "demo", labels: labels("client-headers") },
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "inference-gateway" }],
      configPatches: [
        {
          applyTo: "NETWORK_FILTER",
          match: {
            context: "GATEWAY",
            listener: { filterChain: { filter: { name: "envoy.filters.network.http_connection_manager" } } },
          },
          patch: {
            operation: "MERGE",
            value: {
              typed_config: {
                "@type":
                  "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                early_header_mutation_extensions: [
                  {
                    name: "envoy.http.early_header_mutation.header_mutation",
                    typed_config: {
                      "@type":
                        "type.googleapis.com/envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation",
                      mutations: [
                        { remove: "x-gateway-base-model-name" },
                        { remove: "x-gateway-model-name" },
                        { remove: "x-gateway-model-name-rewrite" },
                        { remove: "x-gateway-destination-endpoint" },
                        { remove: "x-gateway-destination-endpoint-served" },
                        { remove: "x-gateway-destination-endpoint-subset" },
                        { remove: "x-gateway-inference-fairness-id" },
                        { remove: "x-gateway-inference-objective" },
                      ],
                    },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  });
  expect(entryOf(plan, "inference-gateway/client-headers").dependsOn).toEqual([
    "inference-gateway/gateway",
    "inference-gateway/namespace",
  ]);
});

describe("a route", () => {
  const rules = z.looseObject({ rules: z.array(z.looseObject({ timeouts: z.unknown() })) });
  const rulesOf = (of: ReturnType<typeof istioPlan>) =>
    rules.parse(entryOf(of, "alpha-7b/route").manifest["spec"]).rules;

  test("ends its requests itself", () => {
    expect(rulesOf(plan)).toMatchObject([{ timeouts: { request: "300s" } }]);
  });

  test("has time to hold them while its model comes up", () => {
    const asleep = istioStack({ scaleToZero: true, keda: { install: false } });
    const holdSec = asleep.models[0]?.scaling?.holdSec ?? NaN;

    expect(holdSec).toBeGreaterThan(0);
    expect(rulesOf(istioPlan(asleep))).toMatchObject([{ timeouts: { request: `${300 + holdSec}s` } }]);
  });

  test("has no retries: a completion is asked for once", () => {
    expect(rulesOf(plan).every((rule) => !("retry" in rule))).toBe(true);
  });
});

test("needs nodes for two proxies, however many copies of BBR there are", () => {
  expect(stackPods(istioStack({ router: { replicas: 5 } }))).toEqual([
    { copies: 5, ...routerRequest },
    { copies: 2, cpuMilli: 100, memoryMiB: 128 },
    { copies: 2, ...endpointPickerRequest },
    { copies: 2, ...staticAnswersRequest },
  ]);
});

test("only the proxies reach models, pickers and BBR, and clients only the proxies", () => {
  const of = (podLabels: Readonly<Record<string, string>>, namespace = "demo"): PodAddress => ({
    ...{ namespace, labels: podLabels },
  });
  const proxy = of({ "gateway.networking.k8s.io/gateway-name": "inference-gateway" });
  const other = of({ "gateway.networking.k8s.io/gateway-name": "another" });
  const elsewhere = of(proxy.labels, "else");
  const model = of({ "app.kubernetes.io/component": "model-server" });
  const picker = of({ "app.kubernetes.io/component": "endpoint-picker" });
  const router = of({ app: "body-based-router" });
  const collector = of({ app: "collector" }, "gmp-system");
  const callers: Readonly<Record<string, Caller>> = {
    ...{ proxy, other, elsewhere, model, picker, router, collector },
    internet: { ip: "203.0.113.9" },
    healthCheck: { ip: "35.191.10.1" },
  };
  const reach = (target: PodAddress, port: number) =>
    Object.keys(callers).filter((name) => mayConnect(manifests, callers[name] ?? other, target, port));

  expect(reach(model, 8000)).toEqual(["proxy", "picker", "collector"]);
  expect(reach(picker, 9002)).toEqual(["proxy"]);
  expect(reach(router, 9004)).toEqual(["proxy"]);
  expect(reach(router, 9005)).toEqual([]);
  expect(reach(router, 9090)).toEqual(["collector"]);
  expect(reach(proxy, 80)).toEqual(Object.keys(callers));
  expect(reach(proxy, 15020)).toEqual(["collector"]);
  expect(reach(proxy, 15021)).toEqual([]);
});

test("the policies leave the way out open: proxies need istiod, BBR and pickers the API server", () => {
  const policies = manifests.filter(({ kind }) => kind === "NetworkPolicy");

  expect(policies).toHaveLength(6);
  for (const { spec } of policies) expect(spec).toMatchObject({ policyTypes: ["Ingress"] });
});

test("a stack is proven, names with and without a model included, and its gateway itself costs nothing", () => {
  const { problems, routing } = checkManifests(manifests);

  expect(problems).toEqual([]);
  expect(routing.names.map(({ name, route }) => `${name} by ${route}`)).toEqual([
    "acme/Alpha-7B by alpha-7b",
    "alpha-sql by alpha-7b",
    "acme/Beta-2B by beta-2b",
  ]);
  expect(stackCost(istioStack())?.lines.map(({ name }) => name) ?? []).not.toContain("gateway");
});
