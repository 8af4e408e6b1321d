import type { GatewayCapabilities } from "../capabilities";
import { longestRouteTimeoutSec, mostRouteWeight } from "../route-limits";
import { longestAnswerBytes } from "../static-answers/limits";

/** What agentgateway's gateways can do, as Switchyard configures them. */
export const capabilities: GatewayCapabilities = {
  timeouts: {
    supported: true,
    by: "route",
    longestSec: longestRouteTimeoutSec,
    note: "by `timeouts` of the route, up to the start of an answer, then 504; a stream is not cut",
  },
  weights: {
    supported: true,
    most: mostRouteWeight,
    note: "by the weights of a route",
  },
  holding: { supported: true, note: "in the endpoint pickers, as long as the request may take" },
  staticAnswers: {
    supported: true,
    by: "pods",
    longestBytes: longestAnswerBytes,
    note: "by two pods, because its own direct responses end at 4,096 bytes",
  },
  tls: { supported: false, note: "not set up: the gateway speaks plain HTTP" },
  keys: { supported: false, note: "not set up: needs a policy of the gateway" },
  limits: {
    supported: false,
    note: "not set up; version 1.2 can limit the requests of a pool, and not its tokens",
  },
};
