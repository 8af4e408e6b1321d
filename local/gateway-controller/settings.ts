import { z } from "zod";
import { readSettings } from "./read-settings";

const loadBalancers = z.strictObject({
  /** JSON file of the Gateways with cloud resources. */
  file: z.string().min(1),
  /** How long the cloud takes to release the resources of a deleted Gateway. */
  releaseDelaySec: z.number().nonnegative(),
});

const schema = z.strictObject({
  /** Which of the ten clusters that can run side by side. */
  slot: z.int().min(0).max(9),
  /** Kubeconfig with administrator rights. */
  kubeconfig: z.string().min(1),
  /** Folder of all files that the controller and Envoy write: `envoy/` and `logs/` below it. */
  stateDir: z.string().min(1),
  /** Path of the Envoy binary. */
  envoy: z.string().min(1),
  /** Port of Envoy's admin endpoint on 127.0.0.1. */
  envoyAdminPort: z.int().min(1).max(65_535),
  /**
   * The cloud's part of the Gateways. Left out where there is no cloud: then nothing has to be released, and a Gateway can
   * be deleted while no controller runs.
   */
  loadBalancers: loadBalancers.optional(),
});

/** Where the load balancers of a simulated cloud are recorded, and how slow they are. */
export type LoadBalancerSettings = Readonly<z.infer<typeof loadBalancers>>;

/** Settings of one gateway controller, read from the file that it is started with. */
export type GatewayControllerSettings = Readonly<z.infer<typeof schema>>;

/**
 * Reads and checks the settings file.
 * @throws UserError that names the file and every wrong key.
 */
export function readGatewayControllerSettings(file: string): GatewayControllerSettings {
  return readSettings(file, schema);
}
