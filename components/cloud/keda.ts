import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { KubernetesObject } from "../plan/deploy-plan";
import { ownershipAnnotations } from "../plan/engine-annotations";
import { commonLabels } from "../serving/labels";
import { kedaChart } from "../versions";

/** KEDA and where it is deployed. */
export interface KedaArgs {
  /** Namespace of KEDA itself. Changing it moves KEDA. */
  readonly namespace: string;
  /** The one namespace whose models it scales. */
  readonly watchNamespace: string;
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
}

/** KEDA, from its Helm chart: it wakes models that have scaled to zero. A cluster has one. */
export class Keda extends ComponentResource {
  public readonly chart: Chart;

  public constructor(name: string, args: KedaArgs, options: ComponentResourceOptions = {}) {
    const { namespace, watchNamespace, provider } = args;
    super("switchyard:cloud:Keda", name, {}, { ...options, provider });
    const home = new KubernetesObject(`${name}/namespace`, namespaceManifest(namespace), {
      parent: this,
      provider,
    });
    this.chart = new Chart(
      name,
      {
        chart: kedaChart.name,
        version: kedaChart.version,
        repositoryOpts: { repo: kedaChart.repository },
        name,
        namespace,
        values: { watchNamespace },
      },
      {
        parent: this,
        provider,
        // Its pods live in the namespace.
        dependsOn: [home],
        // A chart's children have no provider of their own in a transform, and would go to the default one.
        transforms: [({ props, opts }) => ({ props, opts: { ...opts, provider } })],
      },
    );
    this.registerOutputs({});
  }
}

function namespaceManifest(name: string) {
  const labels = {
    ...commonLabels("keda"),
    // All of the chart's pods run under it.
    "pod-security.kubernetes.io/enforce": "restricted",
  };
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels, annotations: { ...ownershipAnnotations } },
  };
}
