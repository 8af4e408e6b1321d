import { z } from "zod";
import { staticAnswersPods } from "../../../../components/gateway/static-answers/answering-pods";
import { endpointPickerRequest } from "../../../../components/objects/pod-requests";
import { checkStackConfig } from "../../../../infra/load-stack";
import { stackPods } from "../../../../infra/stack-pods";
import { mayConnect } from "../../../support/network-policy";
import { problemLines } from "../../../support/thrown";
import { config, manifestOf, manifests, plan, resolved } from "./agentgateway-stack";

const pod = (labels: Readonly<Record<string, string>>) => ({ namespace: "switchyard", labels });

describe("connections", () => {
  const proxy = pod({ "gateway.networking.k8s.io/gateway-name": "inference-gateway" });
  const others = {
    proxy,
    otherGateway: pod({ "gateway.networking.k8s.io/gateway-name": "other" }),
    internet: { ip: "203.0.113.9" },
    googleHealthCheck: { ip: "35.191.10.1" },
    collector: { namespace: "gmp-system", labels: {} },
  };
  const callersOf = (target: typeof proxy, port: number) =>
    Object.entries(others)
      .filter(([, caller]) => mayConnect(manifests, caller, target, port))
      .map(([name]) => name);
  const everybody = Object.keys(others);

  test.each([
    ["the proxies at the Gateway's port", proxy, 80, everybody],
    ["the proxies' metrics", proxy, 15_020, ["collector"]],
    ["the proxies' administration", proxy, 15_000, []],
    ["a model", pod({ "app.kubernetes.io/component": "model-server" }), 8000, ["proxy", "collector"]],
    ["a picker", pod({ "app.kubernetes.io/component": "endpoint-picker" }), 9002, ["proxy"]],
  ])("%s", (_name, target, port, callers) => {
    expect(callersOf(target, port)).toEqual(callers);
  });

  test("no policy keeps the proxies from the controller: none is in its namespace, and none limits who a pod calls", () => {
    const policies = manifests.filter(({ kind }) => kind === "NetworkPolicy");

    expect(policies.length).toBeGreaterThan(3);
    for (const { metadata: place, spec } of policies) {
      expect(place.namespace).toBe("switchyard");
      expect(spec).toMatchObject({ policyTypes: ["Ingress"] });
    }
  });
});

test("what no model takes goes to the pods that answer in JSON, whose messages have the requested name", () => {
  const { spec } = z.looseObject({ spec: z.unknown() }).parse(manifestOf("static-answers/catch-all"));
  const answers = z
    .object({ data: z.record(z.string(), z.string()) })
    .parse(manifestOf("static-answers/answers"));
  const pods = { namespace: "switchyard", labels: { "app.kubernetes.io/component": "static-answers" } };
  const proxy = pod({ "gateway.networking.k8s.io/gateway-name": "inference-gateway" });

  expect(spec).toMatchObject({
    rules: [{ backendRefs: [{ kind: "Service", name: "static-answers" }] }],
  });
  expect(Object.values(answers.data).join()).toContain("%REQ(X-Gateway-Model-Name):100%");
  expect(mayConnect(manifests, proxy, pods, 8080)).toBe(true);
  expect(mayConnect(manifests, { ip: "203.0.113.9" }, pods, 8080)).toBe(false);
});

test("the stack file needs nothing but the name of the gateway, whether models sleep or not", () => {
  const models = [{ model: "acme/Alpha-7B", weightsGiB: 15, maxReplicas: 2 }, { model: "acme/Beta-2B" }];
  const raw = { ...config, models };

  for (const scaleToZero of [false, true]) {
    const loaded = checkStackConfig("agentgateway", { ...raw, scaleToZero });
    expect(loaded.routing.names.map(({ name }) => name)).toEqual(["acme/Alpha-7B", "acme/Beta-2B"]);
  }
});

describe("what belongs to another gateway", () => {
  test("is absent: BBR, its map, and everything of Google's", () => {
    expect(plan.map(({ id }) => id).join()).not.toMatch(/router/);
    expect(JSON.stringify(plan)).not.toMatch(
      /bbr|body-based|body-router|networking\.gke|gke-l7|GCP|HealthCheckPolicy|Base-Model-Name/i,
    );
  });

  test("needs no node: two proxies, two pickers a model and the pods of the list of models are all", () => {
    expect(stackPods(resolved())).toEqual([
      { copies: 2, cpuMilli: 250, memoryMiB: 256 },
      { copies: 4, ...endpointPickerRequest },
      staticAnswersPods,
    ]);
  });

  test("cannot be set, and neither can a cluster that the stack makes", () => {
    const gateway = { provider: "agentgateway" as const, proxySubnet: "10.200.0.0/24" };
    const lines = problemLines(() => resolved({ cluster: {}, gateway, router: { replicas: 3 } }));

    expect(lines).toEqual([
      'router: must not be set for agentgateway gateways, which have no use for it, got {"replicas":3}; leave it out, or use another gateway.provider [UnsupportedByGateway]',
      'gateway.proxySubnet: must not be set for agentgateway gateways, which have no use for it, got "10.200.0.0/24"; leave it out, or use another gateway.provider [UnsupportedByGateway]',
      "gateway.provider: must be one that works in a cluster that the stack makes: the stack makes clusters for the load balancers of their cloud, and this gateway has not been tried in one, " +
        'got "agentgateway"; use gke, or set cluster.kubeconfig, cluster.context or cluster.existing for an existing cluster [UnsupportedByGateway]',
    ]);
  });
});
