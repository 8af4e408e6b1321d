import { z } from "zod";
import { diskTypes } from "../catalogue/disk-types";
import { enabledBlock } from "./patterns";

const guestAccelerator = z.strictObject({
  type: z.string().min(1),
  count: z.number().int().min(1),
  gpuDriverInstallationConfig: z
    .strictObject({ gpuDriverVersion: z.enum(["INSTALLATION_DISABLED", "DEFAULT", "LATEST"]) })
    .optional(),
  gpuSharingConfig: z
    .strictObject({
      gpuSharingStrategy: z.enum(["TIME_SHARING", "MPS"]),
      maxSharedClientsPerGpu: z.number().int().min(2).max(48),
    })
    .optional(),
});

const taint = z.strictObject({
  key: z.string().min(1),
  value: z.string(),
  // The node agent supports no other effect.
  effect: z.enum(["NO_SCHEDULE"]),
});

const reservationAffinity = z
  .strictObject({
    consumeReservationType: z.enum(["NO_RESERVATION", "ANY_RESERVATION", "SPECIFIC_RESERVATION"]),
    key: z.string().optional(),
    values: z.array(z.string()).optional(),
  })
  .refine(
    ({ consumeReservationType, key, values = [] }) =>
      (consumeReservationType === "SPECIFIC_RESERVATION") ===
      (key === "compute.googleapis.com/reservation-name" && values.length === 1),
    {
      error:
        "must name one reservation, by the key compute.googleapis.com/reservation-name, where it is a specific one",
    },
  );

/** Configuration of a pool's nodes. */
export const nodeConfig = z
  .strictObject({
    machineType: z.string().optional(),
    diskSizeGb: z.number().int().min(10).optional(),
    diskType: z.enum(diskTypes).optional(),
    imageType: z.enum(["COS_CONTAINERD", "UBUNTU_CONTAINERD"]).optional(),
    serviceAccount: z.string().optional(),
    oauthScopes: z.array(z.string()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    resourceLabels: z.record(z.string(), z.string()).optional(),
    tags: z.array(z.string()).optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    taints: z.array(taint).optional(),
    guestAccelerators: z.array(guestAccelerator).max(1).optional(),
    spot: z.boolean().optional(),
    flexStart: z.boolean().optional(),
    maxRunDuration: z
      .string()
      .regex(/^\d+s$/, { error: "must be a number of seconds such as 604800s" })
      .optional(),
    reservationAffinity: reservationAffinity.optional(),
    ephemeralStorageLocalSsdConfig: z
      .strictObject({ localSsdCount: z.number().int().nonnegative(), dataCacheCount: z.number().optional() })
      .optional(),
    localNvmeSsdBlockConfig: z.strictObject({ localSsdCount: z.number().int().nonnegative() }).optional(),
    shieldedInstanceConfig: z
      .strictObject({
        enableSecureBoot: z.boolean().optional(),
        enableIntegrityMonitoring: z.boolean().optional(),
      })
      .optional(),
    workloadMetadataConfig: z.strictObject({ mode: z.enum(["GKE_METADATA", "GCE_METADATA"]) }).optional(),
    gvnic: enabledBlock.optional(),
    gcfsConfig: enabledBlock.optional(),
    kubeletConfig: z
      .strictObject({ insecureKubeletReadonlyPortEnabled: z.enum(["TRUE", "FALSE"]).optional() })
      .optional(),
    loggingVariant: z.enum(["DEFAULT", "MAX_THROUGHPUT"]).optional(),
  })
  .refine(({ spot = false, flexStart = false }) => !(spot && flexStart), {
    error: "must not be set together with spot",
    path: ["flexStart"],
  })
  .refine(
    ({ spot = false, reservationAffinity: affinity }) =>
      !spot || affinity?.consumeReservationType !== "SPECIFIC_RESERVATION",
    // Source: "Spot VMs" of Compute Engine's documents: they cannot consume reservations.
    { error: "must not be a specific reservation together with spot", path: ["reservationAffinity"] },
  );

export type NodeConfig = z.infer<typeof nodeConfig>;
