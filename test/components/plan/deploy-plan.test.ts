import { KubernetesObject, deployPlan } from "../../../components/plan/deploy-plan.pulumi";
import type { ApiServer } from "../../../components/plan/deploy-plan.pulumi";
import type { PlanEntry } from "../../../components/plan/deployment-plan";
import { FakeProvider, clusterReference, recordResources } from "../../support/record-resources";
import type { Recording } from "../../support/record-resources";

const entry = (id: string, apiVersion: string, kind: string, ...dependsOn: string[]): PlanEntry => ({
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

test("an object of an API that something else serves waits for that as well, which may wait for what is there", async () => {
  const { declared } = await recordResources((record) => {
    const resource = { provider: new FakeProvider("cluster"), transformations: [record] };
    const { manifest } = entry("keda", "apps/v1", "Deployment");
    const keda: ApiServer = (created) => [
      new KubernetesObject("keda", manifest, { ...resource, dependsOn: [...created.values()] }),
    ];
    const scaler = entry("phi/scaler", "keda.sh/v1alpha1", "ScaledObject", "phi/service");
    deployPlan([entry("phi/service", "v1", "Service"), scaler], {
      resource,
      apis: new Map([["keda.sh", keda]]),
    });
  });

  expect(declared.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
    ["phi/service", []],
    ["keda", ["phi/service"]],
    ["phi/scaler", ["phi/service", "keda"]],
  ]);
});
