import { isUntestedOnTpu, testedOnTpu, tpuSupportRelease } from "../components/accelerators/tpu-support";
import { askedHours, leastOpenHours } from "../components/gke/cluster/maintenance";
import { modelWarnings } from "../components/model/model-warnings";
import { secretReferences } from "../components/model/secret-references";
import { variantPhrase } from "../components/model/variants";
import type { StackSpec } from "./stack-spec";

/** Warnings about a valid stack. */
export function stackWarnings(spec: StackSpec): readonly string[] {
  return [
    // Variants on the same hardware have the same warnings.
    ...new Set(spec.models.flatMap(modelWarnings)),
    ...[missingSecrets, shortMaintenance, plainHttp, untestedModels, heldRequests, labelsOfGke].flatMap(
      (warn) => warn(spec),
    ),
  ];
}

function missingSecrets({ models, target, ownsHuggingFaceToken }: StackSpec): readonly string[] {
  const secrets = secretReferences(models).map(({ name }) => name);
  if (target.kind !== "new" || ownsHuggingFaceToken || secrets.length === 0) return [];
  return [
    `nothing creates the Secret ${secrets.join(", ")} that models refer to, and these models wait for it: run ` +
      "`pulumi config set --secret switchyard:huggingFaceToken`, or create it while the update runs",
  ];
}

function shortMaintenance({ target }: StackSpec): readonly string[] {
  if (target.kind !== "new") return [];
  const { least, inDays } = askedHours;
  const hours = leastOpenHours(target.cluster.maintenance.window, inDays);
  if (hours >= least) return [];
  return [
    `cluster.maintenance.window is open for ${hours} hours in ${inDays} days: GKE may refuse fewer than ${least} ("maintenance policy ` +
      `would go longer than ${inDays}d"), while its newer documents ask for as many in 92 days`,
  ];
}

function plainHttp({ gateway }: StackSpec): readonly string[] {
  if (gateway.exposure !== "public") return [];
  return [
    "the gateway is public and speaks plain HTTP: anyone who knows its address can use the models, and prompts and answers " +
      "cross the internet unencrypted; put something in front that authenticates and speaks TLS",
  ];
}

/** A cluster by kubeconfig may be a laptop, where no model is loaded. */
function untestedModels({ models, target }: StackSpec): readonly string[] {
  const untested = new Set(models.filter(isUntestedOnTpu).map(({ model }) => model));
  if (target.kind === "kubeconfig" || untested.size === 0) return [];
  return [
    `${[...untested].join(", ")}: not among the models that pass in the support matrix of ${tpuSupportRelease} for TPU v6e; it may ` +
      `fail to start, be slow or answer wrongly. These pass: ${testedOnTpu.join(", ")}`,
  ];
}

/** A stack without a zone is outside of Google Cloud. */
function labelsOfGke({ zone, models, nodesFor }: StackSpec): readonly string[] {
  const names = [...new Set(models.map((model) => model.accelerator))].filter(
    (name) => nodesFor(name).nodeLabels === undefined,
  );
  if (zone !== undefined || names.length === 0) return [];
  return [
    `pods on ${names.join(", ")} select nodes by GKE's labels, and wait forever where no node has them: outside of GKE, set ` +
      "nodePools.accelerators.<accelerator>.nodeLabels",
  ];
}

function heldRequests({ models, target }: StackSpec): readonly string[] {
  const sleeping = new Set(
    models.filter(({ scaling }) => scaling?.minReplicas === 0).map((model) => variantPhrase(model)),
  );
  if (target.kind === "kubeconfig" || sleeping.size === 0) return [];
  return [
    `${[...sleeping].join(", ")}: holding the first request to a sleeping model is experimental on GKE: nobody has measured how ` +
      "long its load balancer waits; holdSec bounds it, and clients must be ready for a 503",
  ];
}
