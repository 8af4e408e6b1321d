const evictionShare = 0.1;

/** Of a disk of 100 GB, GKE's example shows a file system of 98,831,908 KiB. */
const fileSystemGiBPerGb = 98_831_908 / 1024 ** 2 / 100;

/**
 * Ephemeral storage that a GKE node with a disk of this size offers to pods, in whole GiB: what is left of its file system
 * after the eviction threshold and the system's reservation, which is the smallest of half the disk, 6 GiB and 35 % of it, and
 * 100 GiB.
 *
 * Source: GKE, "Plan GKE Standard node sizes", section "Local ephemeral storage reservation" (read 2026-11).
 */
export function allocatableStorageGiB(diskSizeGb: number): number {
  const reservedGiB = Math.min(diskSizeGb / 2, 6 + 0.35 * diskSizeGb, 100);
  return Math.floor(diskSizeGb * fileSystemGiBPerGb * (1 - evictionShare) - reservedGiB);
}
