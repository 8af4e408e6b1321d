import type { Problem } from "../problems";
import { quote } from "../problems";
import { routingHeader } from "../serving/body-based-router";
import { brokenRouting, readRouterMap } from "./router-map";
import type { KnownName } from "./router-map";
import { selectedDeployments } from "./views";
import type { ManifestSet } from "./views";

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
}

/** The proof over a set of manifests: where every name goes, and every reason why one does not arrive. */
export interface RoutingProof {
  readonly names: readonly RoutedName[];
  readonly problems: readonly Problem[];
}

/** The path of a chat completion: what is proven for it holds for every path below `/v1`. */
const requestPath = "/v1/chat/completions";

/**
 * Follows every name through the manifests as the running parts would: body -> BBR's map -> header -> route -> pool ->
 * pods -> the names that these serve. Proven are: each name reaches exactly one pool whose pods serve it; a name that is
 * not in the map reaches none; no pod is in two pools.
 */
export function proveRouting(set: ManifestSet): RoutingProof {
  const known = readRouterMap(set);
  const followed = known.names.map((name) => follow(set, name));
  return {
    names: followed.flatMap(({ routed }) => routed),
    problems: [
      ...known.problems,
      ...followed.flatMap(({ problems }) => problems),
      ...checkUnknownName(set),
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

function follow(set: ManifestSet, known: KnownName): Followed {
  const backends = matchingBackends(set, known.baseModel);
  const [backend] = backends;
  if (backend && backends.length === 1) return followPool(set, known, backend);
  const fix = `match ${routingHeader}: ${known.baseModel} in one route`;
  return stopped(known.name, "must reach exactly one pool", String(backends.length), fix);
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
  const served = server.spec.template.spec.containers.flatMap(({ args }) => servedNames(args));
  if (!served.includes(name)) {
    const got = served.map(quote).join(", ") || "none";
    return stopped(name, `must be a name that ${deployment} serves`, got, "serve it under this very name");
  }
  const { replicas } = server.spec;
  return {
    routed: [{ name, kind, baseModel, route, pool: backend.pool, deployment, replicas }],
    problems: [],
  };
}

/** A pool that a route leads to. */
interface Backend {
  readonly route: string;
  readonly namespace: string;
  readonly pool: string;
}

function matchingBackends(set: ManifestSet, headerValue: string): readonly Backend[] {
  return set.routes.flatMap(({ metadata, spec }) =>
    spec.rules
      .filter(({ matches }) =>
        matches.some(
          ({ path, headers }) =>
            pathMatches(path, requestPath) &&
            headers.every(
              (header) =>
                header.name.toLowerCase() === routingHeader.toLowerCase() && header.value === headerValue,
            ),
        ),
      )
      .flatMap(({ backendRefs }) => backendRefs)
      .map((ref) => ({
        route: metadata.name,
        namespace: ref.namespace ?? metadata.namespace,
        pool: ref.name,
      })),
  );
}

function pathMatches({ type, value }: { type: string; value: string }, path: string): boolean {
  if (type === "Exact") return path === value;
  const prefix = value.replace(/\/$/, "");
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** Names that a vLLM process answers to: its served names, or the model's own, and its adapters. */
export function servedNames(args: readonly string[]): readonly string[] {
  const valuesOf = (flag: string): readonly string[] => {
    const start = args.indexOf(flag);
    if (start === -1) return [];
    const rest = args.slice(start + 1);
    const end = rest.findIndex((argument) => argument.startsWith("--"));
    return end === -1 ? rest : rest.slice(0, end);
  };
  const served = valuesOf("--served-model-name");
  const adapters = valuesOf("--lora-modules").map((module) => module.slice(0, module.indexOf("=")));
  return [...(served.length > 0 ? served : valuesOf("--model")), ...adapters];
}

/** BBR sets the header to an empty text for a name that it does not know. */
function checkUnknownName(set: ManifestSet): readonly Problem[] {
  return matchingBackends(set, "").map(({ route, pool }) =>
    brokenRouting(
      `HTTPRoute ${route}`,
      "must not match a name that nobody serves",
      `pool ${pool}`,
      `match ${routingHeader} exactly`,
    ),
  );
}

function checkSharedPods(set: ManifestSet): readonly Problem[] {
  return set.deployments.flatMap(({ metadata, spec }) => {
    const pools = set.pools.filter(
      (pool) =>
        pool.metadata.namespace === metadata.namespace &&
        Object.entries(pool.spec.selector.matchLabels).every(
          ([key, value]) => spec.template.metadata.labels[key] === value,
        ),
    );
    if (pools.length < 2) return [];
    const got = pools.map((pool) => pool.metadata.name).join(", ");
    return [
      brokenRouting(
        `Deployment ${metadata.namespace}/${metadata.name}`,
        "must be in one pool",
        got,
        "make the selectors differ",
      ),
    ];
  });
}
