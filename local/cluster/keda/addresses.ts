import { podAddress } from "@switchyard/contracts/pod-network";

/** Addresses of KEDA's processes in a slot's pod network: they are not pods, but communicate like pods. */
export interface KedaAddresses {
  readonly operator: string;
  readonly metricsServer: string;
}

/** The last two numbers before those of nodes; the node agent never assigns them to pods. */
const numbers = { operator: 65_023, metricsServer: 65_024 } as const;

/** Ports of the operator, as in KEDA's own Deployment: health, and the metrics that the metrics server asks for. */
export const operatorPorts = { health: 8081, metrics: 9666 } as const;

/** Ports of the metrics server: the API that the API server forwards to it, and its own metrics. */
export const metricsServerPorts = { api: 6443, ownMetrics: 8080 } as const;

/** Addresses in the Kubernetes API. */
export function kedaAddresses(slot: number): KedaAddresses {
  return {
    operator: podAddress(slot, numbers.operator),
    metricsServer: podAddress(slot, numbers.metricsServer),
  };
}
