import type { Problem } from "../../problems/problems";

/** A version of GKE, or its beginning, which GKE completes with the newest that it offers. */
export const gkeVersionPattern = /^\d+\.\d+(?:\.\d+(?:-gke\.\d+)?)?$/;

/** Minor version, patch and build of GKE: `1.34.0-gke.1626000`. */
const versionParts = /^v?(\d+)\.(\d+)(?:\.(\d+)(?:-gke\.(\d+))?)?/;

/** Missing parts count as the newest: `1.34` may become any 1.34. */
function parseVersion(version: string): readonly number[] | undefined {
  const [, ...parts] = versionParts.exec(version) ?? [];
  if (parts.length === 0) return undefined;
  return parts.map((part: string | undefined) => (part === undefined ? Infinity : Number(part)));
}

/**
 * Below 0 where one version is older than another, above 0 where it is newer, and 0 where they are the same.
 * @returns undefined if one of them is not a GKE version.
 */
export function compareGkeVersions(one: string, other: string): number | undefined {
  const left = parseVersion(one);
  const right = parseVersion(other);
  if (left === undefined || right === undefined) return undefined;
  const at = left.findIndex((part, index) => part !== right[index]);
  if (at === -1) return 0;
  return (left[at] ?? 0) < (right[at] ?? 0) ? -1 : 1;
}

/** The version that a stack needs, and the fix for an older one. */
export interface GkeVersionDemand {
  /** Path of the key that sets the version or the cluster. */
  readonly path: string;
  readonly minimum: string;
  readonly fix: string;
}

/** Whether a version is new enough. An unreadable version is not refused, because Google may change the format. */
export function checkGkeVersion(
  version: string,
  { path, minimum, fix }: GkeVersionDemand,
): readonly Problem[] {
  if ((compareGkeVersions(version, minimum) ?? 0) >= 0) return [];
  return [
    {
      code: "ClusterTooOld",
      path,
      rule: `must be GKE ${minimum} or newer, which serves the Gateway API and InferencePool v1`,
      got: version,
      fix,
    },
  ];
}
