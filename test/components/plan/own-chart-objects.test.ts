import type { ResourceTransform } from "@pulumi/pulumi";
import { ownChartObjects } from "../../../components/plan/own-chart-objects.pulumi";
import { FakeProvider, recordResources } from "../../support/record-resources";

const opts = { retainOnDelete: true };

/** What a transform makes of a chart's object of a type, and the provider that it was made with. */
async function transformed(
  type: string,
  props: object,
  make: (provider: FakeProvider) => ResourceTransform = ownChartObjects,
) {
  const providers: FakeProvider[] = [];
  await recordResources(() => {
    providers.push(new FakeProvider("cluster"));
  });
  const [provider] = providers;
  if (provider === undefined) throw new Error("no provider was made");
  const result = await make(provider)({ custom: true, type, name: "child", props, opts });
  return { provider, result };
}

test("marks every object as ours, and changes nothing else of it", async () => {
  const props = { metadata: { name: "alpha", annotations: { kept: "yes" } }, data: { key: "value" } };
  const { result } = await transformed("kubernetes:core/v1:ConfigMap", props);

  expect(result?.props).toEqual({
    metadata: { name: "alpha", annotations: { kept: "yes", "pulumi.com/patchForce": "true" } },
    data: { key: "value" },
  });
  expect(props.metadata.annotations).toEqual({ kept: "yes" });
});

test("gives every object the provider of the cluster, beside its other options", async () => {
  const { provider, result } = await transformed("kubernetes:core/v1:Service", {});

  expect(result?.opts).toEqual({ ...opts, provider });
  expect(result?.opts.provider).toBe(provider);
});

test("leaves the chart itself alone, which has its provider already", async () => {
  const props = { chart: "keda" };
  const { result } = await transformed("kubernetes:helm.sh/v4:Chart", props, (provider) =>
    ownChartObjects(provider, () => ({ chart: "other" })),
  );

  expect(result).toEqual({ props, opts });
});

test("merges what it is given for the object's type, and for no other", async () => {
  const make = (provider: FakeProvider) =>
    ownChartObjects(provider, (type) =>
      type === "kubernetes:apps/v1:Deployment" ? { spec: { replicas: 3 } } : undefined,
    );
  const spec = { paused: false };
  const [deployment, other] = [
    await transformed("kubernetes:apps/v1:Deployment", { spec }, make),
    await transformed("kubernetes:apps/v1:StatefulSet", { spec }, make),
  ];

  expect(deployment.result?.props).toMatchObject({ spec: { paused: false, replicas: 3 } });
  expect(other.result?.props["spec"]).toEqual(spec);
});
