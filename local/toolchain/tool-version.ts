import type { VersionRule } from "./tool";

/** The first version number in what a program prints, e.g. "1.34.4" in "Kubernetes v1.34.4"; undefined when there is none. */
export function readVersion(output: string): string | undefined {
  return /(?<![\d.])\d+\.\d+\.\d+(?!\.?\d)/.exec(output)?.[0];
}

/** Whether an installed version can replace the required one. */
export function acceptsVersion(accepts: VersionRule, wanted: string, found: string): boolean {
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = wanted.split(".").map(Number);
  const [major = 0, minor = 0, patch = 0] = found.split(".").map(Number);
  if (major !== wantedMajor) return false;
  if (accepts === "same-minor") return minor === wantedMinor;
  return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch);
}
