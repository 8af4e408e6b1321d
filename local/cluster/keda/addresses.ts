import { podAddress } from "@switchyard/contracts/pod-network";

/** Where KEDA's processes are in a slot's pod network: they are no pods, but reach pods and are reached as pods are. */
export interface KedaAddresses {
  readonly operator: string;
  readonly metricsServer: string;
}

/** The last two numbers before those of nodes; the node agent gives them to no pod. */
const numbers = { operator: 65_023, metricsServer: 65_024 } as const;

/** Ports of the operator, as in KEDA's own Deployment: health, and the metrics that the metrics server asks for. */
export const operatorPorts = { health: 8081, metrics: 9666 } as const;

/** Ports of the metrics server: the API that the API server passes on to it, and what it tells about itself. */
export const metricsServerPorts = { api: 6443, ownMetrics: 8080 } as const;

/** Addresses in the Kubernetes API. */
export function kedaAddresses(slot: number): KedaAddresses {
  return {
    operator: podAddress(slot, numbers.operator),
    metricsServer: podAddress(slot, numbers.metricsServer),
  };
}
