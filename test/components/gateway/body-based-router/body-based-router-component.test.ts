import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import type { ResourceTransform, ResourceTransformResult } from "@pulumi/pulumi";
import { BodyBasedRouter } from "../../../../components/gateway/body-based-router/body-based-router.pulumi";
import type { BodyBasedRouterArgs } from "../../../../components/gateway/body-based-router/body-based-router.pulumi";
import { InferenceGateway } from "../../../../components/gateway/inference-gateway.pulumi";
import { ModelServing } from "../../../../components/model/model-serving.pulumi";
import {
  bodyBasedRouterValues,
  routerDeploymentPatch,
} from "../../../../components/gateway/body-based-router/body-based-router";
import { routerFilterPatch } from "../../../../components/gateway/istio/router-chart";
import { alpha, beta } from "../../../support/fixture";
import { refusal } from "../../../support/thrown";
import { FakeProvider, recordResources } from "../../../support/record-resources";
import { versions } from "../../../../components/versions";

// The chart's objects are made by the provider's process; its arguments and its transform are what is ours.
jest.mock("@pulumi/kubernetes/helm/v4/chart", () => ({ Chart: jest.fn() }));

const spec = { namespace: "demo", gatewayName: "inference-gateway", replicas: 2, models: [alpha, beta] };

interface Deployed {
  readonly provider: FakeProvider;
  readonly gateway: InferenceGateway;
}

async function deploy(args: Pick<BodyBasedRouterArgs, "chartDir" | "replicas"> = {}) {
  jest.mocked(Chart).mockClear();
  const made: Deployed[] = [];
  const { declared } = await recordResources((record) => {
    const provider = new FakeProvider("cluster");
    const gateway = new InferenceGateway("edge", { namespace: "demo", provider });
    const models = [alpha, beta].map(({ name, model, accelerator, adapters }) => {
      return new ModelServing(name, { model, accelerator, adapters, gateway, provider });
    });
    new BodyBasedRouter("router", { ...args, gateway, models, provider }, { transformations: [record] });
    made.push({ provider, gateway });
  });
  const [name, chartArgs, options] = jest.mocked(Chart).mock.calls[0] ?? [];
  const [{ provider, gateway } = {}] = made;
  return { provider, gateway, declared, name, args: chartArgs, options };
}

const deployed = deploy();

async function transformed(type: string, props: object) {
  const { provider, options } = await deployed;
  const [transform]: readonly ResourceTransform[] = options?.transforms ?? [];
  const opts = { retainOnDelete: true };
  const call = { custom: true, type, name: "child", props, opts };
  const result: ResourceTransformResult | undefined = await transform?.(call);
  return { provider, result, opts };
}

test("the chart is the pinned one, released as bbr into the gateway's namespace, with the derived values", async () => {
  const { name, args } = await deployed;

  expect(name).toBe("router");
  expect(args).toEqual({
    chart: "oci://registry.k8s.io/gateway-api-inference-extension/charts/body-based-routing",
    version: versions.inferenceExtension,
    name: "bbr",
    namespace: "demo",
    values: bodyBasedRouterValues(spec, "gke"),
  });
});

test("a folder stands in for the registry, and has no version", async () => {
  const { args } = await deploy({ chartDir: "/cache/body-based-routing" });

  expect(args).toMatchObject({ chart: "/cache/body-based-routing" });
  expect(args).not.toHaveProperty("version");
});

test("there are two copies, or as many as asked for", async () => {
  const three = await deploy({ replicas: 3 });

  expect((await deployed).args?.values).toMatchObject({ bbr: { replicas: 2 } });
  expect(three.args?.values).toMatchObject({ bbr: { replicas: 3 } });
});

test("the chart is under the component, on its provider, after every object of the gateway", async () => {
  const { provider, gateway, declared, options } = await deployed;

  expect(declared.map(({ type, name }) => [type, name])).toEqual([
    ["switchyard:cloud:BodyBasedRouter", "router"],
  ]);
  expect(options?.parent).toBeInstanceOf(BodyBasedRouter);
  expect(options?.provider).toBe(provider);
  expect(options?.dependsOn).toEqual([...(gateway?.resources.values() ?? [])]);
});

const { annotations } = routerDeploymentPatch(spec).spec.template.metadata;

