import type { GatewayCapabilities } from "../capabilities";
import { longestAnswerBytes } from "../static-answers/limits";

/** What agentgateway's gateways can do, as Switchyard configures them. */
export const capabilities: GatewayCapabilities = {
  timeouts: {
    supported: true,
    by: "route",
    // A duration has five digits for each of its units. Source: pattern of `timeouts.request`, HTTPRoute of Gateway API v1.5.1.
    longestSec: 99_999,
    note: "by `timeouts` of the route, up to the start of an answer, then 504; a stream is not cut",
  },
  weights: {
    supported: true,
    // Source: maximum of `backendRefs[].weight`, HTTPRoute of Gateway API v1.5.1.
    most: 1_000_000,
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
