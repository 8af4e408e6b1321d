import { checkKeda } from "../../../../components/scaling/keda/check-keda";
import type { KedaFacts } from "../../../../components/scaling/keda/check-keda";
import { formatProblem } from "../../../../components/problems/problems";
import { versions } from "../../../../components/versions";

const nothing: KedaFacts = { scaledObjects: undefined, externalMetrics: undefined };

/** The part of KEDA's own definition, 2.21, that is looked at; `behaviors` are those of `fallback`. */
function definition(
  labels: Readonly<Record<string, string>> | undefined,
  behaviors: readonly string[] | undefined = ["static", "currentReplicas", "scalingModifiers"],
) {
  const fallback = {
    type: "object",
    properties: {
      ...(behaviors.length === 0 ? {} : { behavior: { type: "string", default: "static", enum: behaviors } }),
      replicas: { type: "integer" },
    },
  };
  const spec = { type: "object", properties: { fallback, pollingInterval: { type: "integer" } } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "scaledobjects.keda.sh", uid: "1", ...(labels === undefined ? {} : { labels }) },
    spec: {
      group: "keda.sh",
      versions: [
        {
          name: "v1alpha1",
          served: true,
          schema: { openAPIV3Schema: { type: "object", properties: { spec } } },
        },
      ],
    },
  };
}

const chartLabels = { "app.kubernetes.io/version": versions.keda, "helm.sh/chart": `keda-${versions.keda}` };
const forNamespace = (namespace: string) => ({
  ...chartLabels,
  "switchyard.dev/watched-namespace": namespace,
});

function apiService(service: object | null, labels?: Readonly<Record<string, string>>) {
  return {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.external.metrics.k8s.io", labels },
    spec: { service, group: "external.metrics.k8s.io", version: "v1beta1" },
  };
}

function problems(install: boolean, facts: Partial<KedaFacts>): readonly string[] {
  return checkKeda({ ...nothing, ...facts }, { install, namespace: "keda" }, "llm").map(formatProblem);
}

const share =
  "turn `scaleToZero` off in that stack, or in this one before its namespace changes; for two stacks, install one KEDA manually";

describe("a stack that installs KEDA", () => {
  const rule =
    "keda.install: must be false where the cluster has a KEDA that this stack did not install: there can be only one";

  test("may, where there is none", () => {
    expect(problems(true, {})).toEqual([]);
  });

  test("may again, where it has", () => {
    const scaledObjects = definition(forNamespace("llm"));
    const externalMetrics = apiService(
      { name: "keda-operator-metrics-apiserver", namespace: "keda" },
      forNamespace("llm"),
    );

    expect(problems(true, { scaledObjects, externalMetrics })).toEqual([]);
  });

  test.each([
    [`KEDA ${versions.keda}`, chartLabels],
    ["a KEDA of unknown version", {}],
    ["a KEDA of unknown version", undefined],
  ])("may not, where somebody else has: %s", (found, labels) => {
    expect(problems(true, { scaledObjects: definition(labels) })).toEqual([
      `${rule}, got ${found}; set it to false, and \`keda.namespace\` to the namespace that KEDA runs in [KedaPresent]`,
    ]);
  });

  test("may not, where another stack has for its own namespace", () => {
    expect(problems(true, { scaledObjects: definition(forNamespace("demo")) })).toEqual([
      `${rule}, got KEDA ${versions.keda}, which a stack installed only for its namespace "demo"; ${share} [KedaPresent]`,
    ]);
  });

  test.each([
    [
      "custom-metrics/custom-metrics-stackdriver-adapter",
      { name: "custom-metrics-stackdriver-adapter", namespace: "custom-metrics" },
    ],
    ["the API server itself", null],
  ])("may not, where external metrics come from %s", (server, service) => {
    expect(problems(true, { externalMetrics: apiService(service) })).toEqual([
      "keda.install: needs a cluster where nothing serves external metrics yet: KEDA would take them over from the workloads that scale by them, " +
        `got APIService v1beta1.external.metrics.k8s.io of ${server}; remove it, or use \`wake: none\` [ExternalMetricsTaken]`,
    ]);
  });

  test("may go on where an update was interrupted that took KEDA away", () => {
    const externalMetrics = apiService(
      { name: "keda-operator-metrics-apiserver", namespace: "keda" },
      forNamespace("llm"),
    );

    expect(problems(true, { externalMetrics })).toEqual([]);
  });
});

describe("a stack that relies on a KEDA", () => {
  const rule = "keda.install: may be false only where the cluster has a KEDA that scales this stack's models";
  const tooOld =
    "keda.install: may be false only with KEDA 2.20 or newer, which knows `fallback.behavior: scalingModifiers`";

  test("has what it needs in a new one, and does not mind that it serves external metrics", () => {
    const externalMetrics = apiService({ name: "keda-operator-metrics-apiserver", namespace: "keda" });

    expect(problems(false, { scaledObjects: definition(chartLabels), externalMetrics })).toEqual([]);
    expect(problems(false, { scaledObjects: definition(undefined) })).toEqual([]);
  });

  test("is refused where there is none", () => {
    expect(problems(false, {})).toEqual([
      `${rule}, got no CustomResourceDefinition scaledobjects.keda.sh; leave it out, or install KEDA [KedaMissing]`,
    ]);
  });

  test("is refused where it would remove its own", () => {
    expect(problems(false, { scaledObjects: definition(forNamespace("llm")) })).toEqual([
      `${rule}, got KEDA ${versions.keda}, which this stack installed and would now remove; leave it out [KedaMissing]`,
    ]);
  });

  test("is refused where it watches another stack's namespace alone", () => {
    expect(problems(false, { scaledObjects: definition(forNamespace("demo")) })).toEqual([
      `${rule}, got KEDA ${versions.keda}, which a stack installed only for its namespace "demo"; ${share} [KedaMissing]`,
    ]);
  });

  test.each([
    ["KEDA 2.19.0", "2.19.0", ["static", "currentReplicas", "currentReplicasIfHigher"]],
    // Before 2.13 there was no choice.
    ["KEDA 2.10.1", "2.10.1", []],
  ])("is refused where it is too old: %s", (found, version, behaviors) => {
    const scaledObjects = definition({ "app.kubernetes.io/version": version }, behaviors);

    expect(problems(false, { scaledObjects })).toEqual([`${tooOld}, got ${found}; update it [KedaTooOld]`]);
  });

  test("looks at every version of the API that is served, and at those without a schema", () => {
    const { spec, ...rest } = definition(chartLabels);
    const served = [{ name: "v1", served: true }, ...spec.versions];

    expect(problems(false, { scaledObjects: { ...rest, spec: { versions: served } } })).toEqual([]);
    expect(problems(false, { scaledObjects: { ...rest, spec: { versions: served.slice(0, 1) } } })).toEqual([
      `${tooOld}, got KEDA ${versions.keda}; update it [KedaTooOld]`,
    ]);
  });
});
