/**
 * Every accelerator that a model can ask for, one row per node shape.
 *
 * Sources: machine figures from Google Cloud's machine-family pages (GPU and TPU v6e, read 2026-08); shapes and ways to
 * pay of the smaller A3 High machines from its page "GPU machine types" (read 2026-11-22); chip memory from the vendors'
 * data sheets. Zones are in a separate file.
 */
import type { Consumption } from "./consumption";
import { zones } from "./zones";

interface AcceleratorRow {
  /** Compute Engine machine type of a node. */
  readonly machineType: string;
  /** Virtual CPUs of a node. */
  readonly cpu: number;
  /** Memory of a node, in GiB. */
  readonly memoryGiB: number;
  /**
   * Further machine types that are the same shape: as many chips of the same kind, and room for a replica. Pools of a stack never
   * use them; those of an existing cluster may.
   */
  readonly otherMachineTypes?: readonly string[];
  /** Value of the node label that GKE gives this accelerator, and of the selector that asks for it. */
  readonly gkeType: string;
  /** Accelerators in a node. One model server takes them all. */
  readonly chips: number;
  /** Memory of one accelerator, in GiB. */
  readonly chipMemoryGiB: number;
  /** Zones that offer it. */
  readonly zones: readonly string[];
  /** Ways to pay for a node. */
  readonly consumption: readonly Consumption[];
}

/** An NVIDIA GPU node. */
export interface GpuAccelerator extends AcceleratorRow {
  readonly kind: "gpu";
  /** Whether the chip computes in bfloat16; without it, vLLM needs `--dtype half`. */
  readonly bfloat16: boolean;
}

/** A single-host TPU v6e slice. */
export interface TpuAccelerator extends AcceleratorRow {
  readonly kind: "tpu";
  /** Shape of the slice, as GKE's label names it. */
  readonly topology: string;
}

/**
 * Any way; the shapes of H100 that are no whole machine are never on demand, nor reserved, as only what can be had on demand
 * can be.
 */
const anyWay = ["on-demand", "spot", "flex-start", "reservation"] as const;
const notOnDemand = ["spot", "flex-start"] as const;

const v6e = {
  kind: "tpu",
  gkeType: "tpu-v6e-slice",
  chipMemoryGiB: 32,
  zones: zones.v6e,
  consumption: anyWay,
} as const;
const t4 = {
  kind: "gpu",
  gkeType: "nvidia-tesla-t4",
  chipMemoryGiB: 16,
  bfloat16: false,
  zones: zones.t4,
  consumption: anyWay,
} as const;
const l4 = {
  kind: "gpu",
  gkeType: "nvidia-l4",
  chipMemoryGiB: 24,
  bfloat16: true,
  zones: zones.l4,
  consumption: anyWay,
} as const;
const a100 = {
  kind: "gpu",
  gkeType: "nvidia-tesla-a100",
  chipMemoryGiB: 40,
  bfloat16: true,
  zones: zones.a100,
  consumption: anyWay,
} as const;
const a100x80 = {
  kind: "gpu",
  gkeType: "nvidia-a100-80gb",
  chipMemoryGiB: 80,
  bfloat16: true,
  zones: zones.a100x80,
  consumption: anyWay,
} as const;
const h100 = {
  kind: "gpu",
  gkeType: "nvidia-h100-80gb",
  chipMemoryGiB: 80,
  bfloat16: true,
  zones: zones.h100,
  consumption: notOnDemand,
} as const;

