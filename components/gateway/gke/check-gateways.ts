import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import type { ManifestSet } from "../../proof/views";
import { gatewayClasses } from "./classes";
import { isRouterMap } from "../body-based-router/router-map";

/** Whether each Gateway can run BBR, and whether BBR can see every ConfigMap of its map. */
export function checkGateways(set: ManifestSet): readonly Problem[] {
  return [...checkClasses(set), ...checkRouterMaps(set)];
}

function checkRouterMaps(set: ManifestSet): readonly Problem[] {
  const namespaces = set.gateways.map(({ metadata }) => metadata.namespace);
  if (namespaces.length === 0) return [];
  return set.configMaps
    .filter(isRouterMap)
    .filter(({ metadata }) => !namespaces.includes(metadata.namespace))
    .map(({ metadata }) =>
      brokenReference(
        `ConfigMap ${metadata.namespace}/${metadata.name}`,
        "must be in the namespace of BBR, which is the gateway's",
        metadata.namespace,
        `move it to ${namespaces.join(" or ")}`,
      ),
    );
}

function checkClasses(set: ManifestSet): readonly Problem[] {
  const able = Object.values(gatewayClasses);
  return set.gateways
    .filter(({ spec }) => !able.includes(spec.gatewayClassName))
    .map(({ metadata, spec }) =>
      brokenReference(
        `Gateway ${metadata.namespace}/${metadata.name} spec.gatewayClassName`,
        "must be a class that can run BBR",
        spec.gatewayClassName,
        `use ${able.join(" or ")}`,
      ),
    );
}
