import type { ProviderResource, ResourceTransform } from "@pulumi/pulumi";
import { ownershipAnnotations } from "./engine-annotations";
import { mergePatch } from "./merge-patch";

/**
 * The transform of a Helm chart that is deployed as a part of a stack. It gives every object of the chart the mark that it is
 * ours, and its provider: in a transform the provider of a chart's children is undefined, and without one they would go
 * to the default provider, that is, to whatever cluster the user's kubeconfig points at.
 *
 * @param provider provider of the cluster.
 * @param patchOf what is merged into the objects of a type, for what the chart has no value for; `undefined` is nothing.
 */
export function ownChartObjects(
  provider: ProviderResource,
  patchOf: (type: string) => object | undefined = () => undefined,
): ResourceTransform {
  return ({ type, props, opts }) => {
    // The chart itself is an object of the engine's alone.
    if (type.startsWith("kubernetes:helm.sh/")) return { props, opts };
    const owned = mergePatch(props, { metadata: { annotations: ownershipAnnotations } });
    return { props: mergePatch(owned, patchOf(type) ?? {}), opts: { ...opts, provider } };
  };
}
