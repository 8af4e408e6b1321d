import { App } from "cdk8s";
import { manifestsIn, planDeployment } from "../../../../components/plan/deployment-plan";
import type { Manifest } from "../../../../components/plan/manifest";
import { InferenceGatewayChart } from "../../../../components/gateway/inference-gateway-chart";
import { resolveInferenceGateway } from "../../../../components/gateway/gateway-props";

function objectsOf(props: { readonly namespace: string; readonly scalerNamespace?: string }) {
  const app = new App();
  new InferenceGatewayChart(app, "gateway", resolveInferenceGateway(props));
  return manifestsIn(planDeployment(app));
}

const objects = objectsOf({ namespace: "demo", scalerNamespace: "keda" });

function find(kind: string, name: string): Manifest {
  const found = objects.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
}

const reader = "endpoint-picker-metrics";
const readerRole = "switchyard-demo-endpoint-picker-metrics";

test("the reader may get /metrics, and nothing else", () => {
  expect(find("ClusterRole", readerRole)["rules"]).toEqual([
    { nonResourceURLs: ["/metrics"], verbs: ["get"] },
  ]);
  expect(find("ClusterRoleBinding", readerRole)).toMatchObject({
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: readerRole },
    subjects: [{ kind: "ServiceAccount", name: reader, namespace: "demo" }],
  });
});

test("no pod runs as the reader", () => {
  expect(find("ServiceAccount", reader)).toMatchObject({
    metadata: { namespace: "demo" },
    automountServiceAccountToken: false,
  });
});

test("its token is made by the cluster and handed to KEDA, and is in no manifest", () => {
  const secret = find("Secret", reader);

  expect(secret).toMatchObject({
    metadata: { namespace: "demo", annotations: { "kubernetes.io/service-account.name": reader } },
    type: "kubernetes.io/service-account-token",
  });
  expect(secret).not.toHaveProperty("data");
  expect(secret).not.toHaveProperty("stringData");
  expect(find("TriggerAuthentication", reader)).toMatchObject({
    apiVersion: "keda.sh/v1alpha1",
    metadata: { namespace: "demo" },
    spec: { secretTargetRef: [{ parameter: "token", name: reader, key: "token" }] },
  });
});

test("pickers may ask whose token they were shown", () => {
  expect(find("ClusterRoleBinding", "switchyard-demo-endpoint-picker")).toMatchObject({
    roleRef: { kind: "ClusterRole", name: "system:auth-delegator" },
    subjects: [{ kind: "ServiceAccount", name: "endpoint-picker", namespace: "demo" }],
  });
});

const isOfCluster = ({ kind }: Manifest) => kind.startsWith("ClusterRole");

test("two stacks of a cluster share no object of the whole cluster", () => {
  const mine = objects.filter(isOfCluster).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const others = objectsOf({ namespace: "other", scalerNamespace: "keda" })
    .filter(isOfCluster)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);

  expect(mine).toHaveLength(3);
  expect(mine.filter((name) => others.includes(name))).toEqual([]);
  expect(objects.filter(isOfCluster).map(({ metadata }) => metadata.namespace)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("where no model scales there is nothing of it", () => {
  const kinds = objectsOf({ namespace: "demo" }).map(({ kind }) => kind);

  expect(kinds).toHaveLength(11);
  for (const kind of ["Secret", "TriggerAuthentication", "ClusterRole", "ClusterRoleBinding"])
    expect(kinds).not.toContain(kind);
});
