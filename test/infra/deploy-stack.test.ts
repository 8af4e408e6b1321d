import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource, Resource, output, runtime } from "@pulumi/pulumi";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { StackConfig } from "../../infra/config/stack-config";
import { deployStack } from "../../infra/deploy-stack";
import type { ServingOutputs } from "../../infra/deploy-stack";
import { checkStackConfig, loadStack } from "../../infra/load-stack";
import { synthFiles } from "../../infra/synth-files";
import { manifestSchema } from "../../components/plan/manifest";
import { FakeProvider, clusterReference, recordResources } from "../support/record-resources";
import { projectDir } from "../support/sources";

// The charts' objects come from a registry; that both sides give BBR's the same values is part of the test.
jest.mock("@pulumi/kubernetes/helm/v4/chart", () => ({
  Chart: jest.fn((name: string) => new ComponentResource("test:Chart", name)),
}));

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

const helmKustomization = z.object({ helmCharts: z.array(z.object({ valuesInline: z.unknown() })) });

async function deploy(stack: string) {
  const loaded = loadStack(stack, projectDir);
  const outputs: ServingOutputs[] = [];
  const { registered } = await recordResources(() => {
    outputs.push(deployStack(loaded, { provider: new FakeProvider("cluster") }));
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

  test("has one component for the gateway, for its static answers, for BBR and for each model", async () => {
    const { loaded, registered } = await deployed;

    const components = registered.filter(({ type }) => type.startsWith("switchyard:"));
    expect(components.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      [
        "switchyard:cloud:InferenceGateway inference-gateway",
        "switchyard:cloud:StaticAnswers static-answers",
        "switchyard:cloud:BodyBasedRouter body-based-router",
        ...loaded.spec.models.map(({ name }) => `switchyard:cloud:ModelServing ${name}`),
      ].sort(),
    );
  });

  test("gives BBR's chart the values that synth writes", async () => {
    const { loaded } = await deployed;
    const written = synthFiles(loaded).find(({ path }) => path === "body-based-router/kustomization.yaml");
    const { helmCharts } = helmKustomization.parse(parse(written?.content ?? ""));

    expect(helmCharts).toHaveLength(1);
    expect(jest.mocked(Chart).mock.calls.map(([, args]) => args?.values)).toContainEqual(
      helmCharts[0]?.valuesInline,
    );
  });

  test("tells where its gateway is, and the pool and route of every model", async () => {
    const { loaded, outputs } = await deployed;
    const { spec } = loaded;

    expect(outputs).toEqual({
      gateway: {
        namespace: spec.gateway.namespace,
        name: "inference-gateway",
        className: "gke-l7-rilb",
        address: expect.any(Object) as unknown,
      },
      models: Object.fromEntries(spec.models.map(({ model, name }) => [model, { pool: name, route: name }])),
    });
  });
});

describe("a model with variants", () => {
  const variants = [
    { accelerator: "nvidia-t4", probes: { liveness: { periodSec: 9 } } },
    { weight: 3 },
  ] as const;
  const raw = {
    zone: "us-central1-a",
    accelerator: "nvidia-l4",
    models: [
      { model: "acme/Alpha-2B", adapters: [{ name: "sql", source: "acme/sql" }], variants },
      { model: "acme/Beta-2B", name: "on-l4", env: { WHO: "l4" } },
      { model: "acme/Beta-2B", name: "on-t4", accelerator: "nvidia-t4", env: { WHO: "t4" }, replicas: 0 },
      { model: "acme/Gamma-2B" },
    ],
  };

  async function deployed() {
    const loaded = checkStackConfig("mine", raw);
    const outputs: ServingOutputs[] = [];
    const { registered } = await recordResources(() => {
      outputs.push(deployStack(loaded, { provider: new FakeProvider("cluster") }));
    });
    return { loaded, registered, outputs: outputs[0] };
  }

  test("is one component, which registers what synth writes, byte for byte", async () => {
    const { loaded, registered } = await deployed();
    const objects = registered.filter(({ type }) => type.startsWith("kubernetes:"));
    const written = synthFiles(loaded).filter(({ path }) => !path.endsWith("kustomization.yaml"));

    expect(Object.fromEntries(objects.map(({ name, inputs }) => [`${name}.yaml`, bytes(inputs)]))).toEqual(
      Object.fromEntries(written.map(({ path, content }) => [path, bytes(parse(content))])),
    );
    const models = registered.filter(({ type }) => type === "switchyard:cloud:ModelServing");
    expect(models.map(({ name }) => name).sort()).toEqual(["alpha-2b", "gamma-2b", "on-l4"]);
  });

  test("tells the pools of its variants with their weights", async () => {
    expect((await deployed()).outputs?.models).toEqual({
      "acme/Alpha-2B": {
        ...{ pool: "alpha-2b", route: "alpha-2b" },
        weights: { "alpha-2b": 3, "alpha-2b-nvidia-t4": 1 },
      },
      "acme/Beta-2B": { pool: "on-l4", route: "on-l4", weights: { "on-l4": 1, "on-t4": 0 } },
      "acme/Gamma-2B": { pool: "gamma-2b", route: "gamma-2b" },
    });
  });
});

describe("a Hugging Face token of the stack's own", () => {
  async function secretsWith(models: StackConfig["models"]) {
    const config = { zone: "us-central1-a", accelerator: "nvidia-l4", models } as const;
    const { registered } = await recordResources(() => {
      const huggingFaceToken = output("hf_value");
      deployStack(checkStackConfig("mine", config), {
        provider: new FakeProvider("cluster"),
        huggingFaceToken,
      });
    });
    return registered.filter(({ type }) => type === "kubernetes:core/v1:Secret");
  }

  test("becomes the Secrets that models refer to, each once, with the keys that they read, and stays a secret", async () => {
    const read = { secretName: "hf", key: "read" };
    const secrets = await secretsWith([
      { model: "acme/Alpha-7B", huggingFaceToken: { secretName: "hf" } },
      { model: "acme/Beta-2B", huggingFaceToken: read },
      { model: "acme/Gamma", huggingFaceToken: read },
      { model: "acme/Delta", huggingFaceToken: { secretName: "other" } },
    ]);
    const secret = (value: object) => ({ [runtime.specialSigKey]: runtime.specialSecretSig, value });

    expect(Object.fromEntries(secrets.map(({ name, inputs }) => [name, inputs["stringData"]]))).toEqual({
      "hugging-face-token/hf": secret({ token: "hf_value", read: "hf_value" }),
      "hugging-face-token/other": secret({ token: "hf_value" }),
    });
    expect(secrets.map(({ provider }) => provider)).toEqual([clusterReference, clusterReference]);
    expect(secrets.map(({ inputs }) => inputs["metadata"])).toContainEqual(
      expect.objectContaining({ name: "hf", namespace: "switchyard" }),
    );
  });

  test("becomes nothing where no model asks for it", async () => {
    expect(await secretsWith([{ model: "acme/Alpha-7B" }])).toEqual([]);
  });
});

describe("KEDA, where models scale", () => {
  const config: StackConfig = {
    zone: "us-central1-a",
    accelerator: "nvidia-l4",
    scaleToZero: true,
    models: [{ model: "acme/Alpha-7B" }, { model: "acme/Beta-2B" }],
  };

  async function scaling(change: Partial<StackConfig>, externalKeda: boolean) {
    jest.mocked(Chart).mockClear();
    const loaded = checkStackConfig("mine", { ...config, ...change }, { externalKeda });
    const { registered } = await recordResources(() => {
      deployStack(loaded, { provider: new FakeProvider("cluster") });
    });
    return { charts: jest.mocked(Chart).mock.calls.filter(([name]) => name === "keda"), registered };
  }

  test("is made once, when its own namespace and the models' exist, in which it has rights", async () => {
    const { charts, registered } = await scaling({}, false);
    const needs = z
      .array(z.custom<Resource>((need) => Resource.isInstance(need)))
      .parse(charts[0]?.[2]?.dependsOn);
    const names = await Promise.all(needs.map((need) => new Promise((tell) => need.urn.apply(tell))));

    expect(charts).toHaveLength(1);
    expect(names.map((urn) => String(urn).split("::").at(-1))).toEqual([
      "keda/namespace",
      "inference-gateway/namespace",
    ]);
    expect(registered.filter(({ type }) => type.startsWith("kubernetes:keda.sh/"))).toHaveLength(3);
    expect(registered.filter(({ type }) => type === "switchyard:cloud:Keda")).toMatchObject([
      { name: "keda" },
    ]);
  });

  test.each([
    ["the stack says that it exists", { keda: { install: false } }, false],
    ["it is installed outside of this program", {}, true],
    ["that is so, whatever the stack says", { keda: { install: true } }, true],
    ["nothing scales", { scaleToZero: false }, false],
  ])("is not made where %s", async (_, change, externalKeda) => {
    const { charts, registered } = await scaling(change, externalKeda);

    expect(charts).toEqual([]);
    expect(registered.filter(({ name }) => name.startsWith("keda"))).toEqual([]);
  });
});
