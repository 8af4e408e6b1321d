import { checkManifests } from "../../../../components/proof/check-manifests";
import { objectsIn, planDeployment } from "../../../../components/plan/deployment-plan";
import type { DeploymentPlan } from "../../../../components/plan/deployment-plan";
import { describeManifest } from "../../../../components/plan/manifest";
import type { Manifest } from "../../../../components/plan/manifest";
import { mergePatch } from "../../../../components/plan/merge-patch";
import { formatProblem } from "../../../../components/problems/problems";
import { buildManifests } from "../../../../infra/build-manifests";
import type { StackConfig } from "../../../../infra/config/stack-config";
import { resolveStack } from "../../../../infra/resolve-stack";
import type { StackSpec } from "../../../../infra/stack-spec";

const config: StackConfig = {
  zone: "us-central1-b",
  accelerator: "tpu-v6e-4",
  namespace: "demo",
  cluster: { context: "mine" },
  gateway: { provider: "istio" },
  models: [
    {
      model: "acme/Alpha-7B",
      weightsGiB: 15,
      adapters: [{ name: "alpha-sql", source: "acme/alpha-sql-lora" }],
    },
    { model: "acme/Beta-2B", weightsGiB: 4, replicas: 2 },
  ],
};

/** A stack of two models behind Istio, with other keys if given. */
export function istioStack(change: Partial<StackConfig> = {}): StackSpec {
  return resolveStack("test", { ...config, ...change });
}

/** Its plan, with BBR's chart. */
export function istioPlan(spec: StackSpec = istioStack()): DeploymentPlan {
  return planDeployment(buildManifests(spec));
}

/** Its manifests with one of them, as `kind namespace/name`, changed or left out. */
export function istioManifests(description?: string, patch?: object): readonly Manifest[] {
  const manifests = objectsIn(istioPlan()).map(({ manifest }) => manifest);
  if (description === undefined) return manifests;
  if (!manifests.some((one) => describeManifest(one) === description))
    throw new Error(`no ${description} among ${manifests.map(describeManifest).join(", ")}`);
  return manifests.flatMap((one) => {
    if (describeManifest(one) !== description) return [one];
    return patch === undefined ? [] : [mergePatch(one, patch)];
  });
}

/** All problems that the checks find in manifests, one line each. */
export function problemsIn(manifests: readonly Manifest[]): readonly string[] {
  return checkManifests(manifests).problems.map(formatProblem);
}
