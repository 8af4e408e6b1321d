import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { quote } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import type { Deployment, ManifestSet, ScaledObject } from "../../proof/views";

/** Whether everything that a ScaledObject refers to exists: what it scales, what it reads, and its credentials. */
export function checkScaledObjects(set: ManifestSet): readonly Problem[] {
  return set.scaledObjects.flatMap((scaler) => [
    ...checkTarget(set, scaler),
    ...checkAuthentication(set, scaler),
  ]);
}

function checkTarget(set: ManifestSet, scaler: ScaledObject): readonly Problem[] {
  const { name } = scaler.spec.scaleTargetRef;
  const { namespace } = scaler.metadata;
  const target = set.deployments.find(
    ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
  );
  if (target) return checkReplicas(target, scaler);
  return [
    brokenReference(
      `${describeManifest(scaler)} spec.scaleTargetRef`,
      "must name a Deployment",
      quote(name),
      "create it, or name the model's",
    ),
  ];
}

function checkReplicas(deployment: Deployment, scaler: ScaledObject): readonly Problem[] {
  const { replicas } = deployment.spec;
  if (replicas === undefined) return [];
  return [
    {
      code: "NotApplicable",
      path: `${describeManifest(deployment)} spec.replicas`,
      rule: `must be left out with ${describeManifest(scaler)}, or every update undoes its choice`,
      got: String(replicas),
      fix: "remove it, or the ScaledObject",
    },
  ];
}

function checkAuthentication(set: ManifestSet, scaler: ScaledObject): readonly Problem[] {
  const { namespace } = scaler.metadata;
  const names = scaler.spec.triggers.flatMap(({ authenticationRef }) => authenticationRef?.name ?? []);
  const missing = [...new Set(names)].filter(
    (name) =>
      !set.triggerAuthentications.some(
        ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
      ),
  );
  return missing.map((name) =>
    brokenReference(
      `${describeManifest(scaler)} spec.triggers`,
      "must refer to a TriggerAuthentication of the same namespace",
      quote(name),
      "create it; the chart of the gateway does, given scalerNamespace",
    ),
  );
}
