/**
 * What a gateway can do, as Switchyard configures it. A stack that needs anything else from its gateway is refused.
 * So far a stack can ask for holding and weights alone.
 */

/** A feature that a gateway supports, with its limits, or does not support. */
export type Capability<Limits extends object = object> =
  | ({ readonly supported: true; readonly note: string } & Limits)
  | { readonly supported: false; readonly note: string };

/** Every capability by its key. The note says how it is done, its limits, or why it is not supported. */
export interface GatewayCapabilities {
  /** Ends a request that takes too long: by a rule of the route, or by an object of the provider. */
  readonly timeouts: Capability<{ readonly by: "route" | "policy"; readonly longestSec: number }>;
  /** Divides the requests of a model among the pools of its variants by their weights. */
  readonly weights: Capability<{ readonly most: number }>;
  /** Holds a request until its model, which has no pod, is up. */
  readonly holding: Capability;
  /** Answers some paths without a model, such as a list of models: the gateway itself, or pods behind it. */
  readonly staticAnswers: Capability<{ readonly by: "gateway" | "pods"; readonly longestBytes: number }>;
  /** Terminates TLS with a certificate of the user. */
  readonly tls: Capability;
  /** Admits requests by API keys. */
  readonly keys: Capability;
  /** Limits the requests or tokens of a key. */
  readonly limits: Capability<{ readonly of: readonly ("requests" | "tokens")[] }>;
}

export type CapabilityName = keyof GatewayCapabilities;

/** What each capability is called in messages and documents. */
export const capabilityTitles: Readonly<Record<CapabilityName, string>> = {
  timeouts: "request timeouts",
  weights: "weights of variants",
  holding: "holding requests for a model without pods",
  staticAnswers: "static answers",
  tls: "TLS",
  keys: "API keys",
  limits: "limits per key",
};
