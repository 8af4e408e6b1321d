import type { GatewayCapabilities } from "../capabilities";
import { longestAnswerBytes } from "../static-answers/limits";

/** What GKE's gateways can do, as Switchyard configures them. */
export const capabilities: GatewayCapabilities = {
  timeouts: {
    supported: true,
    by: "policy",
    // The API takes more, but Google restarts its proxies, and advises against more than a day. Source: gcpdiag's rule
    // lb/BP/2025_002 (read 2026-11).
    longestSec: 86_400,
    note: "by a GCPBackendPolicy of each pool, up to a day; a route with `timeouts` is refused",
  },
  weights: {
    supported: true,
    // Source: Compute Engine API, URL map's `weightedBackendServices[].weight`.
    most: 1000,
    note: "by the weights of a route, 0 to 1000",
  },
  holding: { supported: true, note: "in the endpoint picker, as long as the request may take" },
  staticAnswers: {
    supported: true,
    by: "pods",
    longestBytes: longestAnswerBytes,
    note: "by two pods, because its routes have no direct response",
  },
  tls: { supported: false, note: "not set up: the gateway speaks plain HTTP" },
  keys: { supported: false, note: "not set up: needs an authorization extension" },
  limits: { supported: false, note: "not set up: needs Cloud Armor" },
};
