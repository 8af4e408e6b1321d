import type { HelmChartProps } from "../../../components/plan/helm-chart";
import { ownChartObjects } from "../../../components/plan/own-chart-objects.pulumi";
import { FakeProvider, recordResources } from "../../support/record-resources";

const opts = { retainOnDelete: true };

/** What a transform makes of a chart's object of a type, and the provider that it was made with. */
async function transformed(
  type: string,
  props: object,
  chart: Pick<HelmChartProps, "labels" | "patches"> = { patches: [] },
) {
  const providers: FakeProvider[] = [];
  await recordResources(() => {
    providers.push(new FakeProvider("cluster"));
  });
  const [provider] = providers;
  if (provider === undefined) throw new Error("no provider was made");
  const result = await ownChartObjects(provider, chart)({ custom: true, type, name: "child", props, opts });
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
  const { result } = await transformed("kubernetes:helm.sh/v4:Chart", props, {
    labels: { team: "search" },
    patches: [{ kind: "Chart", patch: { chart: "other" } }],
  });

  expect(result).toEqual({ props, opts });
});

test("merges its patches into the objects of their kind, and into no other", async () => {
  const chart = { patches: [{ kind: "Deployment", patch: { spec: { replicas: 3 } } }] };
  const spec = { paused: false };
  const [deployment, other] = [
    await transformed("kubernetes:apps/v1:Deployment", { spec }, chart),
    await transformed("kubernetes:example.com/v1:NotADeployment", { spec }, chart),
  ];

  expect(deployment.result?.props).toMatchObject({ spec: { paused: false, replicas: 3 } });
  expect(other.result?.props["spec"]).toEqual(spec);
});

test("gives its labels to every object, beside those that it has", async () => {
  const chart = { labels: { watched: "llm" }, patches: [] };
  const props = { metadata: { name: "keda-operator", labels: { app: "keda-operator" } } };

  expect(
    (await transformed("kubernetes:apps/v1:Deployment", props, chart)).result?.props["metadata"],
  ).toEqual({
    name: "keda-operator",
    labels: { app: "keda-operator", watched: "llm" },
    annotations: { "pulumi.com/patchForce": "true" },
  });
});
