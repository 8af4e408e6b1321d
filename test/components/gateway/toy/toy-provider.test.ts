import { z } from "zod";
import { checkCapabilities } from "../../../../components/gateway/check-capabilities";
import { commonLabels } from "../../../../components/objects/labels";
import {
  endpointPickerRequest,
  routerRequest,
  staticAnswersRequest,
} from "../../../../components/objects/pod-requests";
import { providers } from "../../../../components/gateway/providers";
import { manifestsIn, objectsIn, planDeployment } from "../../../../components/plan/deployment-plan";
import type { Manifest } from "../../../../components/plan/manifest";
import { formatProblem } from "../../../../components/problems/problems";
import { checkManifests } from "../../../../components/proof/check-manifests";
import { buildManifests } from "../../../../infra/build-manifests";
import type { StackConfig } from "../../../../infra/config/stack-config";
import { resolveStack } from "../../../../infra/resolve-stack";
import { stackPods } from "../../../../infra/stack-pods";
import { stackCost } from "../../../../infra/stack-cost";
import { mayConnect } from "../../../support/network-policy";
import { entryOf, gamma } from "../../../support/fixture";
import { problemLines } from "../../../support/thrown";
import { toy } from "./toy-provider";

const config: StackConfig = {
  zone: "us-central1-b",
  accelerator: "tpu-v6e-4",
  models: [
    {
      model: "acme/Alpha-7B",
      weightsGiB: 15,
      adapters: [{ name: "alpha-sql", source: "acme/alpha-sql-lora" }],
    },
    { model: "acme/Beta-2B", weightsGiB: 4, replicas: 2 },
  ],
};

const routeSpec = z.looseObject({
  rules: z.array(z.looseObject({ matches: z.array(z.object({ path: z.unknown(), headers: z.unknown() })) })),
});

const resolve = (change: Partial<StackConfig> = {}) =>
  resolveStack("toy", { ...config, ...change }, undefined, toy);

const spec = resolve();
const plan = planDeployment(buildManifests(spec));
const manifests = manifestsIn(plan);
const manifestOf = (id: string) => entryOf(plan, id).manifest;

const problemsIn = (changed: readonly Manifest[]) => checkManifests(changed, toy).problems.map(formatProblem);

/** The manifests with one of them changed. */
const withChanged = (id: string, change: (manifest: Manifest) => Manifest) =>
  manifests.map((manifest) => (manifest === manifestOf(id) ? change(manifest) : manifest));

