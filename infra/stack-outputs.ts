import type { Output } from "@pulumi/pulumi";
import type { Platform } from "../components/gke/checked-platform.pulumi";
import { idleCost } from "./idle-cost";
import type { IdleCost } from "./idle-cost";
import type { LoadedStack } from "./load-stack";
import { stackCost } from "./stack-cost";

/** Stack outputs about Google Cloud. */
export interface PlatformOutputs {
  readonly clusterName: Output<string>;
  /** A secret: it holds no credential, but reveals the address of the control plane. */
  readonly kubeconfig: Output<string>;
  /**
   * USD a month, without traffic, disks and logs: at the fewest nodes, at those that the replicas need, and at the most
   * (of a model that scales, the program knows only the fewest replicas). Only where the stack creates the nodes.
   */
  readonly monthlyCostUsd?: {
    readonly minimum: number;
    readonly current: number;
    readonly maximum: number;
    /** The same at the fewest nodes that the stack would have with `scaleToZero`, and without it. */
    readonly idle: IdleCost;
    /** Machine types without a known price; the sums leave them out. */
    readonly unpriced: readonly string[];
    /** Remarks on what the sums leave out; absent where there are none. */
    readonly notes?: readonly string[];
  };
}

/** The outputs of a stack on Google Cloud. */
export function platformOutputs(
  { config, spec }: Pick<LoadedStack, "config" | "spec">,
  { clusterName, kubeconfig }: Platform,
): PlatformOutputs {
  const cost = stackCost(spec);
  if (cost === undefined) return { clusterName, kubeconfig };
  const { minimumUsd, currentUsd, maximumUsd, unpriced, notes } = cost;
  const monthlyCostUsd = {
    minimum: Math.round(minimumUsd),
    current: Math.round(currentUsd),
    maximum: Math.round(maximumUsd),
    idle: idleCost({ config, spec }),
    unpriced,
    ...(notes.length === 0 ? {} : { notes }),
  };
  return { clusterName, kubeconfig, monthlyCostUsd };
}
