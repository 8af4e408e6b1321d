import type { NodeTaint } from "@switchyard/contracts/node-shape";
import type { Properties } from "../protocol/values";
import type { NodeConfig } from "./node-config";
import type { PoolMachine } from "./node-pool-machine";

/** Inputs of a pool's nodes besides their configuration. */
export interface NodeConfigContext extends PoolMachine {
  /** Taints that GKE adds to the nodes. */
  readonly automaticTaints: readonly NodeTaint[];
  /** Whether the cluster has a workload pool. */
  readonly workloadIdentity: boolean;
}

/** Scopes of a node whose pool names none. Source: `defaultOauthScopes` in node_config.go of the provider. */
const defaultScopes = [
  "devstorage.read_only",
  "logging.write",
  "monitoring",
  "service.management.readonly",
  "servicecontrol",
  "trace.append",
].map((name) => `https://www.googleapis.com/auth/${name}`);

/** GKE's documented default size of a boot disk. */
export const defaultDiskSizeGb = 100;

/**
 * A pool's `nodeConfig` as the real provider reads it back: the inputs, and the values that GKE filled in. Source of the fields and
 * of their names: `flattenNodeConfig` of hashicorp/terraform-provider-google at e03b762, google/services/container/node_config.go;
 * of the values: GKE's API as terraform-google-modules and the provider's acceptance tests show it, and the machine catalogue.
 */
export function nodeConfigState(config: NodeConfig, context: NodeConfigContext): Properties {
  const { machine } = context;
  const diskType = config.diskType ?? machine.bootDisks.default;
  const diskSizeGb = config.diskSizeGb ?? defaultDiskSizeGb;
  return {
    ...{ imageType: "COS_CONTAINERD", loggingVariant: "DEFAULT", localSsdCount: 0, minCpuPlatform: "" },
    ...{ oauthScopes: defaultScopes, preemptible: false, spot: false, flexStart: false, maxRunDuration: "" },
    ...config,
    ...{ machineType: machine.name, diskType, diskSizeGb, bootDisk: { diskType, sizeGb: diskSizeGb } },
    // GKE adds its own to the declared ones.
    metadata: { "disable-legacy-endpoints": "true", ...config.metadata },
    resourceLabels: { ...config.resourceLabels, [provisioningLabel]: provisioningName(config) },
    shieldedInstanceConfig: {
      ...{ enableIntegrityMonitoring: true, enableSecureBoot: false },
      ...config.shieldedInstanceConfig,
    },
    kubeletConfig: kubeletConfig(config),
    ...workloadMetadata(config, context),
    ...localSsds(config, context),
    effectiveTaints: effectiveTaints(config, context.automaticTaints),
  };
}

const provisioningLabel = "goog-gke-node-pool-provisioning-model";

/** How a node is paid for, in the terms of GKE's labels. */
function provisioningName({ spot = false, flexStart = false }: NodeConfig): string {
  if (flexStart) return "flex-start";
  return spot ? "spot" : "on-demand";
}

function kubeletConfig({ kubeletConfig: declared = {} }: NodeConfig): Properties {
  return {
    cpuCfsQuota: false,
    insecureKubeletReadonlyPortEnabled: "FALSE",
    maxParallelImagePulls: 2,
    ...declared,
  };
}

/** In a cluster with a workload pool, the metadata server is GKE's by default. */
function workloadMetadata(config: NodeConfig, { workloadIdentity }: NodeConfigContext): Properties {
  if (config.workloadMetadataConfig !== undefined || !workloadIdentity) return {};
  return { workloadMetadataConfig: { mode: "GKE_METADATA" } };
}

/**
 * The disks that come with the machine, as ephemeral storage: mozilla/terraform-modules, pull request 464 ("4 -> null, forces
 * replacement" on a3-highgpu-2g), and GoogleCloudPlatform/cluster-toolkit, pull request 2968.
 */
function localSsds(config: NodeConfig, { machine }: NodeConfigContext): Properties {
  const declared = config.ephemeralStorageLocalSsdConfig ?? config.localNvmeSsdBlockConfig;
  if (declared !== undefined || machine.automaticLocalSsds === 0) return {};
  return { ephemeralStorageLocalSsdConfig: { localSsdCount: machine.automaticLocalSsds, dataCacheCount: 0 } };
}

/** `effectiveTaints` has all taints; `taints` only the declared ones (`flattenTaints`). */
function effectiveTaints(
  { taints = [] }: NodeConfig,
  automatic: readonly NodeTaint[],
): readonly Properties[] {
  const added = automatic.filter(({ key }) => !taints.some((taint) => taint.key === key));
  return [...taints, ...added.map(({ key, value }) => ({ key, value, effect: "NO_SCHEDULE" }))];
}
