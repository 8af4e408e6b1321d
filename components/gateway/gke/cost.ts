import type { Exposure } from "../gateway-props";
import type { GatewayCost } from "../provider";

/** List prices of a load balancer. Source: Google's pricing page of Cloud Load Balancing (read 2026-11-22). */
const costs: Readonly<Record<Exposure, GatewayCost>> = {
  // An internal Application Load Balancer is charged for its proxies, at 0.025 each and for three at least.
  internal: { detail: "internal, 3 proxies", usdPerHour: 0.075 },
  // Up to five forwarding rules cost the same.
  public: { detail: "forwarding rule", usdPerHour: 0.025 },
};

/** What a gateway on GKE costs. */
export function gatewayCost(exposure: Exposure): GatewayCost {
  return costs[exposure];
}
