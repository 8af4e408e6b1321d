import type { App } from "cdk8s";
import { ApiObject, Chart } from "cdk8s";
import type { IConstruct } from "constructs";
import { InvalidArgs, throwIfAny } from "../problems/problems";
import type { Problem } from "../problems/problems";
import { problemsOf } from "./construct-problems";
import { HelmChart } from "./helm-chart";
import type { HelmChartProps } from "./helm-chart";
import { manifestSchema } from "./manifest";
import type { Manifest } from "./manifest";

export interface PlacedEntry {
  /** Stable; the engine identifies the entry by it. */
  readonly id: string;
  /** Name of the cdk8s chart that the entry belongs to. */
  readonly chart: string;
  /** Ids of the entries that must exist first: single ones, never cdk8s charts. */
  readonly dependsOn: readonly string[];
}

/** One object to create. Its id is the path of its construct, such as `phi/route`. */
export interface ObjectEntry extends PlacedEntry {
  readonly kind: "object";
  readonly manifest: Manifest;
}

/** One Helm chart to install. Its id is the path of the cdk8s chart that it is in, such as `body-based-router`. */
export interface ChartEntry extends PlacedEntry {
  readonly kind: "chart";
  readonly helm: HelmChartProps;
}

/** One thing to create, and what must exist before it. */
export type PlanEntry = ObjectEntry | ChartEntry;

/** Everything that a program creates, each entry after everything that it depends on. */
export type DeploymentPlan = readonly PlanEntry[];

/** The objects of a plan, without its Helm charts. */
export function objectsIn(plan: DeploymentPlan): readonly ObjectEntry[] {
  return plan.filter((entry) => entry.kind === "object");
}

/** The manifests of a plan's objects, for the checks. Objects rendered by its Helm charts are not included. */
export function manifestsIn(plan: DeploymentPlan): readonly Manifest[] {
  return objectsIn(plan).map(({ manifest }) => manifest);
}

/** Constructs that become entries; every other construct only groups these. */
type Leaf = ApiObject | HelmChart;

/**
 * Reads objects, Helm charts and edges of a cdk8s program. Call it instead of `app.synth()`, never after it: synthesis writes
 * edges between charts into the tree, and then every object of one would wait for all of the other. An edge may lead to a
 * construct of another program: the entry then names an id that is not in this plan.
 *
 * @returns the entries in an order that respects the edges, otherwise as they were declared.
 * @throws InvalidArgs when constructs report errors, or when the edges form a cycle (with its path).
 */
export function planDeployment(app: App): DeploymentPlan {
  const constructs = app.node.findAll();
  throwIfAny("manifests", constructs.flatMap(problemsOf));
  const edges = new EdgeReader();
  for (const construct of constructs) edges.read(construct);
  const leaves = edges.leavesOf(app);
  throwIfAny("manifests", checkHelmCharts(leaves));
  return sorted(leaves.map((leaf) => entryOf(leaf, [...edges.targetsOf(leaf)].map(idOf))));
}

function isLeaf(construct: IConstruct): construct is Leaf {
  return construct instanceof ApiObject || construct instanceof HelmChart;
}

function idOf(leaf: Leaf): string {
  return leaf instanceof HelmChart ? Chart.of(leaf).node.path : leaf.node.path;
}

function entryOf(leaf: Leaf, dependsOn: readonly string[]): PlanEntry {
  const placed = { id: idOf(leaf), chart: Chart.of(leaf).node.id };
  return leaf instanceof HelmChart
    ? { kind: "chart", ...placed, helm: leaf.props, dependsOn }
    : { kind: "object", ...placed, manifest: manifestSchema.parse(leaf.toJson()), dependsOn };
}

/** Makes edges between groups into edges between their leaves. */
class EdgeReader {
  readonly #leaves = new Map<IConstruct, readonly Leaf[]>();
  readonly #targets = new Map<Leaf, Set<Leaf>>();

  public read(construct: IConstruct): void {
    for (const dependency of construct.node.dependencies)
      for (const source of this.leavesOf(construct))
        for (const target of this.leavesOf(dependency)) if (source !== target) this.#add(source, target);
  }

  public targetsOf(leaf: Leaf): ReadonlySet<Leaf> {
    return this.#targets.get(leaf) ?? new Set();
  }

  public leavesOf(construct: IConstruct): readonly Leaf[] {
    if (isLeaf(construct)) return [construct];
    const known = this.#leaves.get(construct);
    if (known) return known;
    const found = construct.node.findAll().filter(isLeaf);
    this.#leaves.set(construct, found);
    return found;
  }

  #add(source: Leaf, target: Leaf): void {
    const targets = this.#targets.get(source) ?? new Set();
    this.#targets.set(source, targets.add(target));
  }
}

/** The engine and `synth` name a Helm chart by the cdk8s chart that it is in. */
function checkHelmCharts(leaves: readonly Leaf[]): readonly Problem[] {
  const charts = leaves.filter((leaf) => leaf instanceof HelmChart);
  const ids = charts.map(idOf);
  return charts.flatMap((chart, index) => {
    const id = idOf(chart);
    if (ids.indexOf(id) === index) return [];
    return [
      {
        code: "InvalidObject" as const,
        path: chart.node.path,
        rule: "must be the only Helm chart of its cdk8s chart",
        got: `another one in ${id}`,
        fix: "put it into a cdk8s chart by itself",
      },
    ];
  });
}

/** Depth-first, in declared order: what an entry needs comes just before it. */
function sorted(entries: readonly PlanEntry[]): DeploymentPlan {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const done = new Set<PlanEntry>();
  const visit = (entry: PlanEntry, trail: readonly string[]): void => {
    if (done.has(entry)) return;
    if (trail.includes(entry.id)) throw cycle([...trail.slice(trail.indexOf(entry.id)), entry.id]);
    for (const id of entry.dependsOn) {
      const dependency = byId.get(id);
      if (dependency && !done.has(dependency)) visit(dependency, [...trail, entry.id]);
    }
    done.add(entry);
  };
  for (const entry of entries) visit(entry, []);
  return [...done];
}

function cycle(trail: readonly string[]): InvalidArgs {
  return new InvalidArgs("deployment plan", [
    {
      code: "DependencyCycle",
      path: trail[0] ?? "",
      rule: "must not depend on itself",
      got: trail.join(" -> "),
      fix: "remove one of these edges",
    },
  ]);
}

/** Number of steps from entries without dependencies: everything in one wave can be created at once. */
export function waves(plan: DeploymentPlan): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const { id, dependsOn } of plan) {
    const needed = dependsOn.flatMap((dependency) => result.get(dependency) ?? []);
    result.set(id, needed.length === 0 ? 0 : Math.max(...needed) + 1);
  }
  return result;
}
