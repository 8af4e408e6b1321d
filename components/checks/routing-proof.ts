import type { Problem } from "../problems";
import { quote } from "../problems";
import { routingHeader } from "../serving/body-based-router";
import { brokenRouting, readRouterMap } from "./router-map";
import type { KnownName } from "./router-map";
import { checkPools, checkUnreached } from "./routed-pools";
import type { Backend, RoutedPool } from "./routed-pools";
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
  /** One for each variant of the model; a request goes to one of them by their weights. */
  readonly pools: readonly RoutedPool[];
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
 * pods -> the names that these serve. Proven are: each name is matched by exactly one rule, every pool of it serves the name,
 * and no pool that serves it is left out; requests go to pools with replicas alone; a name that is not in the map reaches
 * none; no pod is in two pools.
 */
export function proveRouting(set: ManifestSet): RoutingProof {
  const known = readRouterMap(set);
  const rulesOf = readRules(set);
  const followed = known.names.map((name) => follow(set, name, rulesOf(name.baseModel)));
  const routed = followed.flatMap((one) => one.routed);
  return {
    names: routed,
    problems: [
      ...known.problems,
      ...followed.flatMap(({ problems }) => problems),
      ...checkUnknownName(rulesOf("")),
      ...checkUnreached(routed, servedByPools(set), usedPools(set)),
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

function follow(set: ManifestSet, known: KnownName, rules: readonly RuleBackends[]): Followed {
  const [rule] = rules;
  if (!rule || rules.length > 1) {
    const fix = `match ${routingHeader}: ${known.baseModel} in one route`;
    return stopped(known.name, "must be matched by exactly one rule", String(rules.length), fix);
  }
  const followed = rule.backends.map((backend) => followPool(set, known, backend));
  const pools = followed.flatMap((one) => (one.kind === "reached" ? [one.pool] : []));
  const problems = [
    ...followed.flatMap((one) => (one.kind === "stopped" ? [one.problem] : [])),
    ...checkPools(known.name, rule.backends, pools),
  ];
  if (problems.length > 0) return { routed: [], problems };
  const { name, kind, baseModel } = known;
  return { routed: [{ name, kind, baseModel, route: rule.route, pools }], problems: [] };
}

type FollowedPool =
  | { readonly kind: "reached"; readonly pool: RoutedPool }
  | { readonly kind: "stopped"; readonly problem: Problem };

function followPool(set: ManifestSet, { name }: KnownName, backend: Backend): FollowedPool {
  const { namespace, weight } = backend;
  const stoppedAt = (rule: string, got: string, fix: string): FollowedPool => ({
    kind: "stopped",
    problem: brokenRouting(`name ${quote(name)}`, rule, got, fix),
  });
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
    return stoppedAt(`must be a name that ${deployment} serves`, got, "serve it under this very name");
  }
  // Of one that an autoscaler scales, it is what Kubernetes starts with.
  const { replicas = 1 } = server.spec;
  return { kind: "reached", pool: { pool: backend.pool, weight, deployment, replicas } };
}

type Rule = HttpRoute["spec"]["rules"][number];

/** A rule of a route, and where it leads. */
interface RuleBackends {
  readonly route: string;
  readonly backends: readonly Backend[];
}

/** The rules that match a request of {@link requestPath}, by the value of its routing header. */
type RulesOf = (headerValue: string) => readonly RuleBackends[];

/** Reads every route once, so that a thousand names do not ask a thousand routes each. */
function readRules(set: ManifestSet): RulesOf {
  const always: RuleBackends[] = [];
  const byValue = new Map<string, RuleBackends[]>();
  for (const { metadata, spec } of set.routes)
    for (const rule of spec.rules) {
      const backends = rule.backendRefs.map((ref) => ({
        namespace: ref.namespace ?? metadata.namespace,
        pool: ref.name,
        weight: ref.weight,
      }));
      const found = { route: metadata.name, backends };
      const wanted = wantedValues(rule);
      if (wanted === "any") always.push(found);
      else for (const value of wanted) byValue.set(value, [...(byValue.get(value) ?? []), found]);
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

function servedBy({ spec }: Deployment): readonly string[] {
  return spec.template.spec.containers.flatMap(({ args }) => servedNames(args));
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
function checkUnknownName(rules: readonly RuleBackends[]): readonly Problem[] {
  return rules.flatMap(({ route, backends }) =>
    backends.map(({ pool }) =>
      brokenRouting(
        `HTTPRoute ${route}`,
        "must not match a name that nobody serves",
        `pool ${pool}`,
        `match ${routingHeader} exactly`,
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
    .map(([{ metadata }, pools]) =>
      brokenRouting(
        `Deployment ${metadata.namespace}/${metadata.name}`,
        "must be in one pool",
        pools.join(", "),
        "make the selectors differ",
      ),
    );
}