export const accelerators = {
  "tpu-v6e-1": {
    ...v6e,
    machineType: "ct6e-standard-1t",
    cpu: 44,
    memoryGiB: 176,
    chips: 1,
    topology: "1x1",
  },
  "tpu-v6e-4": {
    ...v6e,
    machineType: "ct6e-standard-4t",
    cpu: 180,
    memoryGiB: 720,
    chips: 4,
    topology: "2x2",
  },
  "tpu-v6e-8": {
    ...v6e,
    machineType: "ct6e-standard-8t",
    cpu: 180,
    memoryGiB: 1440,
    chips: 8,
    topology: "2x4",
  },
  "nvidia-t4": {
    ...t4,
    machineType: "n1-standard-8",
    // N1 machines have whatever GPUs are attached to them, so their type does not say how many.
    otherMachineTypes: ["n1-standard-16", "n1-standard-32", "n1-highmem-8", "n1-highmem-16", "n1-highmem-32"],
    cpu: 8,
    memoryGiB: 30,
    chips: 1,
  },
  "nvidia-l4": {
    ...l4,
    machineType: "g2-standard-8",
    otherMachineTypes: ["g2-standard-12", "g2-standard-16", "g2-standard-32"],
    cpu: 8,
    memoryGiB: 32,
    chips: 1,
  },
  "nvidia-l4-x2": { ...l4, machineType: "g2-standard-24", cpu: 24, memoryGiB: 96, chips: 2 },
  "nvidia-l4-x4": { ...l4, machineType: "g2-standard-48", cpu: 48, memoryGiB: 192, chips: 4 },
  "nvidia-l4-x8": { ...l4, machineType: "g2-standard-96", cpu: 96, memoryGiB: 384, chips: 8 },
  "nvidia-a100-40gb": { ...a100, machineType: "a2-highgpu-1g", cpu: 12, memoryGiB: 85, chips: 1 },
  "nvidia-a100-40gb-x2": { ...a100, machineType: "a2-highgpu-2g", cpu: 24, memoryGiB: 170, chips: 2 },
  "nvidia-a100-40gb-x4": { ...a100, machineType: "a2-highgpu-4g", cpu: 48, memoryGiB: 340, chips: 4 },
  "nvidia-a100-40gb-x8": { ...a100, machineType: "a2-highgpu-8g", cpu: 96, memoryGiB: 680, chips: 8 },
  "nvidia-a100-80gb": { ...a100x80, machineType: "a2-ultragpu-1g", cpu: 12, memoryGiB: 170, chips: 1 },
  "nvidia-a100-80gb-x2": { ...a100x80, machineType: "a2-ultragpu-2g", cpu: 24, memoryGiB: 340, chips: 2 },
  "nvidia-a100-80gb-x4": { ...a100x80, machineType: "a2-ultragpu-4g", cpu: 48, memoryGiB: 680, chips: 4 },
  "nvidia-a100-80gb-x8": { ...a100x80, machineType: "a2-ultragpu-8g", cpu: 96, memoryGiB: 1360, chips: 8 },
  "nvidia-h100-80gb": { ...h100, machineType: "a3-highgpu-1g", cpu: 26, memoryGiB: 234, chips: 1 },
  "nvidia-h100-80gb-x2": { ...h100, machineType: "a3-highgpu-2g", cpu: 52, memoryGiB: 468, chips: 2 },
  "nvidia-h100-80gb-x4": { ...h100, machineType: "a3-highgpu-4g", cpu: 104, memoryGiB: 936, chips: 4 },
  "nvidia-h100-80gb-x8": {
    ...h100,
    machineType: "a3-highgpu-8g",
    cpu: 208,
    memoryGiB: 1872,
    chips: 8,
    consumption: anyWay,
  },
} as const satisfies Record<string, GpuAccelerator | TpuAccelerator>;

/** Name of an accelerator, as a user writes it. */
export type AcceleratorName = keyof typeof accelerators;

export type Accelerator = GpuAccelerator | TpuAccelerator;

/** Facts about an accelerator by its name. */
export function accelerator(name: AcceleratorName): Accelerator {
  return accelerators[name];
}

/** Whether a name is one that a user may write. */
export function isAcceleratorName(name: string): name is AcceleratorName {
  return Object.hasOwn(accelerators, name);
}

/** All names, in the order of the table. */
export const acceleratorNames: readonly AcceleratorName[] =
  Object.keys(accelerators).filter(isAcceleratorName);
