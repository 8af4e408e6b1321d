import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import {
  HttpRoute,
  HttpRouteSpecRulesMatchesHeadersType,
  HttpRouteSpecRulesMatchesPathType,
} from "../imports/gateway.networking.k8s.io";
import type { HttpRouteSpecRulesMatches } from "../imports/gateway.networking.k8s.io";
import {
  InferencePool,
  InferencePoolSpecEndpointPickerRefFailureMode,
} from "../imports/inference.networking.k8s.io";
import { routerMapConfigMap, routingHeader } from "../gateway/gke/body-based-router";
import {
  endpointPickerDeployment,
  endpointPickerPorts,
  endpointPickerService,
} from "../endpoint-picker/endpoint-picker";
import { oneAtATime } from "../objects/disruption-budget";
import { hasOwnPickerConfig, ownPickerConfigMap } from "../endpoint-picker/endpoint-picker-config";
import { GCPBackendPolicy, HealthCheckPolicy } from "../gateway/gke/kinds";
import type { PolicyTargetRef } from "../gateway/gke/kinds";
import type { InferenceGatewayChart } from "../gateway/inference-gateway-chart";
import { modelServerPort } from "../vllm/server-port";
import { commonLabels } from "../objects/labels";
import type { ModelServingSpec } from "./model-serving-props";
import { endpointPickerName } from "./names";
import { modelServerDeployment, modelServerHealthPath, modelServerSelector } from "./model-server";
import { loadBalancerCheck } from "./probes";
import { scaler } from "../scaling/scalers";
import { backendTimeoutSec, mostReplicas } from "../scaling/resolve-scaling";
import { taskTraits } from "./task";
import { shareOf } from "./variants";

const poolGroup = "inference.networking.k8s.io";

/**
 * Everything that one model needs, in eight objects, or one variant of a model; a variant that follows another has neither
 * route nor router map, but a part in the other's. A model with several replicas has one more, its disruption budget,
 * and one that scales has two: its ScaledObject, and a configuration of its own for its endpoint picker. One that ranks, scores
 * or classifies has that configuration too.
 *
 * The order is that of their edges, each between two single objects: the pool after its endpoint picker's Service, route
 * and policies after the pool, because GKE rejects references to what does not exist yet.
 */
export class ModelServingChart extends Chart {
  public readonly routerMap: ApiObject;
  public readonly modelServer: ApiObject;
  public readonly endpointPicker: ApiObject;
  public readonly endpointPickerService: ApiObject;
  public readonly pool: ApiObject;
  public readonly route: ApiObject;
  public readonly healthPolicy: ApiObject;
  public readonly backendPolicy: ApiObject;
  /** One for a model with several replicas; none for the others, whose only pod must be able to move. */
  public readonly budgets: readonly ApiObject[];
  /** What scales the model; `undefined` where `replicas` stay as they are. */
  public readonly scaler: ApiObject | undefined;
  /** Configuration of the endpoint picker of a model that scales, or whose requests it passes on unread; the others share one. */
  public readonly ownPickerConfig: ApiObject | undefined;

  /**
   * @param id name of the chart, and of the folder that `synth` writes it to.
   * @param shared the chart of the gateway, where it is part of the same program; without it the namespace, the gateway
   * and the endpoint pickers' identity must already exist.
   * @param lead the chart of the variant that leads, for one that follows it.
   */
  public constructor(
    scope: Construct,
    id: string,
    spec: ModelServingSpec,
    shared?: InferenceGatewayChart,
    lead?: ModelServingChart,
  ) {
    super(scope, id, { disableResourceNameHashes: true });
    this.routerMap = lead?.routerMap ?? new k8s.KubeConfigMap(this, "router-map", routerMapConfigMap(spec));
    this.modelServer = new k8s.KubeDeployment(this, "model-server", modelServerDeployment(spec));
    this.endpointPickerService = new k8s.KubeService(
      this,
      "endpoint-picker-service",
      endpointPickerService(spec),
    );
    this.endpointPicker = new k8s.KubeDeployment(this, "endpoint-picker", endpointPickerDeployment(spec));
    this.pool = new InferencePool(this, "pool", poolProps(spec));
    this.route = lead?.route ?? new HttpRoute(this, "route", routeProps(spec));
    this.healthPolicy = new HealthCheckPolicy(this, "health-policy", healthPolicyProps(spec));
    this.backendPolicy = new GCPBackendPolicy(this, "backend-policy", backendPolicyProps(spec));
    this.budgets = mostReplicas(spec) < 2 ? [] : [this.addBudget(spec)];
    const { scaling } = spec;
    this.ownPickerConfig = hasOwnPickerConfig(spec)
      ? new k8s.KubeConfigMap(this, "endpoint-picker-config", ownPickerConfigMap(spec))
      : undefined;
    this.scaler = scaling && scaler.addScaler(this, "scaler", spec, scaling);
    this.order();
    if (spec.backends.length > 1) this.orderTraffic(spec);
    if (shared) this.orderAfter(shared);
  }

  private addBudget(spec: ModelServingSpec): ApiObject {
    const { name, namespace } = spec;
    const props = oneAtATime({ name, namespace, instance: name, pods: modelServerSelector(spec) });
    return new k8s.KubePodDisruptionBudget(this, "budget", props);
  }

