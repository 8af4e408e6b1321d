import { NodePool } from "@pulumi/gcp/container/nodePool";
import type { NodePoolArgs } from "@pulumi/gcp/container/nodePool";
import type { container } from "@pulumi/gcp/types/input";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import type { AcceleratorPoolSpec, GpuNodeSpec } from "./accelerator-pools";
import { nodeConfigOf } from "./node-config.pulumi";
import { placeArgs, poolOptions } from "./system-node-pool.pulumi";
import type { NodePoolPlace, SystemNodePool } from "./system-node-pool.pulumi";
import { transformed } from "../transform.pulumi";
import type { CloudTransform } from "../transform.pulumi";
import { mapping } from "../../keys/mapping";

/** The pool of one accelerator. */
export interface AcceleratorNodePoolArgs extends AcceleratorPoolSpec, NodePoolPlace {
  /** The cluster's pool without accelerators. */
  readonly systemPool: SystemNodePool;
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
  /**
   * Changes the arguments of the pool just before it is made.
   * @default - none
   */
  readonly transform?: Pick<CloudTransform, "nodePool"> | undefined;
}

/** The nodes that run the models of one accelerator: NVIDIA GPUs, or a single-host TPU slice each. */
export class AcceleratorNodePool extends ComponentResource {
  public readonly pool: NodePool;

  public constructor(name: string, args: AcceleratorNodePoolArgs, options: ComponentResourceOptions = {}) {
    const { provider, systemPool } = mapping(args, `AcceleratorNodePool "${name}"`);
    super("switchyard:cloud:AcceleratorNodePool", name, {}, { ...options, provider });
    this.pool = new NodePool(name, transformed(poolArgs(args), args.transform?.nodePool), {
      ...{ parent: this, provider, ...poolOptions },
      ignoreChanges: [...poolOptions.ignoreChanges, ...unchosenDriver(args)],
      // The cluster's own pods would settle on the first nodes, and a TPU pool cannot be the first.
      dependsOn: [systemPool.pool],
    });
    this.registerOutputs({ name: this.pool.name });
  }
}

function poolArgs(args: AcceleratorNodePoolArgs): NodePoolArgs {
  const { minNodes, nodeAccount, labels, taints, gpu } = args;
  return {
    ...placeArgs(args),
    initialNodeCount: minNodes,
    ...lifeArgs(args),
    nodeConfig: {
      ...nodeConfigOf({ ...args, serviceAccount: nodeAccount }),
      labels: { ...labels },
      taints: taints.map(({ key, value }) => ({ key, value, effect: "NO_SCHEDULE" })),
      ...(gpu === undefined ? {} : { guestAccelerators: [gpuArgs(gpu)] }),
      ...consumptionArgs(args),
    },
  };
}

/** How nodes are added, removed and upgraded. */
function lifeArgs({ minNodes, maxNodes, consumption }: AcceleratorPoolSpec): Partial<NodePoolArgs> {
  const bounds: container.NodePoolAutoscaling = { minNodeCount: minNodes, maxNodeCount: maxNodes };
  switch (consumption) {
    case "on-demand":
      return { autoscaling: bounds, management, upgradeSettings: withinQuota };
    case "spot":
    case "reservation":
      return { autoscaling: anywhere(bounds), management, upgradeSettings: withinQuota };
    case "flex-start":
      // Such nodes are replaced when their time is up, by a separate mechanism, and never repaired.
      return { autoscaling: anywhere(bounds), management: { ...management, autoRepair: false } };
  }
}

const management: container.NodePoolManagement = { autoRepair: true, autoUpgrade: true };

/** The accelerator quota is often fully used: a node must be deleted before its successor is created. */
const withinQuota: container.NodePoolUpgradeSettings = { strategy: "SURGE", maxSurge: 0, maxUnavailable: 1 };

/** Where capacity is scarce, GKE takes whatever it finds instead of balancing. */
function anywhere(bounds: container.NodePoolAutoscaling): container.NodePoolAutoscaling {
  return { ...bounds, locationPolicy: "ANY" };
}

function gpuArgs({
  type,
  count,
  driver,
  sharing,
}: GpuNodeSpec): container.NodePoolNodeConfigGuestAccelerator {
  return {
    type,
    count,
    // Left out, older versions of GKE install none.
    gpuDriverInstallationConfig: { gpuDriverVersion: driver.toUpperCase() },
    ...(sharing === undefined
      ? {}
      : {
          gpuSharingConfig: {
            gpuSharingStrategy: "TIME_SHARING",
            maxSharedClientsPerGpu: sharing.clientsPerGpu,
          },
        }),
  };
}

/** The driver cannot change in place, and the stack did not ask for another one: it applies only to new pools. */
function unchosenDriver({ gpu }: AcceleratorPoolSpec): readonly string[] {
  if (gpu === undefined || gpu.driverIsChosen) return [];
  return ["nodeConfig.guestAccelerators[0].gpuDriverInstallationConfig"];
}

function consumptionArgs({ consumption, reservation }: AcceleratorPoolSpec): container.NodePoolNodeConfig {
  switch (consumption) {
    case "on-demand":
      return {};
    case "spot":
      return { spot: true };
    case "flex-start":
      // Reservations are another way to pay, and GKE refuses the two together.
      return { flexStart: true, reservationAffinity: { consumeReservationType: "NO_RESERVATION" } };
    case "reservation":
      return { reservationAffinity: reservationArgs(reservation) };
  }
}

/** The key is the one that Compute Engine has for names. Source: GKE's API, `ReservationAffinity`. */
function reservationArgs(reservation: string | undefined): container.NodePoolNodeConfigReservationAffinity {
  return {
    consumeReservationType: "SPECIFIC_RESERVATION",
    key: "compute.googleapis.com/reservation-name",
    values: reservation === undefined ? [] : [reservation],
  };
}