describe("a stack behind a gateway that no file of the product knows", () => {
  test("has its class, its objects with their edges, and none of another provider's", () => {
    expect(manifestOf("inference-gateway/gateway")).toMatchObject({
      metadata: { annotations: { "toy.example/exposure": "internal" } },
      spec: {
        gatewayClassName: "toy-inside",
        infrastructure: {
          parametersRef: { group: "toy.example", kind: "ToyPods", name: "inference-gateway" },
        },
      },
    });
    expect(
      objectsIn(plan)
        .filter(({ id }) => /toy|proxy/.test(id))
        .map(({ id, manifest }) => `${id} ${manifest.kind}`),
    ).toEqual([
      "inference-gateway/reach-proxy NetworkPolicy",
      "toy-kinds/namespace Namespace",
      "inference-gateway/toy-pods ToyPods",
      "inference-gateway/proxy-budget PodDisruptionBudget",
      "inference-gateway/toy-settings ToySettings",
      "alpha-7b/toy-trust ToyTrust",
      "alpha-7b/toy-limit ToyLimit",
      "beta-2b/toy-trust ToyTrust",
      "beta-2b/toy-limit ToyLimit",
    ]);
    expect(entryOf(plan, "inference-gateway/toy-settings").dependsOn).toEqual([
      "inference-gateway/gateway",
      "inference-gateway/namespace",
      "toy-kinds",
      "toy-operator",
    ]);
    expect(entryOf(plan, "alpha-7b/toy-limit").dependsOn).toEqual(["alpha-7b/route"]);
    expect(entryOf(plan, "alpha-7b/toy-trust").dependsOn).toEqual(["inference-gateway/namespace"]);
    expect(JSON.stringify(manifests)).not.toMatch(
      /gke-l7|networking\.gke|bbr|body-based|HealthCheckPolicy|GCP|X-Gateway/i,
    );
  });

  test("has charts before its Gateway, one after the other, and one after it", () => {
    const charts = plan.filter(({ kind }) => kind === "chart").map(({ id, dependsOn }) => [id, dependsOn]);

    expect(charts.slice(0, 2)).toEqual([
      ["toy-kinds", ["toy-kinds/namespace"]],
      ["toy-operator", ["toy-kinds"]],
    ]);
    expect(charts[2]).toEqual(["toy-controller", expect.arrayContaining(["inference-gateway/gateway"])]);
    expect(entryOf(plan, "inference-gateway/gateway").dependsOn).toEqual([
      "inference-gateway/toy-pods",
      "inference-gateway/deny-others",
      "inference-gateway/namespace",
      "toy-kinds",
      "toy-operator",
    ]);
    expect(manifestOf("toy-kinds/namespace").metadata).toEqual({
      name: "toy-system",
      labels: { ...commonLabels("namespace"), "toy.example/watched": "yes" },
    });
  });

  test("has two pickers a pool, on different nodes where possible, which fail closed and do not go together", () => {
    expect(manifestOf("alpha-7b/pool")["spec"]).toMatchObject({
      endpointPickerRef: { failureMode: "FailClose" },
    });
    const pods = { matchLabels: { "switchyard.dev/endpoint-picker": "alpha-7b" } };
    expect(manifestOf("alpha-7b/endpoint-picker")["spec"]).toMatchObject({
      replicas: 2,
      template: {
        spec: {
          topologySpreadConstraints: [{ whenUnsatisfiable: "ScheduleAnyway", labelSelector: pods }],
        },
      },
    });
    expect(manifestOf("alpha-7b/endpoint-picker-budget")).toMatchObject({
      metadata: { name: "alpha-7b-epp" },
      spec: { maxUnavailable: 1, selector: pods },
    });
    expect(entryOf(plan, "alpha-7b/endpoint-picker-budget").dependsOn).toEqual([
      "inference-gateway/namespace",
    ]);
  });

  test("needs nodes for its own pods and for both pickers of each model, and none for BBR", () => {
    expect(stackPods(spec)).toEqual([
      { copies: 3, cpuMilli: 100, memoryMiB: 64 },
      { copies: 4, ...endpointPickerRequest },
    ]);
    expect(stackPods(resolveStack("gke", config))).toEqual([
      { copies: 2, ...routerRequest },
      { copies: 2, ...endpointPickerRequest },
      { copies: 2, ...staticAnswersRequest },
    ]);
  });

  test("has routes that match every name by its header, with the timeout in the route", () => {
    const header = (value: string) => ({ name: "X-Toy-Model", type: "Exact", value });
    const { rules } = routeSpec.parse(manifestOf("alpha-7b/route")["spec"]);

    expect(rules).toMatchObject([{ timeouts: { request: "300s" } }]);
    expect(rules[0]?.matches.slice(0, 2).map(({ headers }) => headers)).toEqual([
      [header("acme/Alpha-7B")],
      [header("alpha-sql")],
    ]);
  });

  test("divides the names of a model among rules that each fit, and refuses more than a route can hold", () => {
    const withAdapters = (count: number) => {
      const adapters = Array.from({ length: count }, (_, index) => ({
        name: `alpha-${index}`,
        source: "acme/lora",
      }));
      const models = [{ model: "acme/Alpha-7B", weightsGiB: 15, adapters }];
      return manifestsIn(planDeployment(buildManifests(resolve({ models }))));
    };
    const route = withAdapters(31).find(({ kind }) => kind === "HTTPRoute");

    expect(routeSpec.parse(route?.["spec"]).rules.map(({ matches }) => matches.length)).toEqual([64, 64]);
    expect(problemsIn(withAdapters(31))).toEqual([]);
    expect(problemsIn(withAdapters(32))).toEqual([
      "HTTPRoute switchyard/alpha-7b: must have at most 128 matches: one for each path and each name that the gateway tells apart, " +
        "got 132; give the model fewer adapters and aliases, or use a gateway that needs no match for each of them [TooManyRoutes]",
    ]);
  });

  test("lets its proxies reach models and pickers, and clients its proxies, and nobody else", () => {
    const proxy = { namespace: "switchyard", labels: { app: "toy-proxy" } };
    const model = { namespace: "switchyard", labels: { "app.kubernetes.io/component": "model-server" } };
    const internet = { ip: "203.0.113.9" };
    const reaches = (
      caller: Parameters<typeof mayConnect>[1],
      pod: typeof proxy | typeof model,
      port: number,
    ) => mayConnect(manifests, caller, pod, port);

    expect(reaches(proxy, model, 8000)).toBe(true);
    expect(reaches(internet, model, 8000)).toBe(false);
    expect(reaches({ ip: "35.191.10.1" }, model, 8000)).toBe(false);
    expect(reaches(internet, proxy, 8080)).toBe(true);
    expect(reaches(internet, proxy, 15020)).toBe(false);
  });

  test("is proven: every name arrives, and its own rule holds", () => {
    const { routing, problems } = checkManifests(manifests, toy);

    expect(problems).toEqual([]);
    expect(routing.names.map(({ name, kind, route }) => `${kind} ${name} by ${route}`)).toEqual([
      "model acme/Alpha-7B by alpha-7b",
      "other alpha-sql by alpha-7b",
      "model acme/Beta-2B by beta-2b",
    ]);
  });

  test("costs nothing besides its nodes", () => {
    expect(stackCost(spec)?.lines.map(({ name }) => name)).not.toContain("gateway");
    expect(stackCost(resolveStack("gke", config))?.lines.map(({ name }) => name)).toContain("gateway");
  });
});

