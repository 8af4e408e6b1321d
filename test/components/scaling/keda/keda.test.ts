import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { Keda } from "../../../../components/scaling/keda/keda.pulumi";
import { kedaRequest } from "../../../../components/scaling/keda/keda-pods";
import { FakeProvider, clusterReference, recordResources } from "../../../support/record-resources";

// The chart's objects come from a registry.
jest.mock("@pulumi/kubernetes/helm/v4/chart", () => ({ Chart: jest.fn() }));

async function deploy() {
  const recording = await recordResources(() => {
    const provider = new FakeProvider("cluster");
    new Keda("keda", { namespace: "scalers", watchNamespace: "llm", provider });
  });
  const [call] = jest.mocked(Chart).mock.calls;
  return { ...recording, chart: call };
}

const deployed = deploy();

/** What the chart's transforms make of one of its objects. */
async function transformed(type: string, props: object) {
  const { chart } = await deployed;
  const { provider, transforms = [] } = chart?.[2] ?? {};
  expect(transforms).toHaveLength(1);
  return { provider, result: await transforms[0]?.({ custom: true, type, name: "keda", props, opts: {} }) };
}

test("it is the pinned chart, and may touch one namespace alone", async () => {
  const { chart } = await deployed;

  expect(chart?.[0]).toBe("keda");
  expect(chart?.[1]).toMatchObject({
    chart: "keda",
    version: "2.21.0",
    repositoryOpts: { repo: "https://kedacore.github.io/charts" },
    name: "keda",
    namespace: "scalers",
    values: { watchNamespace: "llm" },
  });
});

test("it may scale Deployments, and not whatever else there is", async () => {
  const { chart } = await deployed;

  expect(chart?.[1]?.values).toMatchObject({ rbac: { enabledCustomScaledRefKinds: false } });
});

test("the control plane reaches its two servers where GKE lets it reach pods on private nodes", async () => {
  const { chart } = await deployed;

  expect(chart?.[1]?.values).toMatchObject({
    service: { portHttpsTarget: 10_250 },
    webhooks: { port: 10_250 },
  });
});

test("each of its pods asks for what the system pool is sized with", async () => {
  const { chart } = await deployed;
  const requests = { cpu: `${kedaRequest.cpuMilli}m`, memory: `${kedaRequest.memoryMiB}Mi` };

  expect(requests).toEqual({ cpu: "100m", memory: "200Mi" });
  expect(chart?.[1]?.values).toMatchObject({
    resources: { operator: { requests }, metricServer: { requests }, webhooks: { requests } },
  });
});

test("its namespace comes first, and lets no pod do more than it must", async () => {
  const { registered, chart } = await deployed;
  const namespace = registered.find(({ type }) => type === "kubernetes:core/v1:Namespace");

  expect(namespace).toMatchObject({
    name: "keda/namespace",
    provider: clusterReference,
    inputs: {
      metadata: { name: "scalers", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    },
  });
  expect(chart?.[2]?.dependsOn).toHaveLength(1);
});

test("its objects go to the stack's own cluster, marked as ours and with the namespace that they are for", async () => {
  const { provider, result } = await transformed("kubernetes:apps/v1:Deployment", {
    metadata: { name: "keda-operator", labels: { app: "keda-operator" } },
  });

  expect(provider).toBeInstanceOf(FakeProvider);
  expect(result).toEqual({
    props: {
      metadata: {
        name: "keda-operator",
        labels: { app: "keda-operator", "switchyard.dev/watched-namespace": "llm" },
        annotations: { "pulumi.com/patchForce": "true" },
      },
    },
    opts: { provider },
  });
});

test("so do the definitions of its kinds, by which the next update knows it", async () => {
  const { result } = await transformed("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", {
    metadata: { name: "scaledobjects.keda.sh" },
  });

  expect(result?.props).toMatchObject({
    metadata: { name: "scaledobjects.keda.sh", labels: { "switchyard.dev/watched-namespace": "llm" } },
  });
});

test("the chart itself keeps its provider", async () => {
  const { result } = await transformed("kubernetes:helm.sh/v4:Chart", { chart: "keda" });

  expect(result).toEqual({ props: { chart: "keda" }, opts: {} });
});
