import type { ChartEntry } from "../../../../components/plan/deployment-plan";
import { checkManifests } from "../../../../components/proof/check-manifests";
import { commonLabels } from "../../../../components/objects/labels";
import { versions } from "../../../../components/versions";
import { entryOf } from "../../../support/fixture";
import { config, manifestOf, manifests, plan, planned } from "./agentgateway-stack";

const api = "agentgateway.dev/v1alpha1";
const metadata = (name: string, component: string) => ({
  name,
  namespace: "switchyard",
  labels: commonLabels(component),
});

function chartOf(id: string): ChartEntry {
  const entry = plan.find((one) => one.id === id);
  if (entry?.kind !== "chart") throw new Error(`no chart ${id}`);
  return entry;
}

describe("the charts", () => {
  test("come before everything that the controller makes or reads: kinds, controller, objects, Gateway", () => {
    const needs = (id: string) => plan.find((entry) => entry.id === id)?.dependsOn;

    expect(needs("agentgateway-crds")).toEqual(["agentgateway-crds/namespace"]);
    expect(needs("agentgateway")).toEqual(["agentgateway-crds"]);
    for (const id of ["proxy-parameters", "model-from-body", "request-bodies"])
      expect(needs(`inference-gateway/${id}`)).toEqual([
        "inference-gateway/namespace",
        "agentgateway-crds",
        "agentgateway",
      ]);
    expect(needs("inference-gateway/gateway")).toEqual([
      "inference-gateway/proxy-parameters",
      "inference-gateway/model-from-body",
      "inference-gateway/request-bodies",
      "inference-gateway/deny-others",
      "inference-gateway/namespace",
      "agentgateway-crds",
      "agentgateway",
    ]);
    expect(needs("alpha-7b/route")).toEqual(["alpha-7b/pool", "inference-gateway/gateway"]);
  });

  test("are pinned, and in a separate namespace that admits only restricted pods", () => {
    const { agentgateway: version } = versions;
    const reference = "oci://cr.agentgateway.dev/charts/agentgateway";

    expect(chartOf("agentgateway-crds").helm).toEqual({
      source: { kind: "oci", reference: `${reference}-crds`, version },
      release: "agentgateway-crds",
      namespace: "agentgateway-system",
      values: {},
      patches: [],
    });
    expect(chartOf("agentgateway").helm).toMatchObject({
      source: { kind: "oci", reference, version },
      release: "agentgateway",
      namespace: "agentgateway-system",
      patches: [],
    });
    expect(manifestOf("agentgateway-crds/namespace")).toEqual({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "agentgateway-system",
        labels: { ...commonLabels("namespace"), "pod-security.kubernetes.io/enforce": "restricted" },
      },
    });
  });

  test("install a controller that serves InferencePools, twice, for the namespace of the stack alone", () => {
    expect(chartOf("agentgateway").helm.values).toEqual({
      image: { tag: versions.agentgateway, pullPolicy: "IfNotPresent" },
      inferenceExtension: { enabled: true },
      controller: {
        replicaCount: 2,
        podDisruptionBudget: { maxUnavailable: 1 },
        xds: { mode: "tls" },
      },
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
      discoveryNamespaceSelectors: [
        {
          matchExpressions: [
            {
              key: "kubernetes.io/metadata.name",
              operator: "In",
              values: ["switchyard", "agentgateway-system"],
            },
          ],
        },
      ],
    });
  });
});

