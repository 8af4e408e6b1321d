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
import type { InferenceGatewaySpec } from "./gateway-props";
import { routerName, routerPodLabels } from "./gke/body-based-router";
import { oneAtATime } from "../objects/disruption-budget";
import { commonLabels } from "../objects/labels";
import { fixedReplicasConfigMap } from "../scaling/fixed-replicas";
import { scaler } from "../scaling/scalers";
import { denyOthers, openingPolicies } from "./network-policies";
import { podSecurityLabels } from "../objects/pod-security";

export { gatewayProtocols, resolveInferenceGateway } from "./gateway-props";
export type { GatewayProtocol, InferenceGatewayProps, InferenceGatewaySpec } from "./gateway-props";

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
