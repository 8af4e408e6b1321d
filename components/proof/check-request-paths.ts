import type { Problem } from "../problems/problems";
import { taskLabel } from "../objects/labels";
import { taskTraits } from "../model/task";
import type { Task } from "../model/task";
import { brokenReference } from "./broken-reference";
import type { RouteRule } from "./route-matches";
import { brokenRouting } from "./broken-routing";
import { argumentsOf, servedTask } from "./served-task";
import { selectedDeployments } from "./views";
import type { Deployment, HttpRoute, ManifestSet } from "./views";

/**
 * Whether routes open only the paths of a model server's task. Other paths load adapters, scale, and show the server's
 * state; and a request without a body goes to whatever model its header names.
 */
export function checkRequestPaths(set: ManifestSet): readonly Problem[] {
  return [
    ...set.routes.flatMap((route) => route.spec.rules.flatMap((rule) => checkRule(set, route, rule))),
    ...set.deployments.flatMap(checkTask),
  ];
}

function checkRule(set: ManifestSet, route: HttpRoute, rule: RouteRule): readonly Problem[] {
  const { namespace, name } = route.metadata;
  const servers = rule.backendRefs
    .filter(({ kind }) => kind === "InferencePool")
    .flatMap((ref) => poolServers(set, ref.namespace ?? namespace, ref.name));
  if (servers.length === 0) return [];
  const tasks = new Set(servers.flatMap((server) => servedTask(server) ?? []));
  const opened = [...new Set(rule.matches.flatMap(({ path }) => closedPath(path, tasks) ?? []))];
  if (opened.length === 0) return [];
  const fix = `match each of its paths exactly: ${pathsOf(tasks).join(", ")}`;
  const rulePhrase = "must open only the paths of its model's task";
  return [brokenRouting(`HTTPRoute ${namespace}/${name}`, rulePhrase, opened.join(", "), fix)];
}

function poolServers(set: ManifestSet, namespace: string, poolName: string): readonly Deployment[] {
  const pool = set.pools.find(
    ({ metadata }) => metadata.name === poolName && metadata.namespace === namespace,
  );
  return pool ? selectedDeployments(set, namespace, pool.spec.selector.matchLabels) : [];
}

function pathsOf(tasks: ReadonlySet<Task>): readonly string[] {
  return [...tasks].flatMap((task) => taskTraits[task].paths);
}

/** A match that opens more than the tasks; without a known task any exact path is allowed. */
function closedPath(
  { type, value }: { readonly type: string; readonly value: string },
  tasks: ReadonlySet<Task>,
): string | undefined {
  if (type !== "Exact") return `${type} ${value}`;
  return tasks.size === 0 || pathsOf(tasks).includes(value) ? undefined : value;
}

/** Whether vLLM runs as the task that its Deployment is labelled with. */
function checkTask(server: Deployment): readonly Problem[] {
  const { metadata, spec } = server;
  const task = servedTask(server);
  if (task === undefined) return [];
  const valueOf = argumentsOf(spec);
  const { runner, convert } = taskTraits[task];
  return [
    { flag: "--runner", wanted: runner ?? "generate", byDefault: runner === undefined },
    ...(convert === undefined ? [] : [{ flag: "--convert", wanted: convert, byDefault: false }]),
  ].flatMap(({ flag, wanted, byDefault }) => {
    const got = valueOf(flag);
    if (got === wanted || (byDefault && (got === undefined || got === "auto"))) return [];
    const path = `Deployment ${metadata.namespace}/${metadata.name}`;
    const fix = `set it to ${wanted}, or correct the label ${taskLabel}`;
    return [
      brokenReference(path, `must run vLLM with the ${flag} of its task, ${task}`, got ?? "nothing", fix),
    ];
  });
}
