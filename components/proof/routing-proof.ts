import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import type { BodyRouting, KnownName } from "../gateway/provider";
import { taskTraits } from "../model/task";
import type { Task } from "../model/task";
import { servedNames } from "../vllm/served-names";
import { matchesPath } from "./route-matches";
import { brokenRouting } from "./broken-routing";
import { checkAnsweredRequests } from "./check-answered-requests";
import { answeringServices, readRules } from "./header-rules";
import type { HeaderRule } from "./header-rules";
import { checkUnreached, checkWeights, reachedTask } from "./routed-pools";
import type { Backend, ReachedPool, RoutedPool } from "./routed-pools";
import { servedTask } from "./served-task";
import { selectedDeployments } from "./views";
import type { Deployment, ManifestSet } from "./views";

/** Where one name that clients may send ends up. */
export interface RoutedName {
  /** Name in the request's body. */
  readonly name: string;
  /** `other`: an alias or an adapter. */
  readonly kind: "model" | "other";
  /** The model that serves it. */
  readonly baseModel: string;
  readonly route: string;
  /** One for each variant of the model; a request goes to one of them by their weights. */
  readonly pools: readonly RoutedPool[];
  /** What the model does; `undefined` where the manifests do not say. */
  readonly task: Task | undefined;
  /** Every path of the task, at which the name reaches these pools. */
  readonly paths: readonly string[];
}

/** The proof over a set of manifests: where every name goes, and every reason why one does not arrive. */
export interface RoutingProof {
  readonly names: readonly RoutedName[];
  readonly problems: readonly Problem[];
}

/**
 * Follows every name through the manifests as the running parts would: body -> the gateway's names -> header -> route -> pool ->
 * pods -> the names that these serve. Proven are: each name is matched by exactly one rule, at every path of its task; every
 * pool of it serves the name, and no pool that serves it is left out; requests go only to pools with replicas; a name that the
 * gateway does not know reaches none; no pod is in two pools. Where pods give static answers, they get the list of models
 * with any value of the header, and every request that no model's route takes.
 * @param routing how the gateway makes a header of a name.
 */
export function proveRouting(set: ManifestSet, routing: BodyRouting): RoutingProof {
  const { header } = routing;
  const known = routing.readNames(set);
  const rules = readRules(set, header);
  const { rulesOf } = rules;
  const followed = known.names.map((name) => follow(set, name, header, rulesOf(name.headerValue)));
  const routed = followed.flatMap((one) => one.routed);
  return {
    names: routed,
    problems: [
      ...known.problems,
      ...followed.flatMap(({ problems }) => problems),
      ...routing.unknownValues.flatMap((value) => checkUnknownName(rulesOf(value), header)),
      ...checkAnsweredRequests(answeringServices(set), rules, pathsOf(known.names, routed)),
      ...checkUnreached(routed, servedByPools(set), usedPools(set)),
      ...checkSharedPods(set),
    ],
  };
}

/** The names that arrive, with the header by which they do. */
function pathsOf(known: readonly KnownName[], routed: readonly RoutedName[]) {
  const headers = new Map(known.map(({ name, headerValue }) => [name, headerValue]));
  return routed.map(({ name, paths }) => ({ name, paths, headerValue: headers.get(name) ?? "" }));
}

interface Followed {
  readonly routed: readonly RoutedName[];
  readonly problems: readonly Problem[];
}

function stopped(name: string, rule: string, got: string, fix: string): Followed {
  return { routed: [], problems: [brokenRouting(`name ${quote(name)}`, rule, got, fix)] };
}

function follow(set: ManifestSet, known: KnownName, header: string, rules: readonly HeaderRule[]): Followed {
  const [rule] = rules;
  if (!rule || rules.length > 1) {
    const fix = `match ${header}: ${known.headerValue} in one route`;
    return stopped(known.name, "must be matched by exactly one rule", String(rules.length), fix);
  }
  const followed = rule.backends.map((backend) => followPool(set, known, backend));
  const reached = followed.flatMap((one) => (one.kind === "reached" ? [one] : []));
  const pools = reached.map(({ pool }) => pool);
  const { task, problems: taskProblems } = reachedTask(known.name, reached);
  const paths = task === undefined ? [] : taskTraits[task].paths;
  const problems = [
    ...followed.flatMap((one) => (one.kind === "stopped" ? [one.problem] : [])),
    ...checkWeights(known.name, rule.backends, pools),
    ...taskProblems,
  ];
  const { name, kind, baseModel } = known;
  const routed = { name, kind, baseModel, route: rule.route, pools, task, paths };
  const all = problems.length > 0 ? problems : checkPaths(routed, rule);
  return { routed: all.length > 0 ? [] : [routed], problems: all };
}

