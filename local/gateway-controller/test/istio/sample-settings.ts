import type { IstioGatewaySettings } from "../../istio/settings";

/** Settings of a proxy in slot 4. */
export const istioGatewaySettings: IstioGatewaySettings = {
  slot: 4,
  kubeconfig: "/state/kubeconfig",
  stateDir: "/state",
  envoy: "/bin/envoy",
  envoyAdminPort: 26_084,
  istiodPort: 26_086,
  istioVersion: "1.2.3",
  address: "10.68.253.254",
  gateway: { namespace: "llm", name: "front" },
};