describe("the proof asks the provider", () => {
  test("a request without a name must not arrive", () => {
    const open = withChanged("beta-2b/route", ({ ["spec"]: route, ...rest }) => {
      const { rules, ...others } = routeSpec.parse(route);
      const anyName = rules.map((rule) => ({ ...rule, matches: rule.matches.map(({ path }) => ({ path })) }));
      return { ...rest, spec: { ...others, rules: anyName } };
    });

    expect(problemsIn(open).filter((line) => line.includes("nobody serves"))).toEqual([
      "HTTPRoute beta-2b: must not match a name that nobody serves, got pool beta-2b; match X-Toy-Model exactly [BrokenRouting]",
      "HTTPRoute beta-2b: must not match a name that nobody serves, got pool beta-2b; match X-Toy-Model exactly [BrokenRouting]",
    ]);
  });

  test("its own kinds are checked by its own rules, and not by those of others", () => {
    const wrong = withChanged("beta-2b/toy-limit", (manifest) => ({ ...manifest, spec: { pool: "gone" } }));

    expect(problemsIn(wrong)).toEqual(["ToyLimit: must limit a pool, got gone; name one [BrokenRouting]"]);
    expect(checkManifests(manifests).problems.map(formatProblem)).toContain(
      "InferencePool switchyard/alpha-7b: must have one HealthCheckPolicy, got 0; " +
        "add or remove one that targets the pool [BrokenReference]",
    );
  });
});

describe("what it cannot do", () => {
  const able = providers
    .filter(({ capabilities: { holding, weights } }) => holding.supported && weights.supported)
    .map(({ title }) => title);
  const without = `which Toy gateways do not have, got it is a toy; leave it out, or use a gateway of ${able.join(" or ")}`;

  test("is refused, with who can", () => {
    expect(problemLines(() => resolve({ scaleToZero: true, holdSec: 60 }))).toEqual(
      [0, 1].map(
        (index) =>
          `models[${index}]: must do without holding requests for a model without pods, ${without} [UnsupportedByGateway]`,
      ),
    );
    expect(checkCapabilities(toy, gamma[0], "models[0]").map(formatProblem)).toEqual([
      `models[0]: must do without weights of variants, ${without} [UnsupportedByGateway]`,
    ]);
  });

  test("is to wait longer than its own limit", () => {
    const held = { minReplicas: 1, maxReplicas: 2, holdSec: 400 };
    const models = [{ model: "acme/Beta-2B", weightsGiB: 4, ...held }];

    expect(problemLines(() => resolve({ scaleToZero: true, models }))).toEqual([
      "models[0].holdSec: must be at most 600 seconds together with requestTimeoutSec, or a load balancer gives up first, " +
        "got 400, together 700; lower it, or requestTimeoutSec [OutOfRange]",
    ]);
  });
});
