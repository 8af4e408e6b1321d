import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import { createAfter } from "../../plan/create-after";
import { HelmChart } from "../../plan/helm-chart";
import { commonLabels, watchedNamespaceLabel } from "../../objects/labels";
import { requestQuantities } from "../../objects/pod-requests";
import { kedaRequest } from "./keda-pods";
import { kedaChart } from "../../versions";
import { kedaApiGroup } from "./kinds";

/** Id of KEDA's chart in the plan of a stack, by which the engine identifies KEDA. */
export const kedaChartId = kedaChart.name;

/** The namespaces of KEDA. */
export interface KedaChartProps {
  /** Namespace of KEDA itself. Changing it moves KEDA. */
  readonly namespace: string;
  /** The one namespace whose models it scales. */
  readonly watchNamespace: string;
}

/** KEDA and its namespace. It wakes models that have scaled to zero. A cluster has one KEDA. */
export class KedaChart extends Chart {
  public readonly namespaceObject: ApiObject;
  public readonly helm: HelmChart;

  /** @param watched the namespace whose models it scales, if the same program creates it. */
  public constructor(scope: Construct, id: string, props: KedaChartProps, watched?: ApiObject) {
    super(scope, id, { disableResourceNameHashes: true });
    const { namespace, watchNamespace } = props;
    this.namespaceObject = new ApiObject(this, "namespace", {
      apiVersion: "v1",
      kind: "Namespace",
      // All of the chart's pods run under it.
      metadata: {
        name: namespace,
        labels: { ...commonLabels("keda"), "pod-security.kubernetes.io/enforce": "restricted" },
      },
    });
    const { repository, name, version } = kedaChart;
    this.helm = new HelmChart(this, "helm", {
      source: { kind: "repository", repository, name, version },
      release: name,
      namespace,
      values: kedaValues(watchNamespace),
      // The check before the next update identifies it by this label; the chart has no value for the labels of its definitions.
      labels: { [watchedNamespaceLabel]: watchNamespace },
      patches: [],
    });
    createAfter(
      this.helm,
      [this.namespaceObject, ...(watched ? [watched] : [])],
      "KEDA's pods live in the one namespace, and its rights in the other",
    );
  }

  /** Lets every object of KEDA's API in a tree wait for KEDA, which serves that API, so that they also go before it. */
  public serve(tree: Construct): void {
    for (const construct of tree.node.findAll())
      if (construct instanceof ApiObject && construct.apiGroup === kedaApiGroup)
        createAfter(construct, [this.helm], "KEDA serves the API of the object");
  }
}

/**
 * On private nodes GKE's control plane reaches pods only at 443 and 10250, unless the VPC has a firewall rule for more.
 * The chart's own ports are 6443 and 9443. Source: chaos-mesh pull request 3877, which did the same (read 2026-11).
 */
const portOfControlPlane = 10_250;

/**
 * Values of KEDA's Helm chart. Its pods meet `restricted` without changes, and name their commands (kedacore/charts v2.20.2,
 * keda/templates/{manager,metrics-server,webhooks}/deployment.yaml).
 */
function kedaValues(watchNamespace: string) {
  const resources = { requests: requestQuantities(kedaRequest) };
  return {
    watchNamespace,
    service: { portHttpsTarget: portOfControlPlane },
    webhooks: { port: portOfControlPlane },
    // It scales only Deployments; without this it would have permission to scale anything.
    rbac: { enabledCustomScaledRefKinds: false },
    resources: { operator: resources, metricServer: resources, webhooks: resources },
  };
}
