import { bootDisks } from "./disk-types";
import type { BootDisks } from "./disk-types";
import { zones } from "./zones";

/** The GPUs of one machine, all of one type. */
export interface GpuSet {
  /** Compute Engine's accelerator type, such as `nvidia-l4`. */
  readonly type: string;
  readonly count: number;
}

/** A TPU slice with a single host. */
export interface TpuSlice {
  /** Value of GKE's node label. */
  readonly type: string;
  readonly chips: number;
  readonly topology: string;
}

/** A Compute Engine machine type, as offered for GKE nodes. */
export interface MachineType {
  readonly name: string;
  /** The first word of the name, such as `a3`. */
  readonly series: string;
  /** Virtual CPUs. */
  readonly cpu: number;
  readonly memoryGiB: number;
  /** Possible sets of GPUs, of which a pool names one; empty for a machine without GPUs. */
  readonly gpus: readonly GpuSet[];
  /** Whether it is also available without GPUs. */
  readonly plain: boolean;
  readonly tpu: TpuSlice | undefined;
  /** Local SSDs of 375 GiB that GKE always attaches, as ephemeral storage. */
  readonly automaticLocalSsds: number;
  /** Whether it is available on demand; every machine is available as spot and by flex-start. */
  readonly onDemand: boolean;
  /** Zones that offer it with its accelerators; undefined for everywhere. */
  readonly zones: readonly string[] | undefined;
  readonly bootDisks: BootDisks;
}

type Row = Pick<MachineType, "cpu" | "memoryGiB"> & Partial<MachineType>;

/**
 * vCPUs, memory, GPUs and automatic Local SSDs.
 * Source: `NewMachineTypeInfo`, `withGpuOverride` and `withAutomaticEphemeralLocalSsdCount` of Google's own autoscaler for GKE
 * (GoogleCloudPlatform/cluster-autoscaler at 7d25050, pkg/cloudprovider/gke/machinetypes/deprecated_machine_types_config.go,
 * read 2026-11-27); sizes compared with skypilot-org/skypilot-catalog, catalogs/v8/gcp/vms.csv at 8427bbf. Where the two
 * differ the API's number counts: e2-medium has 2 vCPUs (the autoscaler plans with 1), g2-standard-24 has 24 (it says 23).
 * That GKE attaches the Local SSDs of A3 and A2 Ultra: docs.cloud.google.com/compute/docs/disks/add-local-ssd, and a plan that
 * shows 4 of them on a3-highgpu-2g: mozilla/terraform-modules, pull request 464.
 * That A3 High with fewer than eight GPUs is sold as spot or by flex-start only: "Accelerator-optimized machine family" of
 * Compute Engine's documents, as the project's facts have it.
 */
const accelerated: Readonly<Record<string, Row>> = {
  ...g2({ 4: 1, 8: 1, 12: 1, 16: 1, 24: 2, 32: 1, 48: 4, 96: 8 }),
  "a2-highgpu-1g": { cpu: 12, memoryGiB: 85, ...a100(1) },
  "a2-highgpu-2g": { cpu: 24, memoryGiB: 170, ...a100(2) },
  "a2-highgpu-4g": { cpu: 48, memoryGiB: 340, ...a100(4) },
  "a2-highgpu-8g": { cpu: 96, memoryGiB: 680, ...a100(8) },
  "a2-ultragpu-1g": { cpu: 12, memoryGiB: 170, ...a100With80Gb(1) },
  "a2-ultragpu-2g": { cpu: 24, memoryGiB: 340, ...a100With80Gb(2) },
  "a2-ultragpu-4g": { cpu: 48, memoryGiB: 680, ...a100With80Gb(4) },
  "a2-ultragpu-8g": { cpu: 96, memoryGiB: 1360, ...a100With80Gb(8) },
  "a3-highgpu-1g": { cpu: 26, memoryGiB: 234, ...h100(1) },
  "a3-highgpu-2g": { cpu: 52, memoryGiB: 468, ...h100(2) },
  "a3-highgpu-4g": { cpu: 104, memoryGiB: 936, ...h100(4) },
  "a3-highgpu-8g": { cpu: 208, memoryGiB: 1872, ...h100(8), onDemand: true, zones: zones.a3High8 },
  "ct6e-standard-1t": { cpu: 44, memoryGiB: 176, ...v6e(1, "1x1") },
  "ct6e-standard-4t": { cpu: 180, memoryGiB: 720, ...v6e(4, "2x2") },
  "ct6e-standard-8t": { cpu: 180, memoryGiB: 1440, ...v6e(8, "2x4") },
};

