import { z } from "zod";
import { readSettings } from "../read-settings";

const port = z.int().min(1).max(65_535);

const schema = z.strictObject({
  /** Which of the ten clusters that can run side by side. */
  slot: z.int().min(0).max(9),
  /** Kubeconfig with administrator rights. */
  kubeconfig: z.string().min(1),
  /** Folder of all files that this part and Envoy write: `envoy/` and `logs/` below it. */
  stateDir: z.string().min(1),
  /** Path of the Envoy binary. */
  envoy: z.string().min(1),
  /** Port of Envoy's admin endpoint on 127.0.0.1. */
  envoyAdminPort: port,
  /** Port on 127.0.0.1 where istiod sends Envoy its configuration. */
  istiodPort: port,
  /** Release of Istio, which the proxy reports as its own. */
  istioVersion: z.string().min(1),
  /** The proxy's address in the pod network. */
  address: z.ipv4(),
  /** The Gateway that the proxy serves. */
  gateway: z.strictObject({ namespace: z.string().min(1), name: z.string().min(1) }),
});

/** Settings of the proxy of one Gateway of Istio, read from the file that it is started with. */
export type IstioGatewaySettings = Readonly<z.infer<typeof schema>>;

/**
 * Reads and checks the settings file.
 * @throws UserError that names the file and every wrong key.
 */
export function readIstioGatewaySettings(file: string): IstioGatewaySettings {
  return readSettings(file, schema);
}
