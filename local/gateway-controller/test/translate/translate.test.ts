import * as fc from "fast-check";
import { kindNames } from "../../kubernetes/kinds";
import type { KindName } from "../../kubernetes/kinds";
import type { Json } from "../../translate/envoy-config";
import {
  bodyBasedRouter,
  model,
  oneModel,
  pod,
  poolPolicy,
  poolRef,
  route,
  service,
  translateObjects,
} from "../support/cluster";
import type { ClusterObjects } from "../support/cluster";
import { at } from "../support/outcome";

/** A cluster with something of every kind, some of it wrong. */
const everything: ClusterObjects[] = [
  oneModel(),
  model("phi"),
  bodyBasedRouter(),
  {
    services: [service("catalog", { port: 80 })],
    httproutes: [
      route("catalog", [{ backendRefs: [{ name: "catalog", port: 80 }, poolRef("nowhere")] }]),
      route("refused", [{ timeouts: { request: "1s" }, backendRefs: [poolRef("qwen")] }]),
    ],
    healthcheckpolicies: [poolPolicy("a", "qwen", {}), poolPolicy("b", "nowhere", {})],
    gcpbackendpolicies: [poolPolicy("a", "phi", { timeoutSec: 300 })],
    pods: [pod("qwen-1", "qwen", { ready: false })],
  },
];

const rawObjects = (kind: KindName) => everything.flatMap((cluster) => cluster[kind] ?? []);
const objects = kindNames.flatMap((kind) => rawObjects(kind).map((_, position) => `${kind}/${position}`));

function withOnly(kept: readonly string[]): ClusterObjects {
  return Object.fromEntries(
    kindNames.map((kind) => [
      kind,
      rawObjects(kind).filter((_, position) => kept.includes(`${kind}/${position}`)),
    ]),
  );
}

function isList(data: Json): data is readonly Json[] {
  return Array.isArray(data);
}

/** Every value under one of the keys, anywhere in plain data. */
function valuesOf(data: Json, ...keys: readonly string[]): readonly Json[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]: [string, Json]) => [
    ...(keys.includes(key) ? [value] : []),
    ...valuesOf(value, ...keys),
  ]);
}

describe("any part of a cluster", () => {
  const anyPart = fc.subarray(objects);

  test("Envoy is told of every cluster that it is sent to", () => {
    fc.assert(
      fc.property(anyPart, (kept) => {
        const { envoy } = translateObjects(withOnly(kept));
        const known = new Set<unknown>([
          ...envoy.clusters.map(({ name }) => name),
          ...["unresolved", "named-by-the-route"],
        ]);
        const bodies = [...envoy.listeners, ...envoy.routes].map((resource) => resource.body);
        const asked = bodies.flatMap((data) => valuesOf(data, "cluster_name"));
        const weighted = bodies
          .flatMap((data) => valuesOf(data, "weighted_clusters"))
          .flatMap((data) => valuesOf(data, "clusters"))
          .flatMap((clusters) => (isList(clusters) ? clusters.map((cluster) => at(cluster, ["name"])) : []));
        expect([...asked, ...weighted].filter((name) => !known.has(name))).toEqual([]);
      }),
    );
  });

  test("every cluster has its endpoints and every listener its routes", () => {
    fc.assert(
      fc.property(anyPart, (kept) => {
        const { envoy } = translateObjects(withOnly(kept));
        const names = (resources: readonly { readonly name: string }[]) => resources.map(({ name }) => name);
        expect(names(envoy.endpoints)).toEqual(names(envoy.clusters));
        expect(names(envoy.routes)).toEqual(names(envoy.listeners));
        expect(new Set(names(envoy.clusters)).size).toBe(envoy.clusters.length);
      }),
    );
  });

  test("no object has two statuses, and every condition says why it is not True", () => {
    fc.assert(
      fc.property(anyPart, fc.boolean(), (kept, accepted) => {
        const statuses = translateObjects(withOnly(kept)).statuses(accepted);
        const keys = statuses.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(JSON.stringify(statuses.map(({ desired }) => desired))).not.toMatch(
          /"status":"False","reason":"[^"]*","message":""/,
        );
      }),
    );
  });
});
