/** Boot disk types known to the simulation. */
export const diskTypes = ["pd-standard", "pd-balanced", "pd-ssd", "hyperdisk-balanced"] as const;

export type DiskType = (typeof diskTypes)[number];

/** Boot disk types that a machine series supports. */
export interface BootDisks {
  /** GKE's default for pools that do not choose. */
  readonly default: DiskType;
  readonly types: readonly DiskType[];
}

/**
 * Source: `supportedBootDiskTypes` and `defaultDiskType` of Google's own autoscaler for GKE
 * (GoogleCloudPlatform/cluster-autoscaler at 7d25050, pkg/cloudprovider/gke/machinetypes/deprecated_machine_types_config.go,
 * read 2026-11-27). The default of a pool without a choice is GKE's documented pd-balanced where the series takes it.
 */
const persistent: BootDisks = { default: "pd-balanced", types: ["pd-standard", "pd-balanced", "pd-ssd"] };

export const bootDisks: Readonly<Record<string, BootDisks>> = {
  e2: persistent,
  n1: persistent,
  n2: persistent,
  a2: persistent,
  g2: { default: "pd-balanced", types: ["pd-balanced", "pd-ssd"] },
  a3: { default: "pd-balanced", types: ["pd-balanced", "pd-ssd", "hyperdisk-balanced"] },
  c3: { default: "pd-balanced", types: ["pd-balanced", "pd-ssd", "hyperdisk-balanced"] },
  ct6e: { default: "hyperdisk-balanced", types: ["hyperdisk-balanced"] },
};
