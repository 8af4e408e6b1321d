import { bodyBasedRouterChart } from "switchyard/charts";

const probeTimeoutMs = 2000;

/** The address that answers whether the chart's version can be pulled. */
export function chartManifestUrl(reference: string, version: string): string {
  const { host, pathname } = new URL(reference);
  return `https://${host}/v2${pathname}/manifests/${version}`;
}

/** Whether BBR's chart can be pulled from its registry, according to a short probe. */
export async function isChartReachable(): Promise<boolean> {
  try {
    const url = chartManifestUrl(bodyBasedRouterChart.reference, bodyBasedRouterChart.version);
    const response = await fetch(url, {
      method: "HEAD",
      headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    return response.ok;
  } catch {
    return false;
  }
}
