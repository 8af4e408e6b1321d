import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { Keda } from "../../../components/cloud/keda";
import { FakeProvider, clusterReference, recordResources } from "../../support/record-resources";

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

test("it is the pinned chart, and may touch one namespace alone", async () => {
  const { chart } = await deployed;

  expect(chart?.slice(0, 2)).toEqual([
    "keda",
    {
      chart: "keda",
      version: "2.21.0",
      repositoryOpts: { repo: "https://kedacore.github.io/charts" },
      name: "keda",
      namespace: "scalers",
      values: { watchNamespace: "llm" },
    },
  ]);
});

test("its namespace comes first, and lets no pod do more than it must", async () => {
  const { registered } = await deployed;
  const namespace = registered.find(({ type }) => type === "kubernetes:core/v1:Namespace");

  expect(namespace).toMatchObject({
    name: "keda/namespace",
    provider: clusterReference,
    inputs: {
      metadata: { name: "scalers", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    },
  });
});

test("its objects go to the stack's own cluster", async () => {
  const { chart } = await deployed;
  const { provider, transforms = [] } = chart?.[2] ?? {};
  const resource = { custom: true, type: "kubernetes:apps/v1:Deployment", name: "keda", props: {}, opts: {} };

  expect(provider).toBeInstanceOf(FakeProvider);
  expect(transforms.map((transform) => transform(resource))).toEqual([{ props: {}, opts: { provider } }]);
});
