import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { brokenReference } from "../proof/broken-reference";
import type { ManifestSet } from "../proof/views";
import { fixedReplicasKey, fixedReplicasName } from "./fixed-replicas";

/** Whether the replicas that a scaler leaves alone are those of their Deployment: none while a model scales. */
export function checkFixedReplicas(set: ManifestSet): readonly Problem[] {
  return set.deployments.flatMap(({ metadata, spec }) => {
    const { name, namespace } = metadata;
    const fixed = set.configMaps.find(
      (one) => one.metadata.namespace === namespace && one.metadata.name === fixedReplicasName({ name }),
    );
    if (fixed === undefined) return [];
    const scales = set.scaledObjects.some(
      (one) => one.metadata.namespace === namespace && one.spec.scaleTargetRef.name === name,
    );
    // Without either, an autoscaler of somebody else decides.
    const wanted = scales ? 0 : spec.replicas;
    const got = fixed.data[fixedReplicasKey];
    if (wanted === undefined || got === String(wanted)) return [];
    return [
      brokenReference(
        `${describeManifest(fixed)} data.${fixedReplicasKey}`,
        scales
          ? `must be "0", because Deployment ${namespace}/${name} scales`
          : `must be "${wanted}", the replicas of Deployment ${namespace}/${name}`,
        quote(got),
        "change neither of them; the model's `replicas` decides",
      ),
    ];
  });
}