/** Machines without built-in accelerators. Source: as above. */
const general: Readonly<Record<string, Row>> = {
  "e2-medium": { cpu: 2, memoryGiB: 4 },
  ...standard("e2", 4, [2, 4, 8, 16, 32]),
  ...standard("n2", 4, [2, 4, 8, 16, 32, 48, 64, 80, 96, 128]),
  ...standard("c3", 4, [4, 8, 22, 44, 88, 176]),
  ...standard("n1", 3.75, [1, 2, 4, 8, 16, 32, 64, 96]),
};

/**
 * T4s are attached to N1: one, two or four of them, up to a number of vCPUs each.
 * Source: `NvidiaTeslaT4` in deprecated_machine_types_gpu_config.go, next to the file above.
 */
const mostCpusByT4s: Readonly<Record<number, number>> = { 1: 48, 2: 48, 4: 96 };

/** A machine type by its name, or undefined if the simulation does not know it. */
export function machineType(name: string): MachineType | undefined {
  const row = Object.hasOwn(accelerated, name) ? accelerated[name] : undefined;
  if (row !== undefined) return complete(name, row);
  const plain = Object.hasOwn(general, name) ? general[name] : undefined;
  if (plain === undefined) return undefined;
  return complete(name, { ...plain, plain: true, ...(name.startsWith("n1-") ? t4(plain.cpu) : {}) });
}

/** Names of all machine types that have accelerators or can have some attached. */
export const acceleratedMachineTypes: readonly string[] = [
  ...Object.keys(accelerated),
  ...Object.keys(general).filter((name) => name.startsWith("n1-")),
];

function complete(name: string, row: Row): MachineType {
  const series = name.split("-")[0] ?? name;
  const disks = bootDisks[series];
  if (disks === undefined) throw new Error(`no boot disks are known for ${name}`);
  return {
    ...{ name, series, bootDisks: disks, gpus: [], plain: false, tpu: undefined },
    ...{ automaticLocalSsds: 0, onDemand: true, zones: undefined },
    ...row,
  };
}

function standard(
  series: string,
  gibPerCpu: number,
  sizes: readonly number[],
): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    sizes.map((cpu) => [`${series}-standard-${cpu}`, { cpu, memoryGiB: cpu * gibPerCpu }]),
  );
}

/** G2 has 4 GiB for each vCPU, and its Local SSDs only where a pool asks for them. */
function g2(gpusByCpus: Readonly<Record<number, number>>): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    Object.entries(gpusByCpus).map(([cpus, count]) => {
      const cpu = Number(cpus);
      const gpus = [{ type: "nvidia-l4", count }];
      return [`g2-standard-${cpu}`, { cpu, memoryGiB: cpu * 4, gpus, zones: zones.l4 }];
    }),
  );
}

function t4(cpu: number): Partial<MachineType> {
  const counts = Object.keys(mostCpusByT4s).map(Number);
  const gpus = counts
    .filter((count) => cpu <= (mostCpusByT4s[count] ?? 0))
    .map((count) => ({ type: "nvidia-tesla-t4", count }));
  return { gpus, zones: zones.t4 };
}

function a100(count: number): Partial<MachineType> {
  return { gpus: [{ type: "nvidia-tesla-a100", count }], zones: zones.a2High };
}

function a100With80Gb(count: number): Partial<MachineType> {
  return { gpus: [{ type: "nvidia-a100-80gb", count }], automaticLocalSsds: count, zones: zones.a2Ultra };
}

function h100(count: number): Partial<MachineType> {
  return {
    gpus: [{ type: "nvidia-h100-80gb", count }],
    ...{ automaticLocalSsds: 2 * count, onDemand: false, zones: zones.a3HighPart },
  };
}

function v6e(chips: number, topology: string): Partial<MachineType> {
  return { tpu: { type: "tpu-v6e-slice", chips, topology }, zones: zones.v6e };
}
