import { RunError } from "@pulumi/pulumi";
import type { GkeSpec } from "../components/gke/gke";
import { checkGkeVersion } from "../components/gke/cluster/gke-version";
import { InvalidArgs } from "../components/problems/problems";
import { versions } from "../components/versions";

/**
 * Checks that a control plane is new enough for the stack. A requested version is checked earlier; the version that the
 * channel gives, or that an existing cluster runs, is known only now.
 * @throws RunError where it is not: the engine prints its message alone.
 */
export function requireGkeVersion(stack: string, spec: GkeSpec, version: string): void {
  const problems = checkGkeVersion(version, {
    path: spec.kind === "new" ? "cluster" : "cluster.existing",
    minimum: versions.gkeMinimum,
    fix: upgradeFix(spec),
  });
  if (problems.length > 0)
    throw new RunError(new InvalidArgs(`cluster of stack "${stack}"`, problems).message);
}

/** Only the minor version, which GKE completes with the newest patch that it offers. */
const minorVersion = versions.gkeMinimum.split(".").slice(0, 2).join(".");

function upgradeFix(spec: GkeSpec): string {
  if (spec.kind === "new")
    return `set cluster.version to "${minorVersion}" or newer, which upgrades the control plane, and run \`pulumi up --refresh\``;
  const { name, location } = spec;
  return (
    "upgrade its control plane: `gcloud container clusters upgrade " +
    `${name} --location ${location} --master --cluster-version ${minorVersion}\``
  );
}
