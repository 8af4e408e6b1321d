import type { Problem } from "../problems";
import { quote } from "../problems";
import { routingHeader } from "../serving/body-based-router";
import { taskTraits } from "../serving/task";
import type { Task } from "../serving/task";
import { servedNames } from "../vllm/served-names";
import { anyValue, matchesPath, pathsByValue } from "./route-matches";
import type { PathMatch } from "./route-matches";
import { brokenRouting, readRouterMap } from "./router-map";
import type { KnownName } from "./router-map";
import { servedTask } from "./served-task";
import { selectedDeployments } from "./views";
import type { Deployment, ManifestSet } from "./views";

/** Where one name that clients may send ends up. */
export interface RoutedName {
  /** Name in the request's body. */
  readonly name: string;
  readonly kind: "model" | "adapter";
  /** What BBR turns it into, and what the route matches. */
  readonly baseModel: string;
  readonly route: string;
  readonly pool: string;
  /** Deployment whose pods serve the pool. */
  readonly deployment: string;
  readonly replicas: number;
  /** What the model does; `undefined` where the manifests do not say. */
  readonly task: Task | undefined;
  /** Every path of the task, at which the name reaches this pool. */
  readonly paths: readonly string[];
}

/** The proof over a set of manifests: where every name goes, and every reason why one does not arrive. */
export interface RoutingProof {
  readonly names: readonly RoutedName[];
  readonly problems: readonly Problem[];
}

/**
 * Follows every name through the manifests as the running parts would: body -> BBR's map -> header -> route -> pool ->
 * pods -> the names that these serve. Proven are: each name reaches exactly one pool whose pods serve it, at every path of
 * their task; a name that is not in the map reaches none; no pod is in two pools.
 */
export function proveRouting(set: ManifestSet): RoutingProof {
  const known = readRouterMap(set);
  const backendsOf = readBackends(set);
  const followed = known.names.map((name) =>
    followPaths(follow(set, name, backendsOf(name.baseModel)), backendsOf),
  );
  return {
    names: followed.flatMap(({ routed }) => routed),
    problems: [
      ...known.problems,
      ...followed.flatMap(({ problems }) => problems),
      ...checkUnknownName(backendsOf("")),
      ...checkSharedPods(set),
    ],
  };
}

interface Followed {
  readonly routed: readonly RoutedName[];
  readonly problems: readonly Problem[];
}

function stopped(name: string, rule: string, got: string, fix: string): Followed {
  return { routed: [], problems: [brokenRouting(`name ${quote(name)}`, rule, got, fix)] };
}

function follow(set: ManifestSet, known: KnownName, backends: readonly Backend[]): Followed {
  const [backend] = backends;
  if (backend && backends.length === 1) return followPool(set, known, backend);
  const fix = `match ${routingHeader}: ${known.baseModel} in one route`;
  return stopped(known.name, "must reach exactly one pool", String(backends.length), fix);
}

/** A name that arrives must do so wherever its model has something to say. */
function followPaths(followed: Followed, backendsOf: BackendsOf): Followed {
  const problems = followed.routed.flatMap(({ name, baseModel, route, pool, task, paths }) => {
    const missing = paths.filter((path) => backendsOf(baseModel, path).length === 0);
    if (missing.length === 0) return [];
    const rule = `must reach pool ${pool} at every path of its task, ${task}`;
    const fix = `match these paths exactly in HTTPRoute ${route}`;
    return [brokenRouting(`name ${quote(name)}`, rule, `none at ${missing.join(", ")}`, fix)];
  });
  return problems.length === 0 ? followed : { routed: [], problems: [...followed.problems, ...problems] };
}

function followPool(set: ManifestSet, { name, kind, baseModel }: KnownName, backend: Backend): Followed {
  const { namespace, route } = backend;
  const pool = set.pools.find(
    ({ metadata }) => metadata.name === backend.pool && metadata.namespace === namespace,
  );
  const servers = pool ? selectedDeployments(set, namespace, pool.spec.selector.matchLabels) : [];
  const [server] = servers;
  if (!server || servers.length > 1) {
    const rule = `must be served by one Deployment behind pool ${backend.pool}`;
    return stopped(name, rule, String(servers.length), "correct the pool's selector");
  }
  const deployment = server.metadata.name;
  const served = server.spec.template.spec.containers.flatMap(({ command, args }) =>
    servedNames([...command, ...args]),
  );
  if (!served.includes(name)) {
    const got = served.map(quote).join(", ") || "none";
    return stopped(name, `must be a name that ${deployment} serves`, got, "serve it under this very name");
  }
  // Of one that an autoscaler scales, it is what Kubernetes starts with.
  const { replicas = 1 } = server.spec;
  const task = servedTask(server);
  const paths = task === undefined ? [] : taskTraits[task].paths;
  return {
    routed: [{ name, kind, baseModel, route, pool: backend.pool, deployment, replicas, task, paths }],
    problems: [],
  };
}

/** A pool that a route leads to. */
interface Backend {
  readonly route: string;
  readonly namespace: string;
  readonly pool: string;
}

/** The pools that a request reaches, by the value of its routing header: at a path, or at any. */
type BackendsOf = (headerValue: string, path?: string) => readonly Backend[];

/** What one rule does with one value of the header. */
interface Destination {
  readonly paths: readonly PathMatch[];
  readonly backends: readonly Backend[];
}

/** Reads every route once, so that a thousand names do not ask a thousand routes each. */
function readBackends(set: ManifestSet): BackendsOf {
  const byValue = new Map<string | typeof anyValue, Destination[]>();
  for (const { metadata, spec } of set.routes)
    for (const rule of spec.rules) {
      const backends = rule.backendRefs.map((ref) => ({
        route: metadata.name,
        namespace: ref.namespace ?? metadata.namespace,
        pool: ref.name,
      }));
      for (const [value, paths] of pathsByValue(rule))
        byValue.set(value, [...(byValue.get(value) ?? []), { paths, backends }]);
    }
  return (headerValue, path) =>
    [...(byValue.get(anyValue) ?? []), ...(byValue.get(headerValue) ?? [])]
      .filter(({ paths }) => path === undefined || paths.some((match) => matchesPath(match, path)))
      .flatMap(({ backends }) => backends);
}

/** BBR sets the header to an empty text for a name that it does not know. */
function checkUnknownName(backends: readonly Backend[]): readonly Problem[] {
  return backends.map(({ route, pool }) =>
    brokenRouting(
      `HTTPRoute ${route}`,
      "must not match a name that nobody serves",
      `pool ${pool}`,
      `match ${routingHeader} exactly`,
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
    .map(([{ metadata }, pools]) =>
      brokenRouting(
        `Deployment ${metadata.namespace}/${metadata.name}`,
        "must be in one pool",
        pools.join(", "),
        "make the selectors differ",
      ),
    );
}
