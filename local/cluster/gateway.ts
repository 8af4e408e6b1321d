import type { GatewayControllerSettings } from "@switchyard/gateway-controller/settings";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { listenerHostPort } from "@switchyard/contracts/listener-port";
import type { PortClaim } from "@switchyard/process/ports";
import { simulatedGcpFiles } from "@switchyard/simulated-gcp/files";
import type { Toolchain } from "@switchyard/toolchain";
import { istioGatewaySettings } from "./istio/gateway-settings";
import type { IstioGateway } from "./istio/gateway-settings";
import { istioProcesses } from "./istio/processes";
import { startOwnPart } from "./own-part";
import type { ClusterSettings } from "./settings";

/** The process of GKE's stand-in, which serves the Gateway unless Istio does; Envoy is a child of it. */
const usualGateway = "gateway-controller";

/** GCP takes minutes to delete a load balancer. This is long enough that something has to wait for it. */
const loadBalancerReleaseSec = 3;

/** Options for starting what serves the Gateway of a cluster. */
export interface GatewayStart {
  readonly projectDir: string;
  readonly settings: ClusterSettings;
  readonly toolchain: Toolchain;
  /** Node pools of a simulated Google Cloud come with its load balancers. */
  readonly nodes: readonly NodePool[] | "simulated-gcp";
  /** Port of the stack's Gateway. */
  readonly listenerPort: number;
  /** Serves the stack's Gateway. @default - GKE's stand-in does */
  readonly istio?: IstioGateway | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Names of the processes that serve a cluster's Gateway, in start order. */
export function gatewayProcesses(isIstio: boolean): readonly string[] {
  return isIstio ? istioProcesses : [usualGateway];
}

/** The ports of these processes. */
export function gatewayPortClaims({
  settings: { slot, ports },
  listenerPort,
  istio,
}: Pick<GatewayStart, "settings" | "listenerPort" | "istio">): readonly PortClaim[] {
  const [istiod, proxy] = istioProcesses;
  const owner = istio === undefined ? usualGateway : proxy;
  const ofIstiod = [ports.istiodHttp, ports.istiodGrpc].map((port) => ({ port, owner: istiod }));
  return [
    ...(istio === undefined ? [] : ofIstiod),
    { port: ports.envoyAdmin, owner },
    { port: listenerHostPort(slot, listenerPort), owner },
  ];
}

/** Starts what serves the Gateway of a cluster. */
export async function startGateway(start: GatewayStart): Promise<void> {
  const { settings, istio, signal } = start;
  signal?.throwIfAborted();
  if (istio === undefined) {
    const main = require.resolve("@switchyard/gateway-controller/main");
    await startOwnPart(start, { name: usualGateway, main, settings: usualSettings(start) });
    return;
  }
  // Its Kubernetes client takes a second to load.
  const { startIstiod } = await import("./istio/start-istiod.js");
  await startIstiod({ settings, istio: istio.tools, signal });
  await startOwnPart(start, {
    name: istioProcesses[1],
    main: require.resolve("@switchyard/gateway-controller/istio/main"),
    settings: istioGatewaySettings(settings, istio, start.toolchain.tools.envoy),
  });
}

function usualSettings({ settings, toolchain, nodes }: GatewayStart): GatewayControllerSettings {
  const { slot, kubeconfig, stateDir, ports, simulatedGcpDir } = settings;
  const file = simulatedGcpFiles(simulatedGcpDir).loadBalancers;
  return {
    ...{ slot, kubeconfig, stateDir, envoy: toolchain.tools.envoy, envoyAdminPort: ports.envoyAdmin },
    ...(nodes === "simulated-gcp"
      ? { loadBalancers: { file, releaseDelaySec: loadBalancerReleaseSec } }
      : {}),
  };
}
