import type { Problem } from "../problems";
import { quote } from "../problems";
import { routingHeader } from "../serving/body-based-router";
import { brokenRouting, readRouterMap } from "./router-map";
import type { KnownName } from "./router-map";
import { selectedDeployments } from "./views";
import type { Deployment, HttpRoute, ManifestSet } from "./views";

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
  const backendsOf = readBackends(set);
  const followed = known.names.map((name) => follow(set, name, backendsOf(name.baseModel)));
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
    servedNames(serveArguments([...command, ...args])),
  );
  if (!served.includes(name)) {
    const got = served.map(quote).join(", ") || "none";
    return stopped(name, `must be a name that ${deployment} serves`, got, "serve it under this very name");
  }
  // Of one that an autoscaler scales, it is what Kubernetes starts with.
  const { replicas = 1 } = server.spec;
  return {
    routed: [{ name, kind, baseModel, route, pool: backend.pool, deployment, replicas }],
    problems: [],
  };
}

type Rule = HttpRoute["spec"]["rules"][number];

/** A pool that a route leads to. */
interface Backend {
  readonly route: string;
  readonly namespace: string;
  readonly pool: string;
}

/** The pools that a request of {@link requestPath} reaches, by the value of its routing header. */
type BackendsOf = (headerValue: string) => readonly Backend[];

/** Reads every route once, so that a thousand names do not ask a thousand routes each. */
function readBackends(set: ManifestSet): BackendsOf {
  const always: Backend[] = [];
  const byValue = new Map<string, Backend[]>();
  for (const { metadata, spec } of set.routes)
    for (const rule of spec.rules) {
      const backends = rule.backendRefs.map((ref) => ({
        route: metadata.name,
        namespace: ref.namespace ?? metadata.namespace,
        pool: ref.name,
      }));
      const wanted = wantedValues(rule);
      if (wanted === "any") always.push(...backends);
      else for (const value of wanted) byValue.set(value, [...(byValue.get(value) ?? []), ...backends]);
    }
  return (headerValue) => [...always, ...(byValue.get(headerValue) ?? [])];
}

/** Values of the routing header that a rule matches. */
function wantedValues({ matches }: Rule): ReadonlySet<string> | "any" {
  const headers = matches
    .filter(({ path }) => pathMatches(path, requestPath))
    .map((match) => match.headers)
    // No other header of a request counts.
    .filter((wanted) => wanted.every(({ name }) => name.toLowerCase() === routingHeader.toLowerCase()));
  if (headers.some(({ length }) => length === 0)) return "any";
  const values = headers.map((wanted) => new Set(wanted.map(({ value }) => value)));
  // A header has one value, so that a match of two is never met.
  return new Set(values.flatMap((wanted) => (wanted.size === 1 ? [...wanted] : [])));
}

function pathMatches({ type, value }: { type: string; value: string }, path: string): boolean {
  if (type === "Exact") return path === value;
  const prefix = value.replace(/\/$/, "");
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** What follows `vllm serve`. */
function serveArguments(commandLine: readonly string[]): readonly string[] {
  const [program, command] = commandLine;
  return program === "vllm" && command === "serve" ? commandLine.slice(2) : commandLine;
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
  const [first] = args;
  const model = first === undefined || first.startsWith("-") ? valuesOf("--model") : [first];
  return [...(served.length > 0 ? served : model), ...adapters];
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
