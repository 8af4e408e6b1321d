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
import {
  endpointPickerDeployment,
  endpointPickerPorts,
  endpointPickerSelector,
  endpointPickerService,
} from "../endpoint-picker/endpoint-picker";
import { disruptionBudget } from "../objects/disruption-budget";
import { hasOwnPickerConfig, ownPickerConfigMap } from "../endpoint-picker/endpoint-picker-config";
import { addObject } from "../gateway/add-object";
import { afterNamespace, notOpen } from "../gateway/inference-gateway-chart";
import type { InferenceGatewayChart } from "../gateway/inference-gateway-chart";
import type { EndpointPickers, GatewayProvider, ModelObject } from "../gateway/provider";
import { defaultProvider } from "../gateway/providers";
import { applyPatches } from "../patches/apply-patches";
import type { Patches } from "../patches/patch-props";
import { createAfter } from "../plan/create-after";
import { modelServerPort } from "../vllm/server-port";
import { commonLabels } from "../objects/labels";
import type { ModelServingSpec } from "./model-serving-props";
import { endpointPickerName } from "./names";
import { modelServerDeployment, modelServerSelector } from "./model-server";
import { fixedReplicasConfigMap } from "../scaling/fixed-replicas";
import { scaler } from "../scaling/scalers";
import { backendTimeoutSec, maxReplicasOf } from "../scaling/resolve-scaling";
import { taskTraits } from "./task";
import { requestShare } from "./variants";

const poolGroup = "inference.networking.k8s.io";

/**
 * Everything that one model, or one variant of a model, needs. Only the lead variant has a route; the others have a backend in
 * it. Servers, pool, endpoint picker and route are the same behind every gateway; the gateway's provider adds further objects.
 * A model with several replicas has a disruption budget, and one that scales has two more objects: its ScaledObject, and a
 * separate configuration for its endpoint picker. One that ranks, scores or classifies has that configuration too.
 *
 * Their order follows from edges, each between two single objects and with a reason.
 */
export class ModelServingChart extends Chart {
  /** The replicas that stay, for the scaler. */
  public readonly fixedReplicas: ApiObject;
  public readonly modelServer: ApiObject;
  public readonly endpointPicker: ApiObject;
  public readonly endpointPickerService: ApiObject;
  public readonly pool: ApiObject;
  public readonly route: ApiObject;
  /** One for the servers and one for the pickers, if there are several; none for an only pod, which must stay evictable. */
  public readonly budgets: readonly ApiObject[];
  /** What scales the model; `undefined` if `replicas` is fixed. */
  public readonly scaler: ApiObject | undefined;
  /** Configuration of the endpoint picker of a model that scales, or whose requests it forwards unread; the others share one. */
  public readonly ownPickerConfig: ApiObject | undefined;
  private readonly patches: Patches | undefined;

  /**
   * @param id name of the chart, and of the folder that `synth` writes it to.
   * @param shared the chart of the gateway, if it is part of the same program; otherwise the namespace, a gateway of the
   * default provider and the endpoint pickers' identity must already exist.
   * @param lead the chart of the lead variant, for the other variants.
   */
  public constructor(
    scope: Construct,
    id: string,
    spec: ModelServingSpec,
    shared?: InferenceGatewayChart,
    lead?: ModelServingChart,
  ) {
    super(scope, id, { disableResourceNameHashes: true });
    const provider = shared?.provider ?? defaultProvider;
    const { endpointPickers } = provider;
    const added = [...(lead ? [] : provider.modelObjects(spec)), ...provider.poolObjects(spec)];
    const first = added.filter(({ after }) => after.length === 0).map((object) => addObject(this, object));
    this.fixedReplicas = new k8s.KubeConfigMap(this, "fixed-replicas", fixedReplicasConfigMap(spec));
    this.modelServer = new k8s.KubeDeployment(this, "model-server", modelServerDeployment(spec));
    const pickers = endpointPickerDeployment(spec, endpointPickers.replicas);
    this.endpointPickerService = this.addPickerService(spec);
    this.endpointPicker = new k8s.KubeDeployment(this, "endpoint-picker", pickers);
    this.pool = new InferencePool(this, "pool", poolProps(spec, endpointPickers));
    this.route = lead?.route ?? new HttpRoute(this, "route", routeProps(spec, provider));
    for (const object of added) if (object.after.length > 0) this.addAfter(object);
    this.budgets = this.addBudgets(spec, endpointPickers);
    this.ownPickerConfig = this.addPickerConfig(spec);
    this.scaler = spec.scaling && scaler.addScaler(this, "scaler", spec, spec.scaling);
    this.order();
    if (spec.backends.length > 1) this.orderTraffic(spec);
    if (shared) this.orderAfter(shared, first);
    this.patches = spec.patches;
    applyPatches(this, spec.patches, `${spec.name}.patches`, lead && { chart: lead, patches: lead.patches });
  }

  private addPickerService(spec: ModelServingSpec): ApiObject {
    return new k8s.KubeService(this, "endpoint-picker-service", endpointPickerService(spec));
  }

  private addPickerConfig(spec: ModelServingSpec): ApiObject | undefined {
    if (!hasOwnPickerConfig(spec)) return undefined;
    return new k8s.KubeConfigMap(this, "endpoint-picker-config", ownPickerConfigMap(spec));
  }

  private addAfter(object: ModelObject): void {
    const added = addObject(this, object);
    for (const { part, because } of object.after) createAfter(added, [this[part]], because);
  }

