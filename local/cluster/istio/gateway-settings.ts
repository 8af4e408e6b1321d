import type { IstioGatewaySettings } from "@switchyard/gateway-controller/istio/settings";
import type { Istio } from "@switchyard/toolchain/istio";
import type { ClusterSettings } from "../settings";
import { gatewayAddress } from "./names";

/** Istio as the gateway of a stack. */
export interface IstioGateway {
  readonly tools: Istio;
  /** The stack's Gateway. */
  readonly gateway: { readonly namespace: string; readonly name: string };
}

/** Settings of the proxy that serves the stack's Gateway. */
export function istioGatewaySettings(
  { slot, kubeconfig, stateDir, ports }: ClusterSettings,
  { tools, gateway: { namespace, name } }: IstioGateway,
  envoy: string,
): IstioGatewaySettings {
  return {
    ...{ slot, kubeconfig, stateDir, envoy },
    envoyAdminPort: ports.envoyAdmin,
    istiodPort: ports.istiodGrpc,
    istioVersion: tools.version,
    address: gatewayAddress(slot),
    gateway: { namespace, name },
  };
}
