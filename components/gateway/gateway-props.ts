import { gatewayName, namespace } from "../objects/place";
import type { FixedReplicas } from "../scaling/fixed-replicas";

/** Who can reach a gateway: only the VPC and what is connected to it, or the whole internet. */
export const exposures = ["internal", "public"] as const;

export type Exposure = (typeof exposures)[number];

/** What a gateway can speak. */
export const gatewayProtocols = ["http"] as const;

export type GatewayProtocol = (typeof gatewayProtocols)[number];

/** The gateway that all models of a stack share, as a user describes it. */
export interface InferenceGatewayProps {
  /**
   * Namespace of the gateway and of its models. Changing it replaces everything.
   * @default "switchyard"
   */
  readonly namespace?: string | undefined;
  /**
   * Name of the Gateway object. Changing it gives the gateway a new address.
   * @default "inference-gateway"
   */
  readonly name?: string | undefined;
  /**
   * Who can reach it: `internal` means the VPC, `public` the whole internet, without authentication. Changing it gives
   * the gateway a new address.
   * @default "internal"
   */
  readonly exposure?: Exposure | undefined;
  /**
   * Port that clients call, 1 to 65535.
   * @default 80
   */
  readonly port?: number | undefined;
  /**
   * What clients speak: `http`, without encryption, is all there is so far. It must be said for port 443, where clients expect
   * TLS. Changing it changes nothing.
   * @default - http, but for port 443
   */
  readonly protocol?: GatewayProtocol | undefined;
  /**
   * Addresses that the gateway's proxies call from: the range of the region's proxy-only subnet, such as
   * `10.129.0.0/23`. Together with Google's health checks it is all that can reach a model from outside of the cluster; with
   * a wrong range every request runs into its timeout. Changing it changes nothing but the network policies.
   * @default "10.129.0.0/23"
   */
  readonly proxySubnet?: string | undefined;
  /**
   * Namespace whose pods may read the metrics of models, endpoint pickers and BBR; the default is where Google's managed
   * Prometheus collects. Changing it changes nothing but the network policies.
   * @default "gmp-system"
   */
  readonly metricsNamespace?: string | undefined;
  /**
   * Namespace of KEDA, for models that scale: its pods may read the metrics of endpoint pickers, and there is a token that
   * it does so with.
   * @default - no model scales
   */
  readonly scalerNamespace?: string | undefined;
  /**
   * Replicas of the models behind the gateway, by object name, with 0 for those that scale. While the scaling of a model ends,
   * the scaler reads here that its replicas stay. Changing it restarts nothing.
   * @default - none: end the scaling of a model only while it has requests
   */
  readonly fixedReplicas?: FixedReplicas | undefined;
}

/** A gateway with every default filled in. */
export type InferenceGatewaySpec = {
  readonly [
    Key in Exclude<keyof InferenceGatewayProps, "protocol" | "scalerNamespace" | "fixedReplicas">
  ]-?: NonNullable<InferenceGatewayProps[Key]>;
} & {
  /** `undefined`: nobody has said that plain HTTP is meant. */
  readonly protocol: GatewayProtocol | undefined;
  /** `undefined`: no model scales. */
  readonly scalerNamespace: string | undefined;
  /** `undefined`: the scaler is not told. */
  readonly fixedReplicas: FixedReplicas | undefined;
};

/** Fills in every default. */
export function resolveInferenceGateway(props: InferenceGatewayProps): InferenceGatewaySpec {
  return {
    namespace: props.namespace ?? namespace,
    name: props.name ?? gatewayName,
    exposure: props.exposure ?? "internal",
    port: props.port ?? 80,
    protocol: props.protocol,
    proxySubnet: props.proxySubnet ?? "10.129.0.0/23",
    metricsNamespace: props.metricsNamespace ?? "gmp-system",
    scalerNamespace: props.scalerNamespace,
    fixedReplicas: props.fixedReplicas,
  };
}
