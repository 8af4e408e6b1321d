import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource } from "@pulumi/pulumi";
import { KubernetesObject, deployPlan } from "../../../components/plan/deploy-plan.pulumi";
import type { ChartEntry, ObjectEntry } from "../../../components/plan/deployment-plan";
import { FakeProvider, clusterReference, recordResources } from "../../support/record-resources";
import type { Recording } from "../../support/record-resources";

// A chart's objects are made by the provider's process.
jest.mock("@pulumi/kubernetes/helm/v4/chart", () => ({
  Chart: jest.fn((name: string) => new ComponentResource("test:Chart", name)),
}));

const entry = (id: string, apiVersion: string, kind: string, ...dependsOn: string[]): ObjectEntry => ({
  kind: "object",
  id,
  chart: "phi",
  manifest: { apiVersion, kind, metadata: { name: "phi" }, spec: { replicas: 1 } },
  dependsOn,
});

const plan = [
  entry("phi/service", "v1", "Service"),
  entry("phi/pool", "inference.networking.k8s.io/v1", "InferencePool", "phi/service"),
  entry("phi/route", "gateway.networking.k8s.io/v1", "HTTPRoute", "phi/pool", "phi/service"),
];

async function deploy(): Promise<Recording> {
  return recordResources((record) => {
    deployPlan(plan, { resource: { provider: new FakeProvider("cluster"), transformations: [record] } });
  });
}

const deployed = deploy();

test("each entry is one resource, by its id, with a token of group, version and kind", async () => {
  const { registered } = await deployed;

  expect(registered.slice(1).map(({ type, name }) => [type, name])).toEqual([
    ["kubernetes:core/v1:Service", "phi/service"],
    ["kubernetes:inference.networking.k8s.io/v1:InferencePool", "phi/pool"],
    ["kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "phi/route"],
  ]);
});

test("each has the manifest as its inputs, with what the engine must know", async () => {
  const { registered } = await deployed;
  const metadata = { name: "phi" };

  expect(registered.slice(1).map(({ inputs }) => inputs["metadata"])).toEqual([
    { ...metadata, annotations: { "pulumi.com/patchForce": "true", "pulumi.com/skipAwait": "true" } },
    { ...metadata, annotations: { "pulumi.com/patchForce": "true" } },
    { ...metadata, annotations: { "pulumi.com/patchForce": "true" } },
  ]);
  expect({ ...registered[2]?.inputs, metadata }).toEqual(plan[1]?.manifest);
});

test("annotations of the manifest are kept beside the engine's", async () => {
  const annotated = entry("phi/service", "v1", "Service");
  const metadata = { name: "phi", annotations: { "example.com/team": "search" } };
  const { registered } = await recordResources(() => {
    deployPlan([{ ...annotated, manifest: { ...annotated.manifest, metadata } }], { resource: {} });
  });

  expect(registered[0]?.inputs["metadata"]).toEqual({
    name: "phi",
    annotations: {
      "example.com/team": "search",
      "pulumi.com/patchForce": "true",
      "pulumi.com/skipAwait": "true",
    },
  });
});

test("each waits for the single resources of its edges, and has the given provider", async () => {
  const { registered, declared } = await deployed;

  expect(declared.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
    ["phi/service", []],
    ["phi/pool", ["phi/service"]],
    ["phi/route", ["phi/pool", "phi/service"]],
  ]);
  expect(registered.slice(1).map(({ provider }) => provider)).toEqual(plan.map(() => clusterReference));
});

test("an edge may lead to a resource that exists, which is not made again", async () => {
  const { declared } = await recordResources((record) => {
    const resource = { transformations: [record] };
    const existing = deployPlan(plan.slice(0, 1), { resource });
    const created = deployPlan(plan.slice(1), { resource, existing });

    expect([...created.keys()]).toEqual(["phi/pool", "phi/route"]);
  });

  expect(declared.map(({ name }) => name)).toEqual(["phi/service", "phi/pool", "phi/route"]);
});

test("an edge to nowhere is an error, and not an order that happens to work", async () => {
  await recordResources(() => {
    expect(() => deployPlan(plan.slice(1), { resource: {} })).toThrow(
      "phi/pool depends on phi/service, which is not part of the plan before it",
    );
  });
});

describe("a Helm chart", () => {
  const keda: ChartEntry = {
    kind: "chart",
    id: "keda",
    chart: "keda",
    helm: {
      source: {
        kind: "repository",
        repository: "https://charts.example",
        name: "keda-chart",
        version: "1.2.3",
      },
      release: "scaler",
      namespace: "keda-home",
      values: { watchNamespace: "demo" },
      labels: { watched: "demo" },
      patches: [{ kind: "Deployment", patch: { spec: { replicas: 3 } } }],
    },
    dependsOn: ["phi/service"],
  };
  const scaler = entry("phi/scaler", "keda.sh/v1alpha1", "ScaledObject", "keda");

  async function deployed(chartFolders?: ReadonlyMap<string, string>) {
    jest.mocked(Chart).mockClear();
    const seen: { provider?: FakeProvider } = {};
    const { declared } = await recordResources((record) => {
      const provider = new FakeProvider("cluster");
      seen.provider = provider;
      const resource = { provider, transformations: [record] };
      deployPlan([entry("phi/service", "v1", "Service"), keda, scaler], { resource, chartFolders });
    });
    const [name, args, options] = jest.mocked(Chart).mock.calls[0] ?? [];
    return { declared, name, args, options, provider: seen.provider };
  }

  test("is a chart by its id, from its pinned source, released into its namespace with its values", async () => {
    const { name, args } = await deployed();

    expect(name).toBe("keda");
    expect(args).toEqual({
      chart: "keda-chart",
      version: "1.2.3",
      repositoryOpts: { repo: "https://charts.example" },
      name: "scaler",
      namespace: "keda-home",
      values: { watchNamespace: "demo" },
    });
  });

  test("comes from a folder instead where there is one of its name", async () => {
    const folders = new Map([["keda-chart", "/charts/keda-chart"]]);

    expect((await deployed(folders)).args).toEqual({
      chart: "/charts/keda-chart",
      name: "scaler",
      namespace: "keda-home",
      values: { watchNamespace: "demo" },
    });
    expect((await deployed(new Map([["keda", "/charts/keda"]]))).args).toHaveProperty("version", "1.2.3");
  });

  test("waits for what its entry names, and what depends on it waits for all of it", async () => {
    const { declared, options } = await deployed();

    expect(declared.map(({ name }) => name)).toEqual(["phi/service", "phi/scaler"]);
    expect(options?.dependsOn).toEqual([expect.any(KubernetesObject)]);
    // The mocked chart has no name.
    expect(declared[1]?.dependsOn).toEqual(["unknown"]);
  });

  test("hands its labels, its patches and the provider on to its objects", async () => {
    const { options, provider } = await deployed();
    const [transform] = options?.transforms ?? [];
    const call = { custom: true, type: "kubernetes:apps/v1:Deployment", name: "child", props: {}, opts: {} };

    expect(options?.transforms).toHaveLength(1);
    expect(await transform?.(call)).toEqual({
      props: {
        metadata: { labels: { watched: "demo" }, annotations: { "pulumi.com/patchForce": "true" } },
        spec: { replicas: 3 },
      },
      opts: { provider },
    });
  });
});
