/** The keys of the gateway that all models of a stack share. */
import { z } from "zod";
import { key } from "../keys/key";
import { filled } from "../keys/props";
import type { Filled, Props } from "../keys/props";
import { dnsLabel, ipRange, wholeNumber } from "../keys/values";
import { patchesKey } from "../patches/patch-props";
import { gatewayKey, namespaceKey } from "../objects/place";
import { providerNames } from "./provider-names";

/** Who can reach a gateway: only the VPC and what is connected to it, or the whole internet. */
const exposures = ["internal", "public"] as const;

export type Exposure = (typeof exposures)[number];

/** What a gateway can speak. */
const gatewayProtocols = ["http"] as const;

export type GatewayProtocol = (typeof gatewayProtocols)[number];

const onlyPolicies = "changes only the network policies";

/** The keys of a gateway that a stack file has. */
export const gatewayKeys = {
  name: gatewayKey,
  provider: key(z.enum(providerNames).default(providerNames[0]), {
    description: "The kind of gateway. [gateways.md](gateways.md) says what each can do.",
    change: "replaces the gateway, and gives it a new address",
    fix: `use one of ${providerNames.join(", ")}`,
  }),
  exposure: key(z.enum(exposures).default("internal"), {
    description:
      "Who can reach it: `internal` means the VPC, or the cluster alone with some kinds of gateway; `public` means the whole internet, without authentication.",
    change: "gives the gateway a new address",
    fix: 'use "internal" for the VPC or "public" for the internet; both are regional, because a global class cannot run BBR',
  }),
  port: key(wholeNumber(1, 65_535).default(80), {
    description: "Port that clients call. On a laptop, 8000 is added to it.",
    unit: "port",
    change: "moves the listener",
    fix: "use a TCP port, such as 80",
  }),
  protocol: key(z.enum(gatewayProtocols).optional(), {
    description:
      "Protocol that clients speak. Only `http`, without encryption, is supported so far. It must be set for port 443, where clients expect TLS.",
    otherwise: "http, except for port 443",
    change: "changes nothing",
    fix: "use http, or leave it out: TLS is not supported yet",
  }),
  proxySubnet: key(ipRange.default("10.129.0.0/23"), {
    values: "IPv4 range",
    description:
      "Addresses that the gateway's proxies call from: the range of the region's proxy-only subnet, such as `10.129.0.0/23`. Apart from Google's health checks, only these addresses can reach a model from outside the cluster; with a wrong range every request times out. It must be set for an existing cluster or network.",
    change: onlyPolicies,
    fix: "use the range of the region's proxy-only subnet, such as 10.129.0.0/23",
  }),
  metricsNamespace: key(dnsLabel(63).default("gmp-system"), {
    description:
      "Namespace whose pods may read the metrics of models, endpoint pickers and BBR; the default is the namespace of Google's managed Prometheus.",
    change: onlyPolicies,
    fix: "use the namespace of your metrics collector, such as gmp-system",
  }),
  patches: patchesKey("the gateway's", "`gateway`, `namespace` or `deny-others`"),
};

/** The gateway of a stack file. */
export const stackGatewaySchema = z
  .strictObject({
    ...gatewayKeys,
    catalogue: key(z.boolean().default(true), {
      description:
        "Whether the address lists its models at `GET /v1/models`, and answers requests that no model takes with an error in OpenAI's JSON. Two small pods do it where the gateway cannot answer by itself ([requests.md](requests.md#the-list-of-models)).",
      change: "adds or removes the catalogue and its route; models are not touched",
      fix: "use true or false",
    }),
  })
  .meta({ id: "InferenceGatewayProps" });

/** A gateway as a program describes it. */
export const inferenceGatewaySchema = z.strictObject({
  namespace: namespaceKey,
  ...gatewayKeys,
  scalerNamespace: key(dnsLabel(63).optional(), {
    description:
      "Namespace of KEDA, for models that scale: its pods may read the metrics of endpoint pickers, and get a token for it.",
    otherwise: "no model scales",
    change: onlyPolicies,
    fix: "use KEDA's namespace, such as keda",
  }),
});

/** The gateway that all models of a stack share, as a user describes it. */
export interface InferenceGatewayProps extends Props<typeof inferenceGatewaySchema> {}

/** A gateway with all defaults applied. Without a protocol, plain HTTP was not chosen explicitly. */
export interface InferenceGatewaySpec extends Filled<typeof inferenceGatewaySchema> {}

/**
 * Checks the props and applies the defaults.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveInferenceGateway(props: InferenceGatewayProps): InferenceGatewaySpec {
  return filled(inferenceGatewaySchema, props, "InferenceGateway");
}
