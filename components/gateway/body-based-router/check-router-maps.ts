import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import type { ManifestSet } from "../../proof/views";
import { isRouterMap } from "./router-map";

/** Whether BBR can see every ConfigMap of its map. */
export function checkRouterMaps(set: ManifestSet): readonly Problem[] {
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
