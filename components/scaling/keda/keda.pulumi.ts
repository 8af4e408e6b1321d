import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource, Resource } from "@pulumi/pulumi";
import { KubernetesObject } from "../../plan/deploy-plan.pulumi";
import { ownershipAnnotations } from "../../plan/engine-annotations";
import { mergePatch } from "../../plan/merge-patch";
import { kedaLabels, kedaNamespace, kedaValues } from "./keda-chart";
import { kedaChart } from "../../versions";
import { ownChartObjects } from "../../plan/own-chart-objects.pulumi";

/** KEDA and where it is deployed. */
export interface KedaArgs {
  /** Namespace of KEDA itself. Changing it moves KEDA. */
  readonly namespace: string;
  /** The one namespace whose models it scales. */
  readonly watchNamespace: string;
  /**
   * That namespace, where the same program makes it: KEDA gets rights in it.
   * @default - it is there already
   */
  readonly watched?: Resource | undefined;
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
}

/** KEDA, from its Helm chart: it wakes models that have scaled to zero. A cluster has one. */
export class Keda extends ComponentResource {
  public readonly chart: Chart;

  public constructor(name: string, args: KedaArgs, options: ComponentResourceOptions = {}) {
    const { namespace, watchNamespace, watched, provider } = args;
    super("switchyard:cloud:Keda", name, {}, { ...options, provider });
    const home = new KubernetesObject(
      `${name}/namespace`,
      mergePatch(kedaNamespace(namespace), { metadata: { annotations: ownershipAnnotations } }),
      { parent: this, provider },
    );
    this.chart = new Chart(
      name,
      {
        chart: kedaChart.name,
        version: kedaChart.version,
        repositoryOpts: { repo: kedaChart.repository },
        name,
        namespace,
        values: kedaValues(watchNamespace),
      },
      {
        parent: this,
        provider,
        // Its pods live in the one, and its rights in the other.
        dependsOn: [home, ...(watched ? [watched] : [])],
        // The check in front of the next update knows it by this label; the chart has no value for that of its definitions.
        transforms: [
          ownChartObjects(provider, () => ({
            metadata: { labels: kedaLabels(watchNamespace) },
          })),
        ],
      },
    );
    this.registerOutputs({});
  }
}