/** A name must arrive at every path that its model answers. */
function checkPaths({ name, route, pools, task, paths }: RoutedName, rule: HeaderRule): readonly Problem[] {
  const missing = paths.filter((path) => !rule.paths.some((match) => matchesPath(match, path)));
  if (missing.length === 0) return [];
  const where = `${pools.length === 1 ? "pool" : "pools"} ${pools.map(({ pool }) => pool).join(", ")}`;
  const phrase = `must reach ${where} at every path of its task, ${task}`;
  const fix = `match these paths exactly in HTTPRoute ${route}`;
  return [brokenRouting(`name ${quote(name)}`, phrase, `none at ${missing.join(", ")}`, fix)];
}

type FollowedPool =
  ({ readonly kind: "reached" } & ReachedPool) | { readonly kind: "stopped"; readonly problem: Problem };

function followPool(set: ManifestSet, { name }: KnownName, backend: Backend): FollowedPool {
  const { namespace, weight } = backend;
  const stoppedAt = (rule: string, got: string, fix: string): FollowedPool => ({
    kind: "stopped",
    problem: brokenRouting(`name ${quote(name)}`, rule, got, fix),
  });
  if (backend.kind !== "InferencePool")
    return stoppedAt("must reach only declared pools", `${backend.kind} ${backend.pool}`, "name a pool");
  const pool = set.pools.find(
    ({ metadata }) => metadata.name === backend.pool && metadata.namespace === namespace,
  );
  const servers = pool ? selectedDeployments(set, namespace, pool.spec.selector.matchLabels) : [];
  const [server] = servers;
  if (!server || servers.length > 1) {
    const rule = `must be served by one Deployment behind pool ${backend.pool}`;
    return stoppedAt(rule, String(servers.length), "correct the pool's selector");
  }
  const deployment = server.metadata.name;
  const served = servedBy(server);
  if (!served.includes(name)) {
    const got = served.map(quote).join(", ") || "none";
    return stoppedAt(`must be a name that ${deployment} serves`, got, "serve it under exactly this name");
  }
  // With an autoscaler, this is the number that Kubernetes starts with.
  const { replicas = 1 } = server.spec;
  const reached = { pool: backend.pool, weight, deployment, replicas };
  return { kind: "reached", pool: reached, task: servedTask(server) };
}

function servedBy({ spec }: Deployment): readonly string[] {
  return spec.template.spec.containers.flatMap(({ command, args }) => servedNames([...command, ...args]));
}

/** The names that the pods of each pool serve. */
function servedByPools(set: ManifestSet): ReadonlyMap<string, readonly string[]> {
  return new Map(
    set.pools.map(({ metadata, spec }) => [
      metadata.name,
      selectedDeployments(set, metadata.namespace, spec.selector.matchLabels).flatMap(servedBy),
    ]),
  );
}

function usedPools(set: ManifestSet): ReadonlySet<string> {
  const refs = set.routes.flatMap(({ spec }) => spec.rules.flatMap(({ backendRefs }) => backendRefs));
  return new Set(refs.map(({ name }) => name));
}

function checkUnknownName(rules: readonly HeaderRule[], header: string): readonly Problem[] {
  return rules.flatMap(({ route, backends }) =>
    backends.map(({ pool }) =>
      brokenRouting(
        `HTTPRoute ${route}`,
        "must not match a name that nobody serves",
        `pool ${pool}`,
        `match ${header} exactly`,
      ),
    ),
  );
}

function checkSharedPods(set: ManifestSet): readonly Problem[] {
  const poolsOf = new Map<Deployment, readonly string[]>();
  for (const { metadata, spec } of set.pools)
    for (const server of selectedDeployments(set, metadata.namespace, spec.selector.matchLabels))
      poolsOf.set(server, [...(poolsOf.get(server) ?? []), metadata.name]);
  return [...poolsOf]
    .filter(([, pools]) => pools.length > 1)
    .map(([deployment, pools]) =>
      brokenRouting(
        describeManifest(deployment),
        "must be in one pool",
        pools.join(", "),
        "make the selectors differ",
      ),
    );
}
