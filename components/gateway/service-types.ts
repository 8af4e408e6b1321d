import type { Exposure } from "./gateway-props";

/** What each exposure means for the Service in front of proxies that run as pods. */
export const serviceTypes = {
  // Reachable inside the cluster only.
  internal: "ClusterIP",
  public: "LoadBalancer",
} as const satisfies Readonly<Record<Exposure, string>>;
