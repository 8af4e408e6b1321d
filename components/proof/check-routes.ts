import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { brokenReference } from "./broken-reference";
import type { HttpRoute, ManifestSet } from "./views";

/** Whether each route belongs to a Gateway of the stack and leads to pools that exist. */
export function checkRoutes(set: ManifestSet): readonly Problem[] {
  return set.routes.flatMap((route) => [
    ...checkBackends(set, route),
    ...checkParents(set, route),
    ...checkMatchCount(route),
  ]);
}

/** Matches that all rules of a route can have together. Source: the CEL rule of `spec.rules`, HTTPRoute of Gateway API v1.5.1. */
const mostMatches = 128;

function checkMatchCount(route: HttpRoute): readonly Problem[] {
  const count = route.spec.rules.flatMap(({ matches }) => matches).length;
  if (count <= mostMatches) return [];
  return [
    {
      code: "TooManyRoutes",
      path: describeManifest(route),
      rule: `must have at most ${mostMatches} matches: one for each path and each name that the gateway tells apart`,
      got: String(count),
      fix: "give the model fewer adapters and aliases, or use a gateway that needs no match for each of them",
    },
  ];
}

function checkBackends(set: ManifestSet, route: HttpRoute): readonly Problem[] {
  const { namespace } = route.metadata;
  return route.spec.rules
    .flatMap(({ backendRefs }) => backendRefs)
    .filter(({ kind }) => kind === "InferencePool")
    .filter(
      (ref) =>
        !set.pools.some(({ metadata }) => metadata.name === ref.name && metadata.namespace === namespace),
    )
    .map((ref) =>
      brokenReference(
        describeManifest(route),
        "must lead to an InferencePool of its namespace",
        ref.name,
        "create that pool",
      ),
    );
}

function checkParents(set: ManifestSet, route: HttpRoute): readonly Problem[] {
  // A single model belongs to a gateway that another program created.
  if (set.gateways.length === 0) return [];
  const names = set.gateways.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  return route.spec.parentRefs
    .map((ref) => `${ref.namespace ?? route.metadata.namespace}/${ref.name}`)
    .filter((parent) => !names.includes(parent))
    .map((parent) =>
      brokenReference(
        describeManifest(route),
        "must belong to a Gateway of the stack",
        parent,
        `use ${names.join(" or ")}`,
      ),
    );
}
