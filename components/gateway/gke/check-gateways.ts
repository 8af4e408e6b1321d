import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import type { ManifestSet } from "../../proof/views";
import { gatewayClasses } from "./classes";

/** Whether each Gateway can run BBR. */
export function checkGateways(set: ManifestSet): readonly Problem[] {
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
