import { mergePatch } from "../../../../components/plan/merge-patch";
import type { Manifest } from "../../../../components/plan/manifest";
import { manifestOf, manifests, problemsIn } from "./agentgateway-stack";

const policyId = "inference-gateway/model-from-body";
const policy = manifestOf(policyId);
const path = "AgentgatewayPolicy switchyard/model-from-body";
const listener = "Gateway switchyard/inference-gateway listener http";

/** The manifests with something merged into the policy. */
const merged = (spec: object): readonly Manifest[] =>
  manifests.map((one) => (one === policy ? mergePatch(one, { spec }) : one));

const request = (fields: object) => merged({ traffic: { transformation: { request: fields } } });

const another = (name: string, sectionName?: string): Manifest => ({
  ...policy,
  metadata: { ...policy.metadata, name },
  spec: {
    targetRefs: [{ kind: "Gateway", name: "inference-gateway", ...(sectionName && { sectionName }) }],
    traffic: { phase: "PreRouting", transformation: { request: { remove: ["x-team"] } } },
  },
});

test("the objects of a stack have no problem", () => {
  expect(problemsIn(manifests)).toEqual([]);
});

describe("the routing header", () => {
  const one =
    "must have one PreRouting transformation that targets it by sectionName, because only one takes effect";

  test("is set by exactly one policy of the listener", () => {
    expect(problemsIn(manifests.filter((object) => object !== policy))).toEqual([
      `${listener}: ${one}, got none; add it, or put all headers into one policy [BrokenRouting]`,
    ]);
    expect(problemsIn([...manifests, another("teams", "http")])).toEqual([
      `${listener}: ${one}, got model-from-body, teams; add it, or put all headers into one policy [BrokenRouting]`,
    ]);
  });

  test("is not set by a policy for the whole Gateway, which any other one could replace", () => {
    const whole = merged({}).map((object) =>
      object.metadata.name === "model-from-body"
        ? { ...object, spec: { ...withoutListener(object["spec"]) } }
        : object,
    );

    expect(problemsIn(whole)).toEqual([
      `${listener}: ${one}, got none; add it, or put all headers into one policy [BrokenRouting]`,
    ]);
  });

  test("may stay beside a policy for the whole Gateway, because the listener's goes first", () => {
    expect(problemsIn([...manifests, another("teams")])).toEqual([]);
  });

  test("is the model of the body, whatever the client sends", () => {
    const value = "request.headers['x-model']";

    expect(problemsIn(request({ set: [{ name: "X-Gateway-Model-Name", value }] }))).toEqual([
      `${path}: must set X-Gateway-Model-Name to the model of the body, got "${value}"; ` +
        "set it to string(json(request.body).model) [BrokenRouting]",
    ]);
  });

  test("comes without headers that choose a pod", () => {
    expect(problemsIn(request({ remove: ["X-Gateway-Destination-Endpoint", "x-team"] }))).toEqual([
      `${path}: must remove the headers by which a client could choose its pod or its place in the queue, ` +
        "got x-gateway-inference-fairness-id, x-gateway-inference-objective, x-gateway-model-name-rewrite left in; " +
        "add them to traffic.transformation.request.remove [BrokenRouting]",
    ]);
  });

  function withoutListener(spec: unknown): object {
    return {
      ...(typeof spec === "object" ? spec : {}),
      targetRefs: [{ kind: "Gateway", name: "inference-gateway" }],
    };
  }
});

test("answers are not changed before routing", () => {
  const response = { set: [{ name: "x-served-by", value: "'switchyard'" }] };

  expect(problemsIn(merged({ traffic: { transformation: { response } } }))).toEqual([
    `${path}: must not change answers before routing, which holds back streams and cuts long answers, ` +
      "got traffic.transformation.response; leave it out, or put it into a policy of a route [BrokenRouting]",
  ]);
});

describe("a policy's target", () => {
  const rule = "must have a target in its namespace";
  const lost = (name: string, target: object): Manifest => ({
    ...policy,
    metadata: { ...policy.metadata, name },
    spec: { targetRefs: [target], traffic: { authorization: {} } },
  });
  const line = (name: string, got: string) =>
    `AgentgatewayPolicy switchyard/${name}: ${rule}, got ${got}; name one that exists [BrokenReference]`;

  test("exists, with the listener that it names", () => {
    const policies = [
      lost("a", { kind: "Gateway", name: "gone" }),
      lost("b", { kind: "Gateway", name: "inference-gateway", sectionName: "https" }),
      lost("c", { kind: "HTTPRoute", name: "gone" }),
      lost("d", { kind: "HTTPRoute", name: "alpha-7b", sectionName: "rule" }),
      lost("e", { kind: "InferencePool", name: "beta-2b" }),
    ];

    expect(problemsIn([...manifests, ...policies])).toEqual([
      line("a", "Gateway gone"),
      line("b", "Gateway inference-gateway https"),
      line("c", "HTTPRoute gone"),
    ]);
  });

  test("is in the policy's own namespace", () => {
    const elsewhere = lost("a", { kind: "HTTPRoute", name: "alpha-7b" });

    expect(
      problemsIn([...manifests, { ...elsewhere, metadata: { ...elsewhere.metadata, namespace: "other" } }]),
    ).toEqual([
      `AgentgatewayPolicy other/a: ${rule}, got HTTPRoute alpha-7b; name one that exists [BrokenReference]`,
    ]);
  });
});

test("a policy that cannot be read is reported", () => {
  const unreadable = { ...policy, metadata: { ...policy.metadata, name: "odd" }, spec: "none" };

  expect(problemsIn([...manifests, unreadable])).toEqual([
    "AgentgatewayPolicy switchyard/odd spec: must be complete, got Invalid input: expected object, received string; add what is missing [InvalidObject]",
  ]);
});
