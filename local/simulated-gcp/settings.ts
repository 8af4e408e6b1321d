import { z } from "zod";
import { readJson, simulatedGcpFiles, writeJson } from "./files";

const simulatedGcpSettings = z.strictObject({
  /** The only project. */
  project: z.string().min(1),
  /** The laptop's API server, which is that of every simulated cluster. */
  apiServer: z.strictObject({
    /** TCP port on this machine. */
    port: z.number().int().min(1).max(65535),
    /** Certificate authority of that server, a PEM file. */
    caFile: z.string().min(1),
    /** Kubeconfig with administrator rights, used to request the tokens of users. */
    kubeconfig: z.string().min(1),
  }),
  /**
   * Chips that may exist in a region, by GKE's accelerator type, such as `nvidia-l4` or `tpu-v6e-slice`.
   * @default 1024 of each
   */
  quotas: z.record(z.string(), z.number().int().nonnegative()).default({}),
  /**
   * Today's date, such as 2026-11-27, which decides the offered versions of GKE.
   * @default today
   */
  day: z.iso.date().optional(),
  /** Duration of each call, in seconds. */
  delaysSec: z
    .strictObject({
      /** @default 0 */
      cluster: z.number().nonnegative().default(0),
      /** @default 0 */
      nodePool: z.number().nonnegative().default(0),
    })
    .prefault({}),
});

/** Settings of a simulated Google Cloud. */
export type SimulatedGcpSettings = z.infer<typeof simulatedGcpSettings>;

/** The settings as written, where keys with a default may be left out. */
export type SimulatedGcpOptions = z.input<typeof simulatedGcpSettings>;

/** Writes the settings into the folder of a simulated Google Cloud. A running provider reads them at its next call. */
export function writeSettings(dir: string, settings: SimulatedGcpOptions): void {
  writeJson(simulatedGcpFiles(dir).settings, simulatedGcpSettings.parse(settings));
}

/**
 * Reads the settings in the folder of a simulated Google Cloud.
 * @throws Error that names the file and every wrong value.
 */
export function readSettings(dir: string): SimulatedGcpSettings {
  return readJson(simulatedGcpFiles(dir).settings, simulatedGcpSettings);
}
