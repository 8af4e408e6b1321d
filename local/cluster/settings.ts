import path from "node:path";
import { listenerHostPort } from "@switchyard/contracts/listener-port";

/** Files, ports and pod addresses of one laptop cluster, all derived from the slot. */
export interface ClusterSettings {
  /** Which of the ten clusters that can run side by side: 0 is the user's, the others are for tests. */
  readonly slot: number;
  /** Folder of all files that this cluster writes. */
  readonly stateDir: string;
  readonly ports: ClusterPorts;
  /** Kubeconfig with administrator rights, written when the API server starts. */
  readonly kubeconfig: string;
  /** Folder of the `file://` Pulumi state. */
  readonly pulumiStateDir: string;
  /** Logs, one file per process, named `<process>.log`. */
  readonly logDir: string;
  /** One JSON file per running process, so that `down` stops exactly the processes of this cluster. */
  readonly processDir: string;
  /** Folder of the simulated GCP; only for stacks with GCP resources. */
  readonly simulatedGcpDir: string;
}

/** TCP ports on 127.0.0.1. etcd has none: it listens on a socket in the cluster's folder. */
export interface ClusterPorts {
  readonly apiServer: number;
  readonly controllerManager: number;
  readonly scheduler: number;
  readonly envoyAdmin: number;
  readonly istiodHttp: number;
  readonly istiodGrpc: number;
}

/** The default stack. */
export const defaultStack = "local";

const portsPerSlot = 20;
const firstPort = 26000;

/**
 * The settings of the cluster in a slot.
 * @param slot 0 to 9.
 * @param projectDir the checkout; its `.switchyard/` folder holds the cluster's files.
 * @throws RangeError when the slot is not a whole number from 0 to 9.
 */
export function clusterSettings(slot: number, projectDir: string): ClusterSettings {
  if (!Number.isInteger(slot) || slot < 0 || slot > 9)
    throw new RangeError(`slot: must be a whole number from 0 to 9, got ${slot}`);
  const stateDir = path.join(projectDir, ".switchyard", slot === 0 ? "local" : `local-${slot}`);
  const base = firstPort + slot * portsPerSlot;
  return {
    slot,
    stateDir,
    ports: {
      apiServer: base + 1,
      controllerManager: base + 2,
      scheduler: base + 3,
      envoyAdmin: base + 4,
      istiodHttp: base + 5,
      istiodGrpc: base + 6,
    },
    kubeconfig: path.join(stateDir, "kubeconfig"),
    pulumiStateDir: path.join(stateDir, "pulumi"),
    logDir: path.join(stateDir, "logs"),
    processDir: path.join(stateDir, "processes"),
    simulatedGcpDir: path.join(stateDir, "gcp"),
  };
}

/** URL of a Gateway's listener for clients on this machine. */
export function gatewayUrl(slot: number, listenerPort: number): string {
  return `http://127.0.0.1:${listenerHostPort(slot, listenerPort)}`;
}
