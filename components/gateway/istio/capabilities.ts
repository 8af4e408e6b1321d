import type { GatewayCapabilities } from "../capabilities";
import { longestRouteTimeoutSec, mostRouteWeight } from "../route-limits";
import { longestAnswerBytes } from "../static-answers/limits";

/** What Istio's gateways can do, as Switchyard configures them. */
export const capabilities: GatewayCapabilities = {
  timeouts: {
    supported: true,
    by: "route",
    longestSec: longestRouteTimeoutSec,
    note: "by the timeouts of a route, up to 99,999 seconds",
  },
  weights: {
    supported: true,
    most: mostRouteWeight,
    note: "by the weights of a route, up to 1,000,000",
  },
  holding: { supported: true, note: "in the endpoint picker, as long as the request may take" },
  staticAnswers: {
    supported: true,
    by: "pods",
    longestBytes: longestAnswerBytes,
    note: "by two pods, because its HTTPRoutes have no direct response",
  },
  tls: { supported: false, note: "not set up: the gateway speaks plain HTTP" },
  keys: { supported: false, note: "not set up: needs an external authorization service" },
  limits: { supported: false, note: "not set up: needs a rate limit service" },
};
