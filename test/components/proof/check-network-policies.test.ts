import { JsonPatch } from "cdk8s";
import type { Manifest } from "../../../components/plan/manifest";
import { broken, goodManifests, patched, problemsIn } from "../../support/fixture";

const closed = (deployment: string, port: number, by: string) =>
  `Deployment demo/${deployment} spec.template: must have labels by which a NetworkPolicy opens port ${port}, ` +
  `got a port closed by ${by}; leave the labels of the pods as they were, or open the port by a NetworkPolicy ` +
  "[BrokenReference]";

const labelled = (component: string) => ({
  spec: { template: { metadata: { labels: { "app.kubernetes.io/component": component } } } },
});

function policy(spec: object): Manifest {
  const metadata = { name: "mine", namespace: "demo" };
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}

const component = "/spec/template/metadata/labels/app.kubernetes.io~1component";

test("a model server that lost its component is closed", () => {
  const lost = [closed("alpha-7b", 8000, "deny-others")];

  expect(problemsIn(broken("Deployment demo/alpha-7b", labelled("other")))).toEqual(lost);
  expect(problemsIn(patched("Deployment demo/alpha-7b", JsonPatch.remove(component)))).toEqual(lost);
});

test("a model server that passes for an endpoint picker is closed", () => {
  expect(problemsIn(broken("Deployment demo/alpha-7b", labelled("endpoint-picker")))).toEqual([
    closed("alpha-7b", 8000, "deny-others, reach-endpoint-pickers"),
  ]);
});

test("an endpoint picker that lost its component is closed", () => {
  expect(problemsIn(broken("Deployment demo/alpha-7b-epp", labelled("other")))).toEqual([
    closed("alpha-7b-epp", 9002, "deny-others"),
  ]);
});

test("the port behind a Service's port is what must be open", () => {
  const port = (targetPort: number | string) =>
    broken("Service demo/alpha-7b-epp", {
      spec: { ports: [{ name: "grpc-ext-proc", port: 9002, targetPort }] },
    });

  expect(problemsIn(port(9004))).toEqual([
    closed("alpha-7b-epp", 9004, "deny-others, reach-endpoint-pickers"),
  ]);
  expect(problemsIn(port("grpc"))).toEqual([]);
});

describe("a policy of another program", () => {
  const podSelector = { matchLabels: { "switchyard.dev/model": "alpha-7b" } };
  const moved = broken("Deployment demo/alpha-7b", labelled("other"));

  test.each([
    [{ podSelector, ingress: [{}] }],
    [{ ingress: [{ ports: [{ port: 8000 }] }] }],
    [{ podSelector, ingress: [{ ports: [{ port: 7000, endPort: 9000 }] }] }],
    [{ podSelector, ingress: [{ ports: [{ port: "http" }] }] }],
  ])("opens the port: %j", (spec) => {
    expect(problemsIn([...moved, policy(spec)])).toEqual([]);
  });

  test.each([
    [{ podSelector, ingress: [{ ports: [{ port: 8001 }] }] }],
    [{ podSelector, ingress: [{ ports: [{ port: 8001, endPort: 9000 }] }] }],
    [{ podSelector }],
  ])("leaves it closed: %j", (spec) => {
    expect(problemsIn([...moved, policy(spec)])).toEqual([closed("alpha-7b", 8000, "deny-others, mine")]);
  });

  test("for what pods call closes nothing, and neither does one whose expressions are not evaluated", () => {
    const expressions = [{ key: "a", operator: "Exists" }];
    const others = goodManifests().filter(({ kind }) => kind !== "NetworkPolicy");

    expect(problemsIn([...others, policy({ podSelector, policyTypes: ["Egress"] })])).toEqual([]);
    expect(problemsIn([...others, policy({ podSelector: { matchExpressions: expressions } })])).toEqual([]);
    expect(problemsIn([...others, policy({ podSelector })])).toEqual([closed("alpha-7b", 8000, "mine")]);
  });
});