describe("the Gateway", () => {
  test("is of agentgateway's class, with its own proxies", () => {
    expect(manifestOf("inference-gateway/gateway")["spec"]).toMatchObject({
      gatewayClassName: "agentgateway",
      infrastructure: {
        parametersRef: {
          group: "agentgateway.dev",
          kind: "AgentgatewayParameters",
          name: "inference-gateway",
        },
      },
      listeners: [{ name: "http", protocol: "HTTP", port: 80 }],
    });
  });

  test("sets the header from the body at its listener, and removes what a client could choose a pod by", () => {
    expect(manifestOf("inference-gateway/model-from-body")).toEqual({
      apiVersion: api,
      kind: "AgentgatewayPolicy",
      metadata: metadata("model-from-body", "gateway-policy"),
      spec: {
        targetRefs: [
          {
            group: "gateway.networking.k8s.io",
            kind: "Gateway",
            name: "inference-gateway",
            sectionName: "http",
          },
        ],
        traffic: {
          phase: "PreRouting",
          transformation: {
            request: {
              set: [{ name: "X-Gateway-Model-Name", value: "string(json(request.body).model)" }],
              remove: [
                "x-gateway-destination-endpoint",
                "x-gateway-inference-fairness-id",
                "x-gateway-inference-objective",
                "x-gateway-model-name-rewrite",
              ],
            },
          },
        },
      },
    });
  });

  test("takes bodies of up to 16 MiB", () => {
    expect(manifestOf("inference-gateway/request-bodies")).toEqual({
      apiVersion: api,
      kind: "AgentgatewayPolicy",
      metadata: metadata("request-bodies", "gateway-policy"),
      spec: {
        targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "inference-gateway" }],
        frontend: { http: { maxBufferSize: "16Mi" } },
      },
    });
  });

  test("has two restricted proxies with resources, on different nodes where possible", () => {
    expect(manifestOf("inference-gateway/proxy-parameters")).toEqual({
      apiVersion: api,
      kind: "AgentgatewayParameters",
      metadata: metadata("inference-gateway", "gateway-proxy"),
      spec: {
        resources: {
          requests: { cpu: "250m", memory: "256Mi", "ephemeral-storage": "64Mi" },
          limits: { memory: "1Gi", "ephemeral-storage": "256Mi" },
        },
        shutdown: { min: 10, max: 130 },
        deployment: {
          spec: {
            replicas: 2,
            strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
            template: {
              spec: {
                enableServiceLinks: false,
                securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
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
              },
            },
          },
        },
        service: { spec: { type: "ClusterIP" } },
      },
    });
    expect(manifestOf("inference-gateway/proxy-budget")).toMatchObject({
      metadata: { name: "gateway-proxy" },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { "gateway.networking.k8s.io/gateway-name": "inference-gateway" } },
      },
    });
  });

  test("has a load balancer only if it is public", () => {
    const open = planned({ gateway: { provider: "agentgateway", exposure: "public" } });

    expect(entryOf(open, "inference-gateway/proxy-parameters").manifest["spec"]).toMatchObject({
      service: { spec: { type: "LoadBalancer" } },
    });
    expect(entryOf(open, "inference-gateway/gateway").manifest["spec"]).toMatchObject({
      gatewayClassName: "agentgateway",
    });
  });
});

describe("a model", () => {
  const header = (value: string) => ({ name: "X-Gateway-Model-Name", type: "Exact", value });

  test("has a route that matches each of its names, with a timeout and no retry", () => {
    const rules = [
      {
        matches: ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"].flatMap((value) =>
          ["acme/Alpha-7B", "alpha-sql"].map((name) => ({
            path: { type: "Exact", value },
            headers: [header(name)],
          })),
        ),
        timeouts: { request: "300s" },
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
    ];

    expect(manifestOf("alpha-7b/route")["spec"]).toMatchObject({ rules });
    expect(JSON.stringify(manifests)).not.toContain("retry");
  });

  test("has two pickers, without which its requests fail", () => {
    expect(manifestOf("alpha-7b/pool")["spec"]).toMatchObject({
      endpointPickerRef: { name: "alpha-7b-epp", failureMode: "FailClose" },
    });
    expect(manifestOf("alpha-7b/endpoint-picker")["spec"]).toMatchObject({ replicas: 2 });
  });

  test("reaches its pods and no others, under every name", () => {
    const { routing, problems } = checkManifests(manifests);

    expect(problems).toEqual([]);
    expect(routing.names.map(({ name, kind, route }) => `${kind} ${name} by ${route}`)).toEqual([
      "model acme/Alpha-7B by alpha-7b",
      "other alpha-sql by alpha-7b",
      "model acme/Beta-2B by beta-2b",
    ]);
  });

  test("added, changes no object of another model or of the gateway, apart from the list of models", () => {
    const more = planned({ models: [...config.models, { model: "acme/Gamma-3B", weightsGiB: 6 }] });

    const withoutList = (entries: typeof plan) => entries.filter(({ id }) => id !== "static-answers/answers");
    expect(withoutList(more).filter(({ chart }) => chart !== "gamma-3b")).toEqual(withoutList(plan));
  });
});
