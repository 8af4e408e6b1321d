import { computed, computedAndFixed, each, fixed } from "./field-facts";
import type { Facts } from "./field-facts";

/**
 * Configuration of a pool's nodes.
 * Source: `schemaNodeConfig` of hashicorp/terraform-provider-google at e03b762 (2026-08-21), google/services/container/node_config.go.
 * Pulumi's provider 9 is built from google-beta 7.45.0 of the same day (pulumi/pulumi-gcp at ed6078a). That neither Local SSD block
 * is computed is issue 17068 of the provider.
 */
export const nodeConfigFacts: Facts = {
  ...each(computed, "machineType", "diskSizeGb", "diskType", "bootDisk", "imageType", "loggingVariant"),
  ...each(computed, "gcfsConfig", "workloadMetadataConfig", "effectiveTaints"),
  ...each(computedAndFixed, "localSsdCount", "minCpuPlatform", "serviceAccount"),
  metadata: { ...computedAndFixed, map: {} },
  oauthScopes: { ...computedAndFixed, set: true },
  labels: { ...computed, map: {} },
  // `containerNodePoolResourceLabelsDiffSuppress`
  resourceLabels: { map: { serverPrefix: "goog-gke" } },
  ...each({ ...fixed, default: false }, "spot", "preemptible"),
  ...each(fixed, "flexStart", "maxRunDuration"),
  ephemeralStorageLocalSsdConfig: { ...fixed, block: each(fixed, "localSsdCount", "dataCacheCount") },
  localNvmeSsdBlockConfig: { ...fixed, block: each(fixed, "localSsdCount") },
  guestAccelerators: { ...computedAndFixed, block: guestAcceleratorFacts() },
  reservationAffinity: {
    ...fixed,
    block: { ...each(fixed, "consumeReservationType", "key"), values: { ...fixed, set: true } },
  },
  shieldedInstanceConfig: {
    ...computedAndFixed,
    block: {
      enableSecureBoot: { ...fixed, default: false },
      enableIntegrityMonitoring: { ...fixed, default: true },
    },
  },
  kubeletConfig: {
    ...computed,
    block: each(computed, "cpuCfsQuota", "insecureKubeletReadonlyPortEnabled", "maxParallelImagePulls"),
  },
};

function guestAcceleratorFacts(): Facts {
  return {
    ...each(fixed, "type", "count"),
    gpuDriverInstallationConfig: { ...computedAndFixed, block: each(fixed, "gpuDriverVersion") },
    gpuSharingConfig: { ...fixed, block: each(fixed, "gpuSharingStrategy", "maxSharedClientsPerGpu") },
  };
}
