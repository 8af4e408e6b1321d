import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import {
  Gateway,
  GatewaySpecListenersAllowedRoutesNamespacesFrom,
} from "../imports/gateway.networking.k8s.io";
import { endpointPickerRules } from "../endpoint-picker/endpoint-picker";
import { endpointPickerConfigMap, endpointPickerShared } from "../endpoint-picker/endpoint-picker-config";
import { gatewayClasses } from "./gke/kinds";
import type { Exposure } from "./gke/kinds";
import { routerName, routerPodLabels } from "./gke/body-based-router";
import { oneAtATime } from "../objects/disruption-budget";
import { commonLabels } from "../objects/labels";
import { fixedReplicasConfigMap } from "../scaling/fixed-replicas";
import type { FixedReplicas } from "../scaling/fixed-replicas";
import { scaler } from "../scaling/scalers";
import { denyOthers, openingPolicies } from "./network-policies";
import { podSecurityLabels } from "../objects/pod-security";
import { modelServingDefaults } from "../model/resolve-model-serving";

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
    namespace: props.namespace ?? modelServingDefaults.namespace,
    name: props.name ?? modelServingDefaults.gatewayName,
    exposure: props.exposure ?? "internal",
    port: props.port ?? 80,
    protocol: props.protocol,
    proxySubnet: props.proxySubnet ?? "10.129.0.0/23",
    metricsNamespace: props.metricsNamespace ?? "gmp-system",
    scalerNamespace: props.scalerNamespace,
    fixedReplicas: props.fixedReplicas,
  };
}

/** Id of the gateway's chart in every plan: the ids of its objects start with it. */
export const gatewayChartId = "inference-gateway";

/** Id of the namespace in a plan. */
export const namespaceId = `${gatewayChartId}/namespace`;

/** Id of the Gateway in a plan. */
export const gatewayId = `${gatewayChartId}/gateway`;

/**
 * What a stack has once: its namespace with the rules of who may connect to what in it, its gateway, BBR's disruption
 * budget, and the identity and configuration of the endpoint pickers.
 */
export class InferenceGatewayChart extends Chart {
  public readonly namespaceObject: ApiObject;
  public readonly gateway: ApiObject;
  /** Closes every pod that no other policy opens. */
  public readonly denyOthers: ApiObject;
  /** What an endpoint picker needs before it starts: its identity, its rights and its configuration. */
  public readonly endpointPickerNeeds: readonly ApiObject[];
  /** Replicas that stay, for the scaler. */
  public readonly fixedReplicas: ApiObject | undefined;
  /** What the scaler of a model needs first; nothing where no model scales. */
  public readonly scalerNeeds: readonly ApiObject[];

  public constructor(scope: Construct, id: string, spec: InferenceGatewaySpec) {
    super(scope, id, { disableResourceNameHashes: true });
    this.namespaceObject = new k8s.KubeNamespace(this, "namespace", {
      metadata: { name: spec.namespace, labels: { ...commonLabels("namespace"), ...podSecurityLabels } },
    });
    this.denyOthers = new k8s.KubeNetworkPolicy(this, "deny-others", denyOthers(spec));
    const openings = Object.entries(openingPolicies(spec)).map(
      ([role, props]) => new k8s.KubeNetworkPolicy(this, role, props),
    );
    this.gateway = new Gateway(this, "gateway", gatewayProps(spec));
    const routerBudget = new k8s.KubePodDisruptionBudget(
      this,
      "router-budget",
      oneAtATime({ name: routerName, namespace: spec.namespace, pods: routerPodLabels }),
    );
    this.endpointPickerNeeds = this.addEndpointPickerNeeds(spec.namespace);
    const access = spec.scalerNamespace === undefined ? undefined : scaler.addAccess(this, spec.namespace);
    this.scalerNeeds = access?.needs ?? [];
    this.fixedReplicas =
      spec.fixedReplicas &&
      new k8s.KubeConfigMap(
        this,
        "fixed-replicas",
        fixedReplicasConfigMap(spec.namespace, spec.fixedReplicas),
      );
    // Nothing can be created in a namespace that is not there.
    for (const object of [
      this.denyOthers,
      ...openings,
      this.gateway,
      routerBudget,
      ...this.endpointPickerNeeds,
      ...(access?.namespaced ?? []),
      ...(this.fixedReplicas ? [this.fixedReplicas] : []),
    ])
      object.addDependency(this.namespaceObject);
  }

  private addEndpointPickerNeeds(namespace: string): readonly ApiObject[] {
    const metadata = { name: endpointPickerShared, namespace, labels: commonLabels("endpoint-picker") };
    const account = new k8s.KubeServiceAccount(this, "endpoint-picker-account", { metadata });
    const role = new k8s.KubeRole(this, "endpoint-picker-role", { metadata, rules: endpointPickerRules() });
    const binding = new k8s.KubeRoleBinding(this, "endpoint-picker-binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: endpointPickerShared },
      subjects: [{ kind: "ServiceAccount", name: endpointPickerShared, namespace }],
    });
    // A binding to a role that is not there yet would grant nothing for a moment.
    binding.addDependency(account, role);
    const config = new k8s.KubeConfigMap(this, "endpoint-picker-config", endpointPickerConfigMap(namespace));
    return [account, role, binding, config];
  }
}

function gatewayProps({
  name,
  namespace,
  exposure,
  port,
}: InferenceGatewaySpec): ConstructorParameters<typeof Gateway>[2] {
  return {
    metadata: { name, namespace, labels: commonLabels("gateway") },
    spec: {
      gatewayClassName: gatewayClasses[exposure],
      listeners: [
        {
          name: "http",
          protocol: "HTTP",
          port,
          allowedRoutes: { namespaces: { from: GatewaySpecListenersAllowedRoutesNamespacesFrom.SAME } },
        },
      ],
    },
  };
}