  private order(): void {
    // The pool refers to the Service; GKE reports BackendNotFound until it exists.
    this.pool.addDependency(this.endpointPickerService);
    // A route to a missing pool answers 500.
    this.route.addDependency(this.pool);
    // Policies that are created before their pool are not attached to it.
    this.healthPolicy.addDependency(this.pool);
    this.backendPolicy.addDependency(this.pool);
    // A picker without its configuration exits.
    if (this.ownPickerConfig) this.endpointPicker.addDependency(this.ownPickerConfig);
    // A model has come up once before it may go; and a request can only wake it through its pool and its picker.
    this.scaler?.addDependency(this.modelServer, this.pool, this.endpointPicker);
  }

  /** Requests reach a variant once it is up, and no more before it goes: the others serve them meanwhile. */
  private orderTraffic(spec: ModelServingSpec): void {
    if (shareOf(spec) > 0) this.route.addDependency(this.modelServer);
    else if (mostReplicas(spec) === 0) this.modelServer.addDependency(this.route);
  }

  private orderAfter(shared: InferenceGatewayChart): void {
    // Nothing can be created in a namespace that is not there.
    for (const object of [this.routerMap, this.modelServer, this.endpointPickerService, ...this.budgets])
      object.addDependency(shared.namespaceObject);
    this.ownPickerConfig?.addDependency(shared.namespaceObject);
    // No pod is open to everybody, not even for the moment before its policy.
    for (const object of [this.modelServer, this.endpointPicker]) object.addDependency(shared.denyOthers);
    // Without its account a pod is not admitted; without its rights or configuration the picker exits.
    this.endpointPicker.addDependency(...shared.endpointPickerNeeds);
    // The scaler must see that replicas stay before the Deployment scales up.
    if (shared.fixedReplicas) this.modelServer.addDependency(shared.fixedReplicas);
    // Without access a scaler takes a model for idle.
    this.scaler?.addDependency(...shared.scalerNeeds);
    // A route is only accepted by a gateway that exists.
    this.route.addDependency(shared.gateway);
  }
}

function poolProps(spec: ModelServingSpec): ConstructorParameters<typeof InferencePool>[2] {
  return {
    metadata: { name: spec.name, namespace: spec.namespace, labels: commonLabels("pool", spec.name) },
    spec: {
      selector: { matchLabels: modelServerSelector(spec) },
      targetPorts: [{ number: modelServerPort }],
      endpointPickerRef: {
        group: "",
        kind: "Service",
        name: endpointPickerName(spec),
        port: { number: endpointPickerPorts.callout },
        // All endpoints of a pool serve the same model, so any of them is right while the picker is away.
        failureMode: InferencePoolSpecEndpointPickerRefFailureMode.FAIL_OPEN,
      },
    },
  };
}

/** No method is matched: GKE refuses a route that does, and what is no POST gets 405 from vLLM, not an answer of its model. */
function pathMatch(path: string, model: string): HttpRouteSpecRulesMatches {
  return {
    path: { type: HttpRouteSpecRulesMatchesPathType.EXACT, value: path },
    headers: [{ type: HttpRouteSpecRulesMatchesHeadersType.EXACT, name: routingHeader, value: model }],
  };
}

function routeProps(spec: ModelServingSpec): ConstructorParameters<typeof HttpRoute>[2] {
  const { routeName: name, namespace } = spec;
  return {
    metadata: { name, namespace, labels: commonLabels("route", name) },
    spec: {
      parentRefs: [
        { group: "gateway.networking.k8s.io", kind: "Gateway", name: spec.gatewayName, namespace },
      ],
      rules: [
        {
          matches: taskTraits[spec.task].paths.map((path) => pathMatch(path, spec.model)),
          backendRefs: spec.backends.map((backend) => ({
            group: poolGroup,
            kind: "InferencePool",
            name: backend.name,
            port: modelServerPort,
            weight: backend.weight,
          })),
        },
      ],
    },
  };
}

function poolRef({ name }: ModelServingSpec): PolicyTargetRef {
  return { group: poolGroup, kind: "InferencePool", name };
}

function healthPolicyProps(spec: ModelServingSpec): ConstructorParameters<typeof HealthCheckPolicy>[2] {
  return {
    metadata: {
      name: spec.name,
      namespace: spec.namespace,
      labels: commonLabels("health-policy", spec.name),
    },
    spec: {
      targetRef: poolRef(spec),
      default: {
        ...loadBalancerCheck(spec.probes.readiness),
        config: {
          type: "HTTP",
          httpHealthCheck: {
            requestPath: modelServerHealthPath,
            port: modelServerPort,
            portSpecification: "USE_FIXED_PORT",
          },
        },
      },
    },
  };
}

function backendPolicyProps(spec: ModelServingSpec): ConstructorParameters<typeof GCPBackendPolicy>[2] {
  return {
    metadata: {
      name: spec.name,
      namespace: spec.namespace,
      labels: commonLabels("backend-policy", spec.name),
    },
    spec: {
      targetRef: poolRef(spec),
      default: { timeoutSec: backendTimeoutSec(spec), connectionDraining: { drainingTimeoutSec: 60 } },
    },
  };
}
