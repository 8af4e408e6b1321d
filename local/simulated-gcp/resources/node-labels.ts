import { regionOfZone } from "../region-of-zone";
import type { NodeConfig } from "./node-config";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import type { PoolMachine } from "./node-pool-machine";

type Labels = Readonly<Record<string, string>>;

/**
 * Labels of a node in a Standard cluster, whatever sets them. A label that only some documents promise is left out, so that
 * nothing relies on it: `gke-accelerator-count` exists for TPUs, and for GPUs only in Autopilot.
 * Sources: pkg/cloudprovider/gke/labels/system_labels.go of GoogleCloudPlatform/cluster-autoscaler at 7d25050 (names, values,
 * which of them only Autopilot has); nodes of GKE 1.34 as VictoriaMetrics/VictoriaLogs records one in its tests (n2d-standard-8)
 * and `kubectl describe node` of a ct6e-standard-4t in a public tutorial (2025-11).
 */
export function nodeLabels(fields: NodePoolFields, zone: string): Labels {
  const { nodeConfig = {} } = fields;
  const machine = poolMachine(fields);
  return {
    ...nodeConfig.labels,
    ...placeLabels(zone),
    ...machineLabels(nodeConfig, machine),
    ...poolLabels(fields),
    ...consumptionLabels(nodeConfig),
    ...gpuLabels(nodeConfig, machine),
    ...tpuLabels(machine),
  };
}

function placeLabels(zone: string): Labels {
  const region = regionOfZone(zone);
  return {
    ...{ "topology.kubernetes.io/region": region, "topology.kubernetes.io/zone": zone },
    ...{ "failure-domain.beta.kubernetes.io/region": region, "failure-domain.beta.kubernetes.io/zone": zone },
    "topology.gke.io/zone": zone,
  };
}

function machineLabels(config: NodeConfig, { machine }: PoolMachine): Labels {
  const { name, series, cpu, memoryGiB, bootDisks } = machine;
  return {
    ...{ "kubernetes.io/arch": "amd64", "beta.kubernetes.io/arch": "amd64" },
    ...{ "kubernetes.io/os": "linux", "beta.kubernetes.io/os": "linux" },
    ...{ "node.kubernetes.io/instance-type": name, "beta.kubernetes.io/instance-type": name },
    "cloud.google.com/machine-family": series,
    "cloud.google.com/gke-cpu-scaling-level": String(cpu),
    // 737 for the 720 GiB of a ct6e-standard-4t.
    "cloud.google.com/gke-memory-gb-scaling-level": String(Math.floor((memoryGiB * 1024) / 1000)),
    "cloud.google.com/gke-boot-disk": config.diskType ?? bootDisks.default,
    ...(hasEphemeralLocalSsd(config, machine.automaticLocalSsds)
      ? { "cloud.google.com/gke-ephemeral-storage-local-ssd": "true" }
      : {}),
  };
}

function hasEphemeralLocalSsd(config: NodeConfig, automatic: number): boolean {
  if (config.localNvmeSsdBlockConfig !== undefined) return false;
  return (config.ephemeralStorageLocalSsdConfig?.localSsdCount ?? automatic) > 0;
}

function poolLabels({ name, maxPodsPerNode = 110, nodeConfig = {} }: NodePoolFields): Labels {
  return {
    "cloud.google.com/gke-nodepool": name,
    "cloud.google.com/gke-container-runtime": "containerd",
    "cloud.google.com/gke-logging-variant": nodeConfig.loggingVariant ?? "DEFAULT",
    "cloud.google.com/gke-max-pods-per-node": String(maxPodsPerNode),
    "cloud.google.com/gke-os-distribution": nodeConfig.imageType === "UBUNTU_CONTAINERD" ? "ubuntu" : "cos",
    "cloud.google.com/gke-stack-type": "IPV4",
  };
}

function consumptionLabels({ spot = false, flexStart = false }: NodeConfig): Labels {
  if (spot) return { "cloud.google.com/gke-spot": "true", "cloud.google.com/gke-provisioning": "spot" };
  if (flexStart)
    return { "cloud.google.com/gke-flex-start": "true", "cloud.google.com/gke-provisioning": "flex-start" };
  return { "cloud.google.com/gke-provisioning": "standard" };
}

const driverLabels = { DEFAULT: "default", LATEST: "latest", INSTALLATION_DISABLED: "disabled" } as const;

function gpuLabels({ guestAccelerators = [] }: NodeConfig, { accelerator }: PoolMachine): Labels {
  const [guest] = guestAccelerators;
  if (accelerator?.kind !== "gpu" || guest === undefined) return {};
  const { gpuSharingConfig: sharing, gpuDriverInstallationConfig: driver } = guest;
  return {
    "cloud.google.com/gke-accelerator": accelerator.type,
    "cloud.google.com/gke-gpu-driver-version": driverLabels[driver?.gpuDriverVersion ?? "DEFAULT"],
    ...(sharing === undefined
      ? {}
      : {
          "cloud.google.com/gke-gpu-sharing-strategy": sharing.gpuSharingStrategy
            .toLowerCase()
            .replace("_", "-"),
          "cloud.google.com/gke-max-shared-clients-per-gpu": String(sharing.maxSharedClientsPerGpu),
        }),
  };
}

function tpuLabels({ machine: { tpu } }: PoolMachine): Labels {
  if (tpu === undefined) return {};
  return {
    "cloud.google.com/gke-tpu-accelerator": tpu.type,
    "cloud.google.com/gke-tpu-topology": tpu.topology,
    "cloud.google.com/gke-accelerator-count": String(tpu.chips),
  };
}
