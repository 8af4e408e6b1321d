import { Chart } from "cdk8s";
import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { HttpRoute, HttpRouteSpecRulesMatchesPathType } from "../../imports/gateway.networking.k8s.io";
import type { ModelServingSpec } from "../../model/model-serving-props";
import { disruptionBudget } from "../../objects/disruption-budget";
import { commonLabels } from "../../objects/labels";
import { createAfter } from "../../plan/create-after";
import { addObject } from "../add-object";
import type { InferenceGatewaySpec } from "../gateway-props";
import { afterNamespace, notOpen } from "../inference-gateway-chart";
import type { InferenceGatewayChart } from "../inference-gateway-chart";
import { workloadPolicy } from "../network-policies";
import type { GatewayProvider, ProviderManifest } from "../provider";
import { answeringPods, answersConfigMap, answersDeployment, answersService } from "./answering-pods";
import { catalogueOf } from "./catalogue";
import { cataloguePath, routesFile } from "./envoy-answers";
import { answersPort } from "./envoy-bootstrap";
import { staticAnswersName } from "./names";

/** Id of the chart in every plan: the ids of its objects start with it. */
export const staticAnswersId = staticAnswersName;

/** What the static answers are about. */
export interface StaticAnswersProps {
  /** The gateway that cannot answer by itself. */
  readonly gateway: InferenceGatewaySpec;
  /** Every variant of every model of the gateway. */
  readonly models: readonly ModelServingSpec[];
}

/**
 * The answers of a gateway that cannot answer by itself: pods with the list of models and with the errors, and a route that
 * leads every other request to them. Another model changes only the ConfigMap.
 */
export class StaticAnswersChart extends Chart {
  /** @param shared the chart of the gateway. */
  public constructor(
    scope: Construct,
    id: string,
    { gateway, models }: StaticAnswersProps,
    shared: InferenceGatewayChart,
  ) {
    super(scope, id, { disableResourceNameHashes: true });
    const { namespace } = gateway;
    const { provider, namespaceObject, denyOthers } = shared;
    const routes = routesFile(catalogueOf(models), provider.routing.requestedNameHeader);
    const answers = this.add("answers", answersConfigMap(namespace, routes));
    const opening = new k8s.KubeNetworkPolicy(
      this,
      "reach",
      workloadPolicy(gateway, provider, answeringPods),
    );
    const budget = new k8s.KubePodDisruptionBudget(this, "budget", budgetProps(namespace));
    const service = this.add("answering-service", answersService(namespace));
    const pods = this.add("answering-pods", answersDeployment(namespace));
    for (const object of [answers, opening, budget, service])
      createAfter(object, [namespaceObject], afterNamespace);
    createAfter(pods, [answers], "a pod starts only once its volumes exist");
    createAfter(pods, [denyOthers], notOpen);
    this.addRoute(gateway, service, pods, shared);
    this.addPolicies(namespace, service, shared);
  }

  private add(id: string, manifest: ProviderManifest): ApiObject {
    return addObject(this, { id, manifest });
  }

  private addRoute(
    gateway: InferenceGatewaySpec,
    service: ApiObject,
    pods: ApiObject,
    shared: InferenceGatewayChart,
  ): void {
    const route = new HttpRoute(this, "catch-all", routeProps(gateway, shared.provider));
    createAfter(route, [shared.gateway], "a route is only accepted by a gateway that exists");
    createAfter(route, [service], "a route to a missing Service answers 500");
    createAfter(
      route,
      [pods],
      "until one of these pods is up, what no model takes would be answered 503 in place of 404",
    );
  }

  private addPolicies(namespace: string, service: ApiObject, { provider }: InferenceGatewayChart): void {
    const target = { name: staticAnswersName, namespace, port: answersPort, healthPath: cataloguePath };
    for (const described of provider.serviceObjects?.(target) ?? []) {
      const object = addObject(this, described);
      createAfter(object, [service], "a policy that is created before its target is not attached");
    }
  }
}

function budgetProps(namespace: string): k8s.KubePodDisruptionBudgetProps {
  return disruptionBudget({ name: staticAnswersName, namespace, pods: answeringPods.podLabels });
}

/** Matches of the route; each is one more rule for the gateway. */
export const answersMatches = [
  // Whatever headers a request has, an exact path goes before every prefix: no other route of the gateway can take the list.
  { type: HttpRouteSpecRulesMatchesPathType.EXACT, value: cataloguePath },
  { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: cataloguePath },
  { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: "/" },
] as const;

/** The pods answer from memory. */
const longestAnswerSec = 30;

function routeProps(
  { name, namespace }: InferenceGatewaySpec,
  { capabilities: { timeouts } }: GatewayProvider,
): ConstructorParameters<typeof HttpRoute>[2] {
  return {
    metadata: { name: staticAnswersName, namespace, labels: commonLabels("route") },
    spec: {
      parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name, namespace }],
      rules: [
        {
          matches: answersMatches.map((path) => ({ path: { ...path } })),
          ...(timeouts.supported &&
            timeouts.by === "route" && { timeouts: { request: `${longestAnswerSec}s` } }),
          backendRefs: [{ group: "", kind: "Service", name: staticAnswersName, port: answersPort }],
        },
      ],
    },
  };
}
