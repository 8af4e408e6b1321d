import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import { HelmChart } from "../../plan/helm-chart";
import { bodyBasedRouterChart } from "../../versions";
import type { InferenceGatewayChart } from "../inference-gateway-chart";
import { bodyBasedRouterValues, routerDeploymentPatch, routerName, routerRelease } from "./body-based-router";
import type { BodyBasedRouterSpec } from "./body-based-router";

/** Id of BBR's chart in the plan of a stack, and the name that the engine knows BBR by. */
export const routerChartId = routerName;

/** The body-based router (BBR): its Helm chart, with what the chart has no value for merged in. */
export class BodyBasedRouterChart extends Chart {
  public readonly helm: HelmChart;

  /** @param shared the chart of the gateway that it reads requests for. */
  public constructor(scope: Construct, id: string, spec: BodyBasedRouterSpec, shared: InferenceGatewayChart) {
    super(scope, id, { disableResourceNameHashes: true });
    this.helm = new HelmChart(this, "helm", {
      source: { kind: "oci", ...bodyBasedRouterChart },
      release: routerRelease,
      namespace: spec.namespace,
      lacksNamespaces: true,
      values: bodyBasedRouterValues(spec),
      patches: [{ kind: "Deployment", patch: routerDeploymentPatch(spec) }],
    });
    // Its routing extension refers to the Gateway, and its pods live in the namespace.
    this.helm.node.addDependency(shared);
  }
}
