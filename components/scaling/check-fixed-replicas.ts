import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { brokenReference } from "../proof/broken-reference";
import type { ManifestSet } from "../proof/views";
import { fixedReplicasKey, fixedReplicasName } from "./fixed-replicas";

/** Whether the replicas that a scaler leaves alone are those of their Deployment: none while a model scales. */
export function checkFixedReplicas(set: ManifestSet): readonly Problem[] {
  const fixedByName = new Map(set.configMaps.map((one) => [placed(one.metadata), one]));
  const scaled = new Set(
    set.scaledObjects.map(({ metadata: { namespace }, spec }) =>
      placed({ namespace, name: spec.scaleTargetRef.name }),
    ),
  );
  return set.deployments.flatMap(({ metadata: { name, namespace }, spec }) => {
    const fixed = fixedByName.get(placed({ namespace, name: fixedReplicasName({ name }) }));
    if (fixed === undefined) return [];
    const deployment = placed({ namespace, name });
    const scales = scaled.has(deployment);
    // Without either, an autoscaler that is not part of the manifests decides.
    const wanted = scales ? 0 : spec.replicas;
    const got = fixed.data[fixedReplicasKey];
    if (wanted === undefined || got === String(wanted)) return [];
    return [
      brokenReference(
        `${describeManifest(fixed)} data.${fixedReplicasKey}`,
        scales
          ? `must be "0", because Deployment ${deployment} scales`
          : `must be "${wanted}", the replicas of Deployment ${deployment}`,
        quote(got),
        "change neither of them; the model's `replicas` decides",
      ),
    ];
  });
}

function placed({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
