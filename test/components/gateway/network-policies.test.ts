import { App } from "cdk8s";
import { readManifests } from "../../../components/proof/views";
import { manifestsIn, planDeployment } from "../../../components/plan/deployment-plan";
import { InferenceGatewayChart } from "../../../components/gateway/inference-gateway-chart";
import { resolveInferenceGateway } from "../../../components/gateway/gateway-props";
import { alpha, beta, planOf, scaled } from "../../support/fixture";
import { mayConnect } from "../../support/network-policy";
import type { Caller, PodAddress } from "../../support/network-policy";

const manifests = planOf(alpha, beta).map(({ manifest }) => manifest);

function podOf(name: string): PodAddress {
  const found = readManifests(manifests).set.deployments.find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`no Deployment ${name}`);
  return { namespace: found.metadata.namespace, labels: found.spec.template.metadata.labels };
}

const model = podOf("alpha-7b");
const picker = podOf("alpha-7b-epp");
const router: PodAddress = { namespace: "demo", labels: { app: "body-based-router" } };
const stray: PodAddress = { namespace: "demo", labels: { app: "stray" } };

const gateway: Caller = { ip: "10.129.1.7" };
const healthCheck: Caller = { ip: "35.191.10.1" };
const collector: Caller = { namespace: "gmp-system", labels: { app: "collector" } };
const otherTeam: Caller = { namespace: "other", labels: model.labels };
const internet: Caller = { ip: "203.0.113.9" };

const everybody: Readonly<Record<string, Caller>> = {
  gateway,
  healthCheck,
  collector,
  picker,
  model: podOf("beta-2b"),
  router,
  stray,
  otherTeam,
  internet,
};

function callersOf(target: PodAddress, port: number): readonly string[] {
  return Object.entries(everybody)
    .filter(([, caller]) => mayConnect(manifests, caller, target, port))
    .map(([name]) => name);
}

test.each<[string, PodAddress, number, readonly string[]]>([
  ["a model", model, 8000, ["gateway", "healthCheck", "collector", "picker"]],
  ["another port of a model", model, 22, []],
  ["an endpoint picker's callouts", picker, 9002, ["gateway", "healthCheck"]],
  ["an endpoint picker's health", picker, 9003, ["gateway", "healthCheck"]],
  ["an endpoint picker's metrics", picker, 9090, ["collector"]],
  ["BBR's callouts", router, 9004, ["gateway", "healthCheck"]],
  ["BBR's health", router, 9005, ["gateway", "healthCheck"]],
  ["BBR's metrics", router, 9090, ["collector"]],
  ["anything else in the namespace", stray, 80, []],
])("%s is reached by those who need it, and by nobody else", (_name, target, port, callers) => {
  expect(callersOf(target, port)).toEqual(callers);
});

test("the gateway's range and the collector's namespace are the user's", () => {
  const app = new App();
  const spec = resolveInferenceGateway({
    namespace: "demo",
    proxySubnet: "172.16.0.0/26",
    metricsNamespace: "monitoring",
  });
  new InferenceGatewayChart(app, "edge", spec);
  const own = manifestsIn(planDeployment(app));

  expect(mayConnect(own, { ip: "172.16.0.63" }, model, 8000)).toBe(true);
  expect(mayConnect(own, { ip: "172.16.0.64" }, model, 8000)).toBe(false);
  expect(mayConnect(own, gateway, model, 8000)).toBe(false);
  expect(mayConnect(own, { namespace: "monitoring", labels: {} }, picker, 9090)).toBe(true);
  expect(mayConnect(own, collector, picker, 9090)).toBe(false);
});

describe("where a model scales", () => {
  const scaling = planOf(scaled, beta).map(({ manifest }) => manifest);
  const keda: Caller = { namespace: "keda", labels: { app: "keda-operator" } };

  test("KEDA reads the metrics of endpoint pickers, and reaches nothing else", () => {
    expect(mayConnect(scaling, keda, picker, 9090)).toBe(true);
    for (const [target, port] of [
      [picker, 9002],
      [picker, 9003],
      [model, 8000],
      [router, 9004],
      [router, 9090],
      [stray, 80],
    ] as const)
      expect(mayConnect(scaling, keda, target, port)).toBe(false);
  });

  test("everybody else reaches what they reached before", () => {
    for (const caller of Object.values(everybody))
      for (const target of [model, picker, router, stray])
        for (const port of [80, 8000, 9002, 9003, 9004, 9005, 9090])
          expect(mayConnect(scaling, caller, target, port)).toBe(mayConnect(manifests, caller, target, port));
  });

  test("where none does, KEDA reaches nothing", () => {
    expect(mayConnect(manifests, keda, picker, 9090)).toBe(false);
  });
});
