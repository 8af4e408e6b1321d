import { ApiObject, App, Chart } from "cdk8s";
import type { Construct } from "constructs";
import fc from "fast-check";
import { planDeployment, waves } from "../../../components/plan/deployment-plan";
import type { PlanEntry } from "../../../components/plan/deployment-plan";
import { HelmChart } from "../../../components/plan/helm-chart";
import type { HelmChartProps } from "../../../components/plan/helm-chart";
import { problemLines } from "../../support/thrown";

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: id } });
}

const edgesOf = (app: App) =>
  planDeployment(app).flatMap(({ id, dependsOn }) => dependsOn.map((target) => `${id} -> ${target}`));

test("an entry has the construct's path, its chart and its manifest", () => {
  const app = new App();
  object(new Chart(app, "phi"), "map");

  expect(planDeployment(app)).toEqual([
    {
      kind: "object",
      id: "phi/map",
      chart: "phi",
      manifest: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "map" } },
      dependsOn: [],
    },
  ]);
});

describe("a Helm chart", () => {
  const helm: HelmChartProps = {
    source: { kind: "oci", reference: "oci://registry.example/charts/router", version: "v1.0.0" },
    release: "r",
    namespace: "demo",
    values: { replicas: 2 },
    patches: [],
  };

  test("is an entry by the path of its cdk8s chart, with its props", () => {
    const app = new App();
    new HelmChart(new Chart(app, "router"), "helm", helm);

    expect(planDeployment(app)).toEqual([
      { kind: "chart", id: "router", chart: "router", helm, dependsOn: [] },
    ]);
  });

  test("has edges like an object: to single objects, to all of a chart, and from others to it", () => {
    const app = new App();
    const [shared, router, phi] = ["shared", "router", "phi"].map((id) => new Chart(app, id));
    if (!shared || !router || !phi) throw new Error("no charts");
    for (const id of ["a", "b"]) object(shared, id);
    const chart = new HelmChart(router, "helm", helm);
    const home = object(router, "namespace");
    const scaler = object(phi, "scaler");
    chart.node.addDependency(shared, home);
    scaler.addDependency(chart);

    expect(edgesOf(app)).toEqual([
      "router -> shared/a",
      "router -> shared/b",
      "router -> router/namespace",
      "phi/scaler -> router",
    ]);
    expect(planDeployment(app).map(({ id }) => id)).toEqual([
      "shared/a",
      "shared/b",
      "router/namespace",
      "router",
      "phi/scaler",
    ]);
  });

  test("is the only one of its cdk8s chart, or two would have one name", () => {
    const app = new App();
    const chart = new Chart(app, "router");
    for (const id of ["one", "two"]) new HelmChart(chart, id, helm);

    expect(problemLines(() => planDeployment(app))).toEqual([
      "router/two: must be the only Helm chart of its cdk8s chart, got another one in router; " +
        "put it into a cdk8s chart by itself [InvalidObject]",
    ]);
  });
});

test("an edge may lead to another program, whose plan is not planned again", () => {
  const [gateway, models] = [new App(), new App()];
  const namespace = object(new Chart(gateway, "gateway"), "namespace");
  object(new Chart(models, "phi"), "pool").addDependency(namespace);

  expect(planDeployment(models).map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ["phi/pool", ["gateway/namespace"]],
  ]);
});

test("what an object needs comes just before it, otherwise in declared order", () => {
  const app = new App();
  const chart = new Chart(app, "c");
  const [first, , third, fourth] = ["one", "two", "three", "four"].map((id) => object(chart, id));
  if (first && third && fourth) {
    first.addDependency(fourth);
    fourth.addDependency(third);
  }

  expect(planDeployment(app).map(({ id }) => id)).toEqual(["c/three", "c/four", "c/one", "c/two"]);
});

test("an edge between charts is one between each of their objects", () => {
  const app = new App();
  const [from, to] = [new Chart(app, "from"), new Chart(app, "to")];
  for (const id of ["a", "b"]) object(from, id);
  for (const id of ["x", "y"]) object(to, id);
  from.addDependency(to);

  expect(edgesOf(app)).toEqual(["from/a -> to/x", "from/a -> to/y", "from/b -> to/x", "from/b -> to/y"]);
});

