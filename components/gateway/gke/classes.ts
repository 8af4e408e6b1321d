import type { Exposure } from "../gateway-props";

/** Gateway classes whose load balancers can run BBR; the global ones cannot call a routing extension. */
export const gatewayClasses: Readonly<Record<Exposure, string>> = {
  internal: "gke-l7-rilb",
  public: "gke-l7-regional-external-managed",
};