describe("the transform of the chart's objects", () => {
  const deployment = {
    spec: {
      template: {
        spec: {
          containers: [{ name: "bbr", image: `bbr:${versions.inferenceExtension}`, args: ["--streaming"] }],
        },
      },
    },
  };

  test("merges into the Deployment what the chart has no value for, and keeps the rest", async () => {
    const { result } = await transformed("kubernetes:apps/v1:Deployment", deployment);

    expect(result?.props).toMatchObject({
      spec: {
        strategy: { rollingUpdate: { maxUnavailable: 0 } },
        template: {
          metadata: { annotations },
          spec: {
            containers: [
              {
                name: "bbr",
                image: `bbr:${versions.inferenceExtension}`,
                args: ["--streaming"],
                readinessProbe: { grpc: { port: 9005 } },
              },
            ],
          },
        },
      },
    });
  });

  test.each(["kubernetes:core/v1:Service", "kubernetes:networking.gke.io/v1:GCPRoutingExtension"])(
    "marks a %s as ours, and changes nothing else",
    async (type) => {
      const props = { metadata: { name: "body-based-router" } };
      const { result } = await transformed(type, props);

      expect(result?.props).toEqual({
        metadata: { name: "body-based-router", annotations: { "pulumi.com/patchForce": "true" } },
      });
    },
  );

  test("gives every object the cluster's provider, beside its other options", async () => {
    const { provider, result, opts } = await transformed("kubernetes:core/v1:Service", {});

    expect(result?.opts).toEqual({ ...opts, provider });
    expect(result?.opts.provider).toBe(provider);
  });

  test("leaves the chart itself alone, which has its provider already", async () => {
    const { result, opts } = await transformed("kubernetes:helm.sh/v4:Chart", {});

    expect(result?.opts).toEqual(opts);
  });
});

test("wrong props are refused before anything is made", async () => {
  const { registered } = await recordResources(() => {
    const provider = new FakeProvider("cluster");
    const gateway = new InferenceGateway("edge", { namespace: "demo", provider });

    expect(refusal(() => new BodyBasedRouter("router", { replicas: 0, gateway, models: [], provider }))).toBe(
      [
        'invalid BodyBasedRouter "router" (1 problem)',
        "  - replicas: must be at least 1, got 0; set how many copies to run, 1 to 10, each on its own node [OutOfRange]",
      ].join("\n"),
    );
  });

  expect(registered.filter(({ name }) => name === "router")).toEqual([]);
});

test("Istio gets the chart with one more patch", async () => {
  jest.mocked(Chart).mockClear();
  await recordResources(() => {
    const provider = new FakeProvider("cluster");
    const gateway = new InferenceGateway("edge", { namespace: "demo", gatewayProvider: "istio", provider });
    new BodyBasedRouter("router", { gateway, models: [], provider });
  });
  const [, args, options] = jest.mocked(Chart).mock.calls[0] ?? [];
  const [transform]: readonly ResourceTransform[] = options?.transforms ?? [];
  const type = "kubernetes:networking.istio.io/v1alpha3:EnvoyFilter";
  const props = { spec: { configPatches: [{}] } };
  const result = await transform?.({ custom: true, type, name: "child", props, opts: {} });

  expect(args?.values).toMatchObject({ provider: { name: "istio" } });
  expect(result?.props).toMatchObject(routerFilterPatch({ namespace: "demo" }));
});

test("a gateway that reads bodies itself is refused before anything is made", async () => {
  const { registered } = await recordResources(() => {
    const provider = new FakeProvider("cluster");
    const props = { namespace: "demo", gatewayProvider: "agentgateway", provider } as const;
    const gateway = new InferenceGateway("edge", props);

    expect(refusal(() => new BodyBasedRouter("router", { gateway, models: [], provider }))).toMatch(
      /^invalid BodyBasedRouter "router" \(1 problem\)\n {2}- gateway: must be a gateway that needs BBR to read bodies, got agentgateway; leave BBR out, or use a gateway of GKE or Istio /,
    );
  });

  expect(registered.filter(({ name }) => name === "router")).toEqual([]);
  expect(registered.map(({ name }) => name)).toContain("inference-gateway/model-from-body");
});
