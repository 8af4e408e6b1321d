import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { parse, stringify } from "yaml";
import { deployStack } from "../../infra/deploy-stack";
import type { StackOutputs } from "../../infra/deploy-stack";
import { loadStack } from "../../infra/load-stack";
import { synthFiles } from "../../infra/synth-files";
import { manifestSchema } from "../../components/plan/manifest";
import { bodyBasedRouterValues } from "../../components/serving/body-based-router";
import { FakeProvider, clusterReference, recordResources } from "../support/record-resources";
import { projectDir } from "../support/sources";

// The chart's objects come from a registry; that both sides give it the same values is part of the test.
jest.mock("@pulumi/kubernetes/helm/v4/chart", () => ({ Chart: jest.fn() }));

/** An object as text, without what only the engine or only Argo CD reads. */
function bytes(object: unknown): string {
  const manifest = manifestSchema.parse(object);
  const { annotations = {}, ...metadata } = manifest.metadata;
  const shared = Object.entries(annotations).filter(
    ([key]) => !key.startsWith("pulumi.com/") && key !== "argocd.argoproj.io/sync-wave",
  );
  const kept = shared.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(shared) };
  return stringify({ ...manifest, metadata: kept }, { sortMapEntries: true });
}

async function deploy(stack: string) {
  const loaded = loadStack(stack, projectDir);
  const outputs: StackOutputs[] = [];
  const { registered } = await recordResources(() => {
    outputs.push(deployStack(loaded.spec, new FakeProvider("cluster"), undefined));
  });
  return { loaded, registered, outputs: outputs[0] };
}

describe.each(["local", "gpu", "tpu"])("the stack %s", (stack) => {
  let deployed: ReturnType<typeof deploy>;
  // The engine's mocks are one for the whole process, so that one stack is deployed after the other.
  beforeAll(async () => {
    deployed = deploy(stack);
    await deployed;
  });

  test("registers what synth writes, byte for byte", async () => {
    const { loaded, registered } = await deployed;
    const objects = registered.filter(({ type }) => type.startsWith("kubernetes:"));
    const written = synthFiles(loaded).filter(({ path }) => !path.endsWith("kustomization.yaml"));

    expect(Object.fromEntries(objects.map(({ name, inputs }) => [`${name}.yaml`, bytes(inputs)]))).toEqual(
      Object.fromEntries(written.map(({ path, content }) => [path, bytes(parse(content))])),
    );
    expect(objects).toHaveLength(written.length);
  });

  test("puts every object on the cluster that it was given", async () => {
    const { registered } = await deployed;
    const elsewhere = registered.filter(
      ({ type, provider }) => type.startsWith("kubernetes:") && provider !== clusterReference,
    );

    expect(elsewhere).toEqual([]);
  });

  test("has one component for the gateway, for BBR and for each model", async () => {
    const { loaded, registered } = await deployed;

    const components = registered.filter(({ type }) => type.startsWith("switchyard:"));
    expect(components.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      [
        "switchyard:cloud:InferenceGateway inference-gateway",
        "switchyard:cloud:BodyBasedRouter body-based-router",
        ...loaded.spec.models.map(({ name }) => `switchyard:cloud:ModelServing ${name}`),
      ].sort(),
    );
  });

  test("gives BBR's chart the values that synth writes", async () => {
    const { loaded } = await deployed;

    expect(jest.mocked(Chart).mock.calls.map(([, args]) => args?.values)).toContainEqual(
      bodyBasedRouterValues(loaded.spec.router),
    );
  });

  test("tells where its gateway is, and the pool and route of every model", async () => {
    const { loaded, outputs } = await deployed;
    const { spec } = loaded;

    expect(outputs).toEqual({
      gateway: { namespace: spec.gateway.namespace, name: "inference-gateway", className: "gke-l7-rilb" },
      models: Object.fromEntries(spec.models.map(({ model, name }) => [model, { pool: name, route: name }])),
    });
  });
});
