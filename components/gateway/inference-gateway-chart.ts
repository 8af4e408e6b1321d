import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import {
  Gateway,
  GatewaySpecListenersAllowedRoutesNamespacesFrom,
} from "../imports/gateway.networking.k8s.io";
import { endpointPickerRules } from "../endpoint-picker/endpoint-picker";
import { endpointPickerConfigMap, sharedPickerName } from "../endpoint-picker/endpoint-picker-config";
import { disruptionBudget } from "../objects/disruption-budget";
import { commonLabels } from "../objects/labels";
import type { InferenceGatewaySpec } from "./gateway-props";
import { scaler } from "../scaling/scalers";
import { listenerName } from "./listener";
import { denyOthers, openingPolicies } from "./network-policies";
import { applyPatches } from "../patches/apply-patches";
import { createAfter } from "../plan/create-after";
import { podSecurityLabels } from "../objects/pod-security";
import { addObject } from "./add-object";
import type { GatewayProvider } from "./provider";
import { defaultProvider } from "./providers";

/** Id of the gateway's chart in every plan: the ids of its objects start with it. */
export const gatewayChartId = "inference-gateway";

/** Id of the namespace in a plan. */
export const namespaceId = `${gatewayChartId}/namespace`;

/** Id of the Gateway in a plan. */
export const gatewayId = `${gatewayChartId}/gateway`;

/** Reason for the edge from everything else to the namespace. */
export const afterNamespace = "nothing can be created in a missing namespace";

/** Reason for the edge from pods to the policy that denies connections to them. */
export const notOpen = "no pod is open to everybody, not even for a moment";

/**
 * The shared objects of a stack: its namespace with its network policies, its gateway with what the provider adds to it,
 * and the identity and configuration of the endpoint pickers.
 */
export class InferenceGatewayChart extends Chart {
  public readonly provider: GatewayProvider;
  public readonly namespaceObject: ApiObject;
  public readonly gateway: ApiObject;
  /** Denies connections to every pod that no other policy opens. */
  public readonly denyOthers: ApiObject;
  /** What an endpoint picker needs before it starts: its identity, its rights and its configuration. */
  public readonly endpointPickerNeeds: readonly ApiObject[];
  /** What the scaler of a model needs first; empty if no model scales. */
  public readonly scalerNeeds: readonly ApiObject[];
  /** Objects of the provider's own kinds. */
  public readonly providerObjects: readonly ApiObject[];

  /** @param provider the kind of gateway, which determines its class and its additional objects. */
  public constructor(
    scope: Construct,
    id: string,
    spec: InferenceGatewaySpec,
    provider: GatewayProvider = defaultProvider,
  ) {
    super(scope, id, { disableResourceNameHashes: true });
    this.provider = provider;
    this.namespaceObject = this.addNamespace(spec);
    this.denyOthers = new k8s.KubeNetworkPolicy(this, "deny-others", denyOthers(spec));
    const openings = this.addOpenings(spec);
    this.gateway = new Gateway(this, "gateway", gatewayProps(spec, provider));
    const budgets = this.addBudgets(spec);
    this.providerObjects = this.addProviderObjects(spec);
    // Then it has pods in the namespace.
    if (provider.gatewayAdditions(spec).infrastructure) createAfter(this.gateway, [this.denyOthers], notOpen);
    this.endpointPickerNeeds = this.addEndpointPickerNeeds(spec.namespace);
    const access = spec.scalerNamespace === undefined ? undefined : scaler.addAccess(this, spec.namespace);
    this.scalerNeeds = access?.needs ?? [];
    const ofProvider = [this.gateway, ...budgets, ...this.providerObjects];
    const ofModels = [...this.endpointPickerNeeds, ...(access?.namespaced ?? [])];
    for (const object of [this.denyOthers, ...openings, ...ofProvider, ...ofModels])
      createAfter(object, [this.namespaceObject], afterNamespace);
    applyPatches(this, spec.patches, "gateway.patches");
  }

  private addNamespace({ namespace: name }: InferenceGatewaySpec): ApiObject {
    const labels = { ...commonLabels("namespace"), ...podSecurityLabels };
    return new k8s.KubeNamespace(this, "namespace", { metadata: { name, labels } });
  }

  private addOpenings(spec: InferenceGatewaySpec): readonly ApiObject[] {
    return Object.entries(openingPolicies(spec, this.provider)).map(
      ([role, props]) => new k8s.KubeNetworkPolicy(this, role, props),
    );
  }

  private addBudgets(spec: InferenceGatewaySpec): readonly ApiObject[] {
    const { namespace } = spec;
    return this.provider.workloads(spec).map(({ id, name, podLabels }) => {
      const props = disruptionBudget({ name, namespace, pods: podLabels });
      return new k8s.KubePodDisruptionBudget(this, `${id}-budget`, props);
    });
  }

  private addProviderObjects(spec: InferenceGatewaySpec): readonly ApiObject[] {
    return this.provider.stackObjects(spec).map((described) => {
      const object = addObject(this, described);
      const { afterGateway, beforeGateway } = described;
      if (afterGateway !== undefined) createAfter(object, [this.gateway], afterGateway);
      if (beforeGateway !== undefined) createAfter(this.gateway, [object], beforeGateway);
      return object;
    });
  }

  private addEndpointPickerNeeds(namespace: string): readonly ApiObject[] {
    const metadata = { name: sharedPickerName, namespace, labels: commonLabels("endpoint-picker") };
    const account = new k8s.KubeServiceAccount(this, "endpoint-picker-account", { metadata });
    const role = new k8s.KubeRole(this, "endpoint-picker-role", { metadata, rules: endpointPickerRules() });
    const binding = new k8s.KubeRoleBinding(this, "endpoint-picker-binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: sharedPickerName },
      subjects: [{ kind: "ServiceAccount", name: sharedPickerName, namespace }],
    });
    createAfter(binding, [account, role], "a binding to a missing role grants nothing for a moment");
    const config = new k8s.KubeConfigMap(this, "endpoint-picker-config", endpointPickerConfigMap(namespace));
    return [account, role, binding, config];
  }
}

function gatewayProps(
  spec: InferenceGatewaySpec,
  { classes, gatewayAdditions }: GatewayProvider,
): ConstructorParameters<typeof Gateway>[2] {
  const { name, namespace, exposure, port } = spec;
  const { annotations, infrastructure } = gatewayAdditions(spec);
  return {
    metadata: { name, namespace, labels: commonLabels("gateway"), ...(annotations && { annotations }) },
    spec: {
      gatewayClassName: classes[exposure],
      listeners: [
        {
          name: listenerName,
          protocol: "HTTP",
          port,
          allowedRoutes: { namespaces: { from: GatewaySpecListenersAllowedRoutesNamespacesFrom.SAME } },
        },
      ],
      ...(infrastructure && { infrastructure }),
    },
  };
}