test("an edge between two objects of different charts stays one edge", () => {
  const app = new App();
  const [from, to] = [new Chart(app, "from"), new Chart(app, "to")];
  const [a] = ["a", "b"].map((id) => object(from, id));
  const [x] = ["x", "y"].map((id) => object(to, id));
  if (a && x) a.addDependency(x);

  expect(edgesOf(app)).toEqual(["from/a -> to/x"]);
  expect(edgesOf(app)).toEqual(["from/a -> to/x"]);
});

test("a construct that depends on its own chart does not wait for itself", () => {
  const app = new App();
  const chart = new Chart(app, "c");
  const [a] = ["a", "b"].map((id) => object(chart, id));
  a?.addDependency(chart);

  expect(edgesOf(app)).toEqual(["c/a -> c/b"]);
});

test("a cycle is reported with its path, and without what only leads to it", () => {
  const app = new App();
  const chart = new Chart(app, "c");
  const [entrance, a, b, c] = ["entrance", "a", "b", "c"].map((id) => object(chart, id));
  if (entrance && a && b && c) {
    entrance.addDependency(a);
    a.addDependency(b);
    b.addDependency(c);
    c.addDependency(a);
  }

  expect(problemLines(() => planDeployment(app))).toEqual([
    "c/a: must not depend on itself, got c/a -> c/b -> c/c -> c/a; remove one of these edges [DependencyCycle]",
  ]);
});

test("errors that constructs report are reported together", () => {
  const app = new App();
  const chart = new Chart(app, "c");
  for (const id of ["a", "b"])
    object(chart, id).node.addValidation({ validate: () => [`${id} lacks a port`] });

  expect(problemLines(() => planDeployment(app))).toEqual([
    "c/a: must be valid, got a lacks a port; correct the object [InvalidObject]",
    "c/b: must be valid, got b lacks a port; correct the object [InvalidObject]",
  ]);
});

describe("for any acyclic graph", () => {
  /** Edges from an object to ones declared before or after it, along a random order, so that there is no cycle. */
  const graph = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.record({
      rank: fc.shuffledSubarray(
        Array.from({ length: size }, (_, index) => index),
        { minLength: size },
      ),
      pairs: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }),
    }),
  );

  interface Drawn {
    readonly rank: readonly number[];
    readonly pairs: readonly (readonly [number, number])[];
  }

  const edgesIn = ({ rank, pairs }: Drawn) =>
    pairs.filter(([from, to]) => (rank[from] ?? 0) > (rank[to] ?? 0));

  function build(drawn: Drawn): App {
    const app = new App();
    const charts = [new Chart(app, "even"), new Chart(app, "odd")];
    const objects = drawn.rank.map((_, index) => object(charts[index % 2] ?? app, `o${index}`));
    for (const [from, to] of edgesIn(drawn)) objects[from]?.addDependency(objects[to] ?? app);
    return app;
  }

  test("the plan has the declared edges, however many charts they cross", () => {
    fc.assert(
      fc.property(graph, (drawn) => {
        const chartOf = (index: number): string => (index % 2 === 0 ? "even" : "odd");
        const declared = edgesIn(drawn).map(
          ([from, to]) => `${chartOf(from)}/o${from} -> ${chartOf(to)}/o${to}`,
        );

        expect(edgesOf(build(drawn)).sort()).toEqual([...new Set(declared)].sort());
      }),
    );
  });

  test("every entry comes once, after all that it depends on, in a later wave", () => {
    fc.assert(
      fc.property(graph, (drawn) => {
        const plan = planDeployment(build(drawn));
        const waveOf = waves(plan);
        const seen = new Set<string>();
        for (const { id, dependsOn } of plan) {
          expect(dependsOn.filter((target) => !seen.has(target))).toEqual([]);
          for (const target of dependsOn)
            expect(waveOf.get(id)).toBeGreaterThan(waveOf.get(target) ?? Infinity);
          seen.add(id);
        }
        expect(seen.size).toBe(drawn.rank.length);
      }),
    );
  });
});

test("waves count the steps from what needs nothing", () => {
  const entry = (id: string, ...dependsOn: string[]): PlanEntry => ({
    kind: "object",
    id,
    chart: "c",
    manifest: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: id } },
    dependsOn,
  });
  const plan = [entry("a"), entry("b", "a"), entry("c", "a", "b"), entry("d"), entry("e", "elsewhere")];

  expect([...waves(plan)]).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
    ["d", 0],
    ["e", 0],
  ]);
});
