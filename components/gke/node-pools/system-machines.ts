/**
 * Machine types of the system pool: general-purpose ones that every zone has and that are not billed by the core's
 * generation. Source: Compute Engine, "E2 machine series" (read 2026-08).
 */
export const systemMachines = {
  "e2-standard-2": { cpu: 2, memoryGiB: 8 },
  "e2-standard-4": { cpu: 4, memoryGiB: 16 },
  "e2-standard-8": { cpu: 8, memoryGiB: 32 },
  "e2-standard-16": { cpu: 16, memoryGiB: 64 },
} as const;

export type SystemMachineType = keyof typeof systemMachines;

function isSystemMachineType(name: string): name is SystemMachineType {
  return Object.hasOwn(systemMachines, name);
}

/** All names, the smallest first. */
export const systemMachineTypes: readonly SystemMachineType[] =
  Object.keys(systemMachines).filter(isSystemMachineType);
