import type { App } from "cdk8s";
import { ApiObject, Chart } from "cdk8s";
import type { IConstruct } from "constructs";
import { InvalidArgs, throwIfAny } from "../problems/problems";
import { manifestSchema } from "./manifest";
import type { Manifest } from "./manifest";

/** One object to create, and what must be there before it. */
export interface PlanEntry {
  /** Path of the construct, such as `phi/route`: stable, and the name that the engine knows the object by. */
  readonly id: string;
  /** Name of the chart that the object belongs to. */
  readonly chart: string;
  readonly manifest: Manifest;
  /** Ids of the objects that must exist first: single objects, never charts. */
  readonly dependsOn: readonly string[];
}

/** All objects of a program, each after everything that it depends on. */
export type DeploymentPlan = readonly PlanEntry[];

/**
 * Reads objects and edges of a cdk8s program. Call it instead of `app.synth()`, never after it: synthesis writes edges
 * between charts into the tree, and then every object of one would wait for all of the other.
 *
 * @returns the objects in an order that respects the edges, otherwise as they were declared.
 * @throws InvalidArgs when constructs report errors, or when the edges form a cycle (with its path).
 */
export function planDeployment(app: App): DeploymentPlan {
  const constructs = app.node.findAll();
  const objects = constructs.filter((construct) => construct instanceof ApiObject);
  const edges = leafEdges(constructs);
  throwOnErrors(constructs);
  const entries = objects.map((object) => ({
    id: object.node.path,
    chart: Chart.of(object).node.id,
    manifest: manifestSchema.parse(object.toJson()),
    dependsOn: [...(edges.get(object) ?? [])].map((target) => target.node.path),
  }));
  return sorted(entries);
}

function leafEdges(constructs: readonly IConstruct[]): ReadonlyMap<ApiObject, ReadonlySet<ApiObject>> {
  const edges = new Map<ApiObject, Set<ApiObject>>();
  for (const construct of constructs)
    for (const dependency of construct.node.dependencies)
      for (const source of leaves(construct))
        for (const target of leaves(dependency)) {
          if (source === target) continue;
          const targets = edges.get(source) ?? new Set();
          edges.set(source, targets.add(target));
        }
  return edges;
}

function leaves(construct: IConstruct): readonly ApiObject[] {
  return construct.node.findAll().filter((child) => child instanceof ApiObject);
}

function throwOnErrors(constructs: readonly IConstruct[]): void {
  const problems = constructs.flatMap((construct) =>
    construct.node.validate().map((message) => ({
      code: "InvalidObject" as const,
      path: construct.node.path,
      rule: "must be valid",
      got: message,
      fix: "correct the object",
    })),
  );
  throwIfAny("manifests", problems);
}

/** Depth-first, in declared order: what an object needs comes just before it. */
function sorted(entries: readonly PlanEntry[]): DeploymentPlan {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const done = new Set<PlanEntry>();
  const visit = (entry: PlanEntry, trail: readonly string[]): void => {
    if (trail.includes(entry.id)) throw cycle([...trail.slice(trail.indexOf(entry.id)), entry.id]);
    if (done.has(entry)) return;
    for (const id of entry.dependsOn) {
      const dependency = byId.get(id);
      if (dependency) visit(dependency, [...trail, entry.id]);
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

/** How many steps an object is away from those that need nothing: everything of one wave can be created at once. */
export function waves(plan: DeploymentPlan): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const { id, dependsOn } of plan) {
    const needed = dependsOn.flatMap((dependency) => result.get(dependency) ?? []);
    result.set(id, needed.length === 0 ? 0 : Math.max(...needed) + 1);
  }
  return result;
}