  private addBudgets(spec: ModelServingSpec, pickers: EndpointPickers): readonly ApiObject[] {
    const { name: instance, namespace } = spec;
    const add = (id: string, name: string, pods: Readonly<Record<string, string>>): ApiObject =>
      new k8s.KubePodDisruptionBudget(this, id, disruptionBudget({ name, namespace, instance, pods }));
    return [
      ...(maxReplicasOf(spec) < 2 ? [] : [add("budget", instance, modelServerSelector(spec))]),
      ...(pickers.replicas < 2
        ? []
        : [add("endpoint-picker-budget", endpointPickerName(spec), endpointPickerSelector(spec))]),
    ];
  }

  private order(): void {
    createAfter(
      this.pool,
      [this.endpointPickerService],
      "the pool refers to the Service, and is rejected until it exists",
    );
    createAfter(this.route, [this.pool], "a route to a missing pool answers 500");
    createAfter(
      this.modelServer,
      [this.fixedReplicas],
      "the scaler must see that replicas stay before the Deployment scales up",
    );
    if (this.ownPickerConfig)
      createAfter(this.endpointPicker, [this.ownPickerConfig], "a picker without its configuration exits");
    if (this.scaler)
      createAfter(
        this.scaler,
        [this.modelServer, this.pool, this.endpointPicker],
        "a model comes up once before it may go, and a request can wake it only through its pool and its picker",
      );
  }

  /** Requests reach a variant only once it is up, and stop before it is removed: the others serve them meanwhile. */
  private orderTraffic(spec: ModelServingSpec): void {
    if (requestShare(spec) > 0)
      createAfter(
        this.route,
        [this.modelServer],
        "a variant that is not up would answer its part of the requests 503",
      );
    else if (maxReplicasOf(spec) === 0)
      createAfter(
        this.modelServer,
        [this.route],
        "the requests of a parked variant go to the others before its pods go",
      );
  }

  private orderAfter(shared: InferenceGatewayChart, providerObjects: readonly ApiObject[]): void {
    for (const object of [
      ...providerObjects,
      this.modelServer,
      this.endpointPickerService,
      ...this.budgets,
      ...(this.ownPickerConfig ? [this.ownPickerConfig] : []),
      this.fixedReplicas,
    ])
      createAfter(object, [shared.namespaceObject], afterNamespace);
    for (const object of [this.modelServer, this.endpointPicker])
      createAfter(object, [shared.denyOthers], notOpen);
    createAfter(
      this.endpointPicker,
      shared.endpointPickerNeeds,
      "a pod is not admitted without its account, and a picker without rights or configuration exits",
    );
    if (this.scaler)
      createAfter(this.scaler, shared.scalerNeeds, "without access a scaler takes a model for idle");
    createAfter(this.route, [shared.gateway], "a route is only accepted by a gateway that exists");
  }
}

const failureModes = {
  FailOpen: InferencePoolSpecEndpointPickerRefFailureMode.FAIL_OPEN,
  FailClose: InferencePoolSpecEndpointPickerRefFailureMode.FAIL_CLOSE,
} as const;

function poolProps(
  spec: ModelServingSpec,
  { failureMode }: EndpointPickers,
): ConstructorParameters<typeof InferencePool>[2] {
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
        failureMode: failureModes[failureMode],
      },
    },
  };
}

/** No method is matched: some gateways refuse that, and vLLM answers 405 to anything but a POST. */
function pathMatch(path: string, name: string, value: string): HttpRouteSpecRulesMatches {
  return {
    path: { type: HttpRouteSpecRulesMatchesPathType.EXACT, value: path },
    headers: [{ type: HttpRouteSpecRulesMatchesHeadersType.EXACT, name, value }],
  };
}

/** Matches that a rule can have. Source: maxItems of `spec.rules[].matches`, HTTPRoute of Gateway API v1.5.1. */
const mostMatches = 64;

/** The values of the routing header in groups, each of which fits into one rule together with the paths. */
function valuesByRule(values: readonly string[], paths: number): readonly (readonly string[])[] {
  const perRule = Math.floor(mostMatches / paths);
  const rules = Math.ceil(values.length / perRule);
  return Array.from({ length: rules }, (_, rule) => values.slice(rule * perRule, (rule + 1) * perRule));
}

function routeProps(
  spec: ModelServingSpec,
  { routing, capabilities: { timeouts } }: GatewayProvider,
): ConstructorParameters<typeof HttpRoute>[2] {
  const { routeName: name, namespace } = spec;
  const { paths } = taskTraits[spec.task];
  return {
    metadata: { name, namespace, labels: commonLabels("route", name) },
    spec: {
      parentRefs: [
        { group: "gateway.networking.k8s.io", kind: "Gateway", name: spec.gatewayName, namespace },
      ],
      rules: valuesByRule(routing.valuesOf(spec), paths.length).map((values) => ({
        matches: paths.flatMap((path) => values.map((value) => pathMatch(path, routing.header, value))),
        ...(timeouts.supported &&
          timeouts.by === "route" && { timeouts: { request: `${backendTimeoutSec(spec)}s` } }),
        backendRefs: spec.backends.map((backend) => ({
          group: poolGroup,
          kind: "InferencePool",
          name: backend.name,
          port: modelServerPort,
          weight: backend.weight,
        })),
      })),
    },
  };
}
