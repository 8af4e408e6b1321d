/**
 * A stack without running pods: every Deployment has no replicas, so that only the engine, the provider and the API server
 * are measured, and a laptop can hold a hundred models. Kinds, numbers and edges of the objects are the real ones.
 */
import { getStack, runtime } from "@pulumi/pulumi";
import type { PlanEntry } from "../../components/plan/deployment-plan";
import type { Manifest } from "../../components/plan/manifest";
import { mergePatch } from "../../components/plan/merge-patch";
import { deployStack } from "../../infra/deploy-stack";
import { kubeconfigAccess, kubernetesProvider } from "../../infra/kubernetes-provider";
import { checkStackConfig } from "../../infra/load-stack";
import { readProgramEnvironment } from "../../infra/program-environment";
import { fromEngine } from "../../infra/stack-file";

const noReplicas = { spec: { replicas: 0 } };

/** BBR's Service gets no endpoint that the engine could wait for. */
const chartPatches = [
  { kind: "Deployment", patch: noReplicas },
  { kind: "Service", patch: { metadata: { annotations: { "pulumi.com/skipAwait": "true" } } } },
];

function parkedManifest(manifest: Manifest): Manifest {
  return manifest.kind === "Deployment" ? mergePatch(manifest, noReplicas) : manifest;
}

function parked(entry: PlanEntry): PlanEntry {
  return entry.kind === "object"
    ? { ...entry, manifest: parkedManifest(entry.manifest) }
    : { ...entry, helm: { ...entry.helm, patches: [...entry.helm.patches, ...chartPatches] } };
}

/** Called by the engine, like the function of `infra/index.ts`. */
export function program(): void {
  const { spec, plan, routing } = checkStackConfig(getStack(), fromEngine(runtime.allConfig(), process.env));
  if (spec.target.kind !== "kubeconfig") throw new Error(`${spec.stack} is not a laptop stack`);
  const provider = kubernetesProvider(kubeconfigAccess(spec.stack, spec.target, process.env));
  const { chartFolders } = readProgramEnvironment(process.env);
  deployStack({ spec, plan: plan.map(parked), routing }, { provider, chartFolders });
}
