import { App } from "cdk8s";
import { InferenceGatewayChart, gatewayChartId } from "../../../components/gateway/inference-gateway-chart";
import { resolveInferenceGateway } from "../../../components/gateway/gateway-props";
import type { PatchProps } from "../../../components/patches/patch-props";
import { checkManifests } from "../../../components/proof/check-manifests";
import { manifestsIn, planDeployment } from "../../../components/plan/deployment-plan";
import { entryOf } from "../../support/fixture";
import { problemLines } from "../../support/thrown";
import { planOf } from "./patched-plan";

describe("what routing and security rely on is refused", () => {
  const refused = (id: string, ...operations: readonly PatchProps[]) =>
    problemLines(() => planOf({}, { [id]: operations }));
  const replace = (path: string, value: unknown) => ({ op: "replace", path, value }) as const;
  const add = (path: string, value: unknown) => ({ op: "add", path, value }) as const;
  const access = (kind: string, got: string) =>
    `must leave the access that a ${kind} grants as it is, got another ${got}; ` +
    `patch only its labels and annotations, and grant more by a separate ${kind} [InvalidPatch]`;

  test.each([
    ["deny-others", add("/spec/ingress/-", {}), access("NetworkPolicy", "spec")],
    ["reach-model-servers", { op: "remove", path: "/spec/ingress/0/from" }, access("NetworkPolicy", "spec")],
    ["endpoint-picker-role", replace("/rules/0/verbs", ["*"]), access("Role", "rules")],
    ["endpoint-picker-binding", replace("/subjects/0/name", "default"), access("RoleBinding", "subjects")],
    [
      "endpoint-picker-account",
      add("/automountServiceAccountToken", true),
      access("ServiceAccount", "automountServiceAccountToken"),
    ],
    ["endpoint-picker-account", add("/metadata/finalizers", ["a/b"]), access("ServiceAccount", "metadata")],
    [
      "router-budget",
      replace("/spec/selector/matchLabels/app", "other"),
      'must leave the selector of its pods as it is, got {"matchLabels":{"app":"other"}}; ' +
        "patch another field, such as /spec/maxUnavailable [InvalidPatch]",
    ],
    [
      "namespace",
      replace("/metadata/labels/pod-security.kubernetes.io~1enforce", "privileged"),
      'must leave the label pod-security.kubernetes.io/enforce of the namespace at "baseline", got "privileged"; ' +
        "patch other labels [InvalidPatch]",
    ],
    [
      "namespace",
      { op: "remove", path: "/metadata/labels/pod-security.kubernetes.io~1enforce" },
      'must leave the label pod-security.kubernetes.io/enforce of the namespace at "baseline", got nothing; ' +
        "patch other labels [InvalidPatch]",
    ],
    [
      "gateway",
      replace("/spec/gatewayClassName", "gke-l7-regional-external-managed"),
      "must leave the Gateway's class at gke-l7-rilb, got gke-l7-regional-external-managed; " +
        "set the gateway's `exposure`, which decides it [InvalidPatch]",
    ],
    [
      "gateway",
      replace("/spec/listeners/0/port", 8080),
      "must leave listener http at HTTP 80, got HTTP 8080; " +
        "set the gateway's `port`, or add another listener [InvalidPatch]",
    ],
    [
      "gateway",
      replace("/spec/listeners/0/protocol", "TCP"),
      "must leave listener http at HTTP 80, got TCP 80; set the gateway's `port`, or add another listener [InvalidPatch]",
    ],
    [
      "gateway",
      add("/spec/listeners/0/hostname", "a.example.com"),
      "must leave listener http at HTTP 80, got HTTP 80 for a.example.com; " +
        "set the gateway's `port`, or add another listener [InvalidPatch]",
    ],
    [
      "gateway",
      { op: "remove", path: "/spec/listeners/0" },
      "must leave listener http at HTTP 80, got no such listener; " +
        "set the gateway's `port`, or add another listener [InvalidPatch]",
    ],
    [
      "gateway",
      { op: "remove", path: "/spec/listeners" },
      "must leave a Gateway with a class and listeners, got a wrong spec.listeners; " +
        "add listeners with name, protocol and port after the first [InvalidPatch]",
    ],
    [
      "gateway",
      replace("/spec/listeners/0/allowedRoutes/namespaces/from", "All"),
      'must take only routes of the gateway\'s namespace at listener http, got "All"; ' +
        "leave allowedRoutes.namespaces.from at Same [InvalidPatch]",
    ],
  ] as const)("%s: %j", (id, operation, message) => {
    expect(refused(id, operation)).toEqual([`gateway.patches.${id}: ${message}`]);
  });

  test("the token of a Secret stays that of its account", () => {
    const app = new App();
    const path = "/metadata/annotations/kubernetes.io~1service-account.name";
    const patches = { "metrics-token": [replace(path, "admin")] };
    const props = { namespace: "demo", scalerNamespace: "keda", patches };
    new InferenceGatewayChart(app, gatewayChartId, resolveInferenceGateway(props));

    expect(problemLines(() => planDeployment(app))).toEqual([
      `gateway.patches.metrics-token: ${access("Secret", "metadata.annotations")}`,
    ]);
  });

  test("an endpoint picker runs as its account", () => {
    const patches = {
      "endpoint-picker": [replace("/spec/template/spec/serviceAccountName", "default")],
    };

    expect(problemLines(() => planOf({ patches }))).toEqual([
      'phi.patches.endpoint-picker: must leave the pods\' serviceAccountName at "endpoint-picker", ' +
        'which has their rights, got "default"; patch another field [InvalidPatch]',
    ]);
  });

  test("labels, annotations, further listeners and other fields are not", () => {
    const team = add("/metadata/labels/team", "search");
    const https = {
      ...{ name: "https", protocol: "HTTPS", port: 443 },
      ...{ tls: { certificateRefs: [{ name: "certificate" }] } },
    };
    const gateway = {
      namespace: [team],
      "deny-others": [team, add("/metadata/annotations", { reviewed: "yes" })],
      "endpoint-picker-account": [add("/metadata/annotations", { reviewed: "yes" })],
      "router-budget": [replace("/spec/maxUnavailable", 2)],
      gateway: [add("/spec/listeners/-", https)],
    };
    const patches = {
      "model-server": [
        add("/spec/template/spec/serviceAccountName", "reads-weights"),
        add("/spec/template/metadata/labels/team", "search"),
      ],
    };
    const plan = planOf({ patches }, gateway);

    expect(entryOf(plan, "inference-gateway/gateway").manifest).toMatchObject({
      spec: { listeners: [{ name: "http" }, https] },
    });
    expect(checkManifests(manifestsIn(plan)).problems).toEqual([]);
  });
});
