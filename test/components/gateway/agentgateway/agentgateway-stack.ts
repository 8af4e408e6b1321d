import { manifestsIn, planDeployment } from "../../../../components/plan/deployment-plan";
import type { Manifest } from "../../../../components/plan/manifest";
import { checkManifests } from "../../../../components/proof/check-manifests";
import { formatProblem } from "../../../../components/problems/problems";
import { buildManifests } from "../../../../infra/build-manifests";
import type { StackConfig } from "../../../../infra/config/stack-config";
import { resolveStack } from "../../../../infra/resolve-stack";
import { entryOf } from "../../../support/fixture";

/** A stack behind agentgateway, with an adapter and a model of several replicas. */
export const config: StackConfig = {
  zone: "us-central1-b",
  accelerator: "tpu-v6e-4",
  cluster: { context: "mine" },
  gateway: { provider: "agentgateway" },
  models: [
    {
      model: "acme/Alpha-7B",
      weightsGiB: 15,
      adapters: [{ name: "alpha-sql", source: "acme/alpha-sql-lora" }],
    },
    { model: "acme/Beta-2B", weightsGiB: 4, replicas: 2 },
  ],
};

/** The stack with some keys changed. */
export function resolved(change: Partial<StackConfig> = {}) {
  return resolveStack("agentgateway", { ...config, ...change });
}

/** The plan of the stack with some keys changed. */
export function planned(change: Partial<StackConfig> = {}) {
  return planDeployment(buildManifests(resolved(change)));
}

export const plan = planned();
export const manifests = manifestsIn(plan);

/** The manifest of an id in the plan. */
export function manifestOf(id: string): Manifest {
  return entryOf(plan, id).manifest;
}

/** The manifests with the spec of one of them changed. */
export function withSpec(id: string, change: (spec: unknown) => unknown): readonly Manifest[] {
  const changed = manifestOf(id);
  return manifests.map((one) => (one === changed ? { ...one, spec: change(one["spec"]) } : one));
}

/** Every problem of some manifests. */
export function problemsIn(changed: readonly Manifest[]): readonly string[] {
  return checkManifests(changed).problems.map(formatProblem);
}
