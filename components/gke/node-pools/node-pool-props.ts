/** The keys of a cluster's node pools. */
import { z } from "zod";
import { consumptions } from "../../accelerators/consumption";
import { gpuSharingSchema } from "../../accelerators/gpu-sharing";
import { acceleratorNames } from "../../accelerators/table";
import type { AcceleratorName } from "../../accelerators/table";
import { key, section } from "../../keys/key";
import type { Filled, Props } from "../../keys/props";
import { labels, wholeNumber } from "../../keys/values";
import { systemMachineTypes } from "./system-machines";

/** Versions of NVIDIA's driver that GKE installs: the default of the GKE version, or the newest that it offers. */
const gpuDrivers = ["default", "latest"] as const;

export type GpuDriver = (typeof gpuDrivers)[number];

/**
 * A reservation of this project, or of one that shares it, and a part of it. Source: gcloud's `--reservation` of node pools, as
 * AI-Hypercomputer/xpk parses it (src/xpk/core/capacity.py).
 */
const reservationPath =
  /^(?:projects\/[a-z][a-z0-9.:-]*\/reservations\/)?[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\/reservationBlocks\/[a-z0-9-]+(?:\/reservationSubBlocks\/[a-z0-9-]+)?)?$/;
const reservationRule =
  "must be the name of a reservation, or projects/<project>/reservations/<name> where another project shares it";

/** The keys of the nodes of all accelerators, or of those of one. */
const poolKeys = {
  maxNodes: key(wholeNumber(1, 100).default(8), {
    description:
      "Maximum nodes of an accelerator; its pool grows to this size by itself. All replicas must fit.",
    unit: "nodes",
    change: "replaces nothing; on a laptop it restarts all pods",
    fix: "set how many nodes the pool may grow to",
  }),
  minNodes: key(wholeNumber(0, 100).optional(), {
    description: "Minimum nodes of an accelerator. They run, and cost money, even when idle.",
    unit: "nodes",
    otherwise: "a node for each replica that always runs; 0 with `flex-start`",
    change: "replaces nothing",
    fix: "set how many nodes the pool keeps at least",
  }),
  consumption: key(z.enum(consumptions).default("on-demand"), {
    description:
      "How nodes are paid for: `spot` nodes can be reclaimed at any time, `flex-start` nodes come when there is capacity and run for at most a week, `reservation` uses nodes of one of your reservations.",
    change: "replaces the pool",
    fix: 'use "on-demand", "spot", "flex-start" or "reservation"',
  }),
  reservation: key(z.string().regex(reservationPath, { error: reservationRule }).optional(), {
    description:
      "The reservation that nodes are taken from when `consumption` is `reservation`: its name, or `projects/<project>/reservations/<name>` if another project shares it, optionally followed by a block of it as `/reservationBlocks/<block>`.",
    otherwise: "none",
    change: "replaces the pool",
    fix: "use the reservation's name, such as my-h100-block",
  }),
  // The newest, because vLLM's images are built with CUDA 13 from 0.20 on, which needs 580 or newer. In 2026-02 GKE's installer
  // gave 535.274.02 by default, and 580.65 or newer for `latest`.
  gpuDriver: key(z.enum(gpuDrivers).default("latest"), {
    description:
      "Version of NVIDIA's driver on GPU nodes. vLLM's images need 580 or newer, which `default` does not install on every version of GKE. An existing pool keeps its driver if this is not set.",
    change: "replaces the pool",
    fix: 'use "latest", or "default" for the one of the GKE version',
    source: "rapidsai/deployment, issue 656 and pull request 659",
  }),
  gpuSharing: section(gpuSharingSchema.optional(), {
    description:
      "How several replicas share the GPU of one node; only for accelerators with one GPU per node. Changing it replaces the pool and restarts the models.",
    otherwise: "each replica has its own node",
    fix: "set how many replicas share a GPU in `clientsPerGpu`",
  }),
};

/** The options for the nodes of all accelerators, or of one. */
export const poolSchema = z.strictObject(poolKeys);

const acceleratorPoolSchema = z
  .strictObject({
    ...poolKeys,
    topology: key(z.string().optional(), {
      description:
        "Arrangement of a TPU slice's chips. Each accelerator has only one, so it is checked, not chosen.",
      otherwise: "the accelerator's own",
      change: "changes nothing",
      fix: "leave it out: it follows from the accelerator",
    }),
    nodeLabels: key(labels.optional(), {
      description:
        "Labels of the nodes with this accelerator, for a cluster that `cluster.kubeconfig` selects and that is not on GKE, such as `nvidia.com/gpu.product: NVIDIA-L4`. Pods select them instead of GKE's labels.",
      otherwise: "GKE's own labels",
      values: "labels",
      change: "restarts the models' pods on other nodes",
      fix: "write labels that every such node has, as `kubectl get nodes --show-labels` prints them",
    }),
  })
  .meta({ id: "AcceleratorPoolProps" });

type AcceleratorPools = Readonly<Partial<Record<AcceleratorName, AcceleratorPoolProps | undefined>>>;

/** A key for each accelerator instead of a record, so that a misspelt name is reported. */
const acceleratorPools: z.ZodType<AcceleratorPools, AcceleratorPools> = z.strictObject(
  Object.fromEntries(acceleratorNames.map((name) => [name, acceleratorPoolSchema.optional()])),
);

export const systemPoolSchema = z
  .strictObject({
    machineType: key(z.enum(systemMachineTypes).default("e2-standard-4"), {
      description: "Machine type of a node without accelerators.",
      change: "replaces those nodes, one by one",
      fix: "use one of these, or leave it out",
    }),
    maxNodes: key(wholeNumber(1, 100).optional(), {
      description: "Maximum nodes without accelerators; the pool grows to this size by itself.",
      unit: "nodes",
      otherwise: "twice the number that the pods need",
      change: "replaces nothing",
      fix: "set how many nodes the pool may grow to",
    }),
  })
  .meta({ id: "SystemPoolProps" });

/** The node pools of a cluster, as a user describes them. */
export const nodePoolsSchema = z
  .strictObject({
    ...poolKeys,
    accelerators: key(acceleratorPools.optional(), {
      description:
        "The same keys for one accelerator, such as `nvidia-l4: { maxNodes: 4 }`, overriding the values for all.",
      otherwise: "no overrides",
      values: "the keys above by [name](accelerators.md)",
      change: "has the effect of the key above",
      fix: "write the options of one accelerator under its name",
    }),
    system: section(systemPoolSchema.optional(), {
      description: "The nodes without accelerators.",
      otherwise: "as many e2-standard-4 nodes as the pods need",
      fix: "set `machineType` or `maxNodes`, or leave it out",
    }),
  })
  .meta({ id: "NodePoolsProps" });

/** The options for the nodes of all accelerators, or of one. */
export interface PoolProps extends Props<typeof poolSchema> {}

/** The same with all defaults applied. */
export interface PoolSettings extends Filled<typeof poolSchema> {}

/** The options for the nodes of one accelerator. */
export interface AcceleratorPoolProps extends Props<typeof acceleratorPoolSchema> {}

/** The nodes without accelerators, which run BBR, the endpoint pickers and the cluster's own pods. */
export interface SystemPoolProps extends Props<typeof systemPoolSchema> {}

/** The node pools of a cluster, as a user describes them. */
export interface NodePoolsProps extends Props<typeof nodePoolsSchema> {}
