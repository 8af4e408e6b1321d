import type { ModelServingSpec } from "../model/model-serving-props";
import { maxReplicasOf } from "../scaling/resolve-scaling";
import type { Problem } from "../problems/problems";
import { capabilityTitles } from "./capabilities";
import type { CapabilityName } from "./capabilities";
import type { GatewayProvider } from "./provider";
import { providers } from "./providers";

/**
 * Whether a gateway has the capabilities that a model, or one variant of it, needs.
 * @param path where the user described it.
 */
export function checkCapabilities(
  provider: GatewayProvider,
  model: ModelServingSpec,
  path: string,
): readonly Problem[] {
  const needed: readonly CapabilityName[] = [
    // A model that always has a pod has nothing to hold requests for.
    ...(model.scaling?.minReplicas === 0 && maxReplicasOf(model) > 0 ? (["holding"] as const) : []),
    ...(model.backends.length > 1 ? (["weights"] as const) : []),
  ];
  return needed.flatMap((name) => {
    const capability = provider.capabilities[name];
    if (capability.supported) return [];
    return [
      {
        code: "UnsupportedByGateway" as const,
        path,
        rule: `must do without ${capabilityTitles[name]}, which ${provider.title} gateways do not have`,
        got: capability.note,
        fix: `leave it out, or use a gateway of ${thoseWith(name)}`,
      },
    ];
  });
}

function thoseWith(name: CapabilityName): string {
  const able = providers.filter(({ capabilities }) => capabilities[name].supported);
  return able.map(({ title }) => title).join(" or ") || "another kind";
}
