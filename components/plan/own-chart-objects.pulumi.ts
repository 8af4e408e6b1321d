import type { ProviderResource, ResourceTransform } from "@pulumi/pulumi";
import { ownershipAnnotations } from "./engine-annotations";
import type { HelmChartProps } from "./helm-chart";
import { mergePatch } from "./merge-patch";

/**
 * The transform of a Helm chart that is deployed as a part of a plan. It gives every object of the chart its ownership
 * annotation, labels, patches and provider: in a transform the provider of a chart's children is undefined, and without
 * one they would use the default provider, that is, whatever cluster the user's kubeconfig points at.
 *
 * @param provider provider of the cluster.
 */
export function ownChartObjects(
  provider: ProviderResource | undefined,
  { labels, patches }: Pick<HelmChartProps, "labels" | "patches">,
): ResourceTransform {
  const shared = { metadata: { annotations: ownershipAnnotations, ...(labels && { labels }) } };
  return ({ type, props, opts }) => {
    // The chart itself exists only in the engine.
    if (type.startsWith("kubernetes:helm.sh/")) return { props, opts };
    const own = patches.filter(({ kind }) => type.endsWith(`:${kind}`)).map(({ patch }) => patch);
    const patched = [shared, ...own].reduce<object>(mergePatch, props);
    return { props: patched, opts: { ...opts, ...(provider && { provider }) } };
  };
}
