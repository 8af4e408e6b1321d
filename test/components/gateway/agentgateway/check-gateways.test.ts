import { z } from "zod";
import { mergePatch } from "../../../../components/plan/merge-patch";
import type { Manifest } from "../../../../components/plan/manifest";
import { manifestsIn } from "../../../../components/plan/deployment-plan";
import { manifestOf, manifests, planned, problemsIn } from "./agentgateway-stack";

const gateway = "Gateway switchyard/inference-gateway";

const merged = (id: string, spec: object): readonly Manifest[] =>
  manifests.map((one) => (one === manifestOf(id) ? mergePatch(one, { spec }) : one));

const routeSchema = z.object({
  spec: z.object({ rules: z.tuple([z.object({ matches: z.unknown(), backendRefs: z.unknown() })]) }),
});

const onlyRule = (route: Manifest) => routeSchema.parse(route).spec.rules[0];

test.each([15_000, 15_020, 15_021])("a Gateway does not listen at %d, which its proxies use", (port) => {
  const plan = planned({ gateway: { provider: "agentgateway", port } });

  expect(problemsIn(manifestsIn(plan))).toEqual([
    `${gateway} listener http: must not have a port that the proxies use themselves, got ${port}; ` +
      "use any but 15000, 15020, 15021 [BrokenReference]",
  ]);
});

test("a Gateway is not in the namespace of the controller", () => {
  expect(problemsIn(manifestsIn(planned({ namespace: "agentgateway-system" })))).toContain(
    "Gateway agentgateway-system/inference-gateway: must not be in the namespace of the controller, " +
      "which its network policies would cut off from the proxies, got agentgateway-system; " +
      "give the stack another namespace [BrokenReference]",
  );
});

describe("the proxies' parameters", () => {
  const line = (got: string) =>
    `${gateway} spec.infrastructure.parametersRef: must name AgentgatewayParameters of its namespace, ` +
    `or it has one proxy without resources behind a public load balancer, got ${got}; name them [BrokenReference]`;

  test("exist", () => {
    const parameters = manifestOf("inference-gateway/proxy-parameters");

    expect(problemsIn(manifests.filter((one) => one !== parameters))).toEqual([
      line("AgentgatewayParameters inference-gateway"),
    ]);
  });

  test("are named, and are those of this gateway", () => {
    const ofAnother = { infrastructure: { parametersRef: { kind: "ConfigMap", name: "inference-gateway" } } };
    const without = manifests.map((one) =>
      one === manifestOf("inference-gateway/gateway")
        ? { ...one, spec: { gatewayClassName: "agentgateway", listeners: [{ name: "http", port: 80 }] } }
        : one,
    );

    expect(problemsIn(merged("inference-gateway/gateway", ofAnother))).toEqual([
      line("ConfigMap inference-gateway"),
    ]);
    expect(problemsIn(without)).toEqual([line("nothing")]);
  });
});

test("each rule of a route limits the time of a request", () => {
  const { matches, backendRefs } = onlyRule(manifestOf("beta-2b/route"));
  const unlimited = merged("beta-2b/route", { rules: [{ matches, backendRefs }] });

  expect(problemsIn(unlimited)).toEqual([
    "HTTPRoute switchyard/beta-2b: must limit the time of a request in each of its rules, got no timeouts; " +
      "set timeouts.request, such as 300s [BrokenReference]",
  ]);
});

test("a model does not have the name of the Gateway, which its proxies have", () => {
  const plan = planned({
    gateway: { provider: "agentgateway", name: "edge" },
    models: [{ model: "acme/Beta-2B", name: "edge", weightsGiB: 4 }],
  });

  expect(problemsIn(manifestsIn(plan))).toEqual([
    "Deployment switchyard/edge: must not have the name of the Gateway, which the controller gives to the proxies, got edge; " +
      "give the model another `name`, or the gateway another gateway.name [BrokenReference]",
  ]);
});

test("a pool fails closed", () => {
  const open = merged("beta-2b/pool", { endpointPickerRef: { failureMode: "FailOpen" } });

  expect(problemsIn(open)).toEqual([
    "InferencePool switchyard/beta-2b spec.endpointPickerRef.failureMode: " +
      "must be FailClose: without a picker this gateway fails open for some requests only, got FailOpen; " +
      "use FailClose and two pickers [BrokenRouting]",
  ]);
});

test("a name that no route matches exactly would reach a pool, and is found", () => {
  const rules = [{ matches: [{ path: { type: "Exact", value: "/v1/completions" } }] }];
  const route = manifestOf("beta-2b/route");
  const open = manifests.map((one) =>
    one === route
      ? mergePatch(one, {
          spec: { rules: [{ ...rules[0], backendRefs: [{ kind: "InferencePool", name: "beta-2b" }] }] },
        })
      : one,
  );

  expect(problemsIn(open)).toContain(
    "HTTPRoute beta-2b: must not match a name that nobody serves, got pool beta-2b; match X-Gateway-Model-Name exactly [BrokenRouting]",
  );
});
