import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import type { ChartArgs } from "@pulumi/kubernetes/helm/v4/chart";
import { CustomResource } from "@pulumi/pulumi";
import type { CustomResourceOptions, Output, Resource } from "@pulumi/pulumi";
import { engineManifest } from "./engine-annotations";
import type { ChartEntry, DeploymentPlan, PlanEntry } from "./deployment-plan";
import { helmChartName } from "./helm-chart";
import type { HelmChartSource } from "./helm-chart";
import type { Manifest } from "./manifest";
import { ownChartObjects } from "./own-chart-objects.pulumi";

/** Resources by plan entry id. */
export type ResourcesById = ReadonlyMap<string, Resource>;

/** How the entries of a plan become resources. */
export interface DeployOptions {
  /** Options of every resource: its parent and the provider of the cluster. */
  readonly resource: CustomResourceOptions;
  /**
   * The parent of a single entry's resource.
   * @default - that of `resource`
   */
  readonly parentOf?: ((entry: PlanEntry) => Resource) | undefined;
  /**
   * Resources that exist already and that entries of the plan depend on.
   * @default - none
   */
  readonly existing?: ResourcesById | undefined;
  /**
   * Folders of Helm charts by their names, such as `body-based-routing`, for when their registries cannot be reached.
   * @default - every chart comes from its registry
   */
  readonly chartFolders?: ChartFolders | undefined;
}

/** Folders of Helm charts, by the name that a chart has in its registry. */
export type ChartFolders = ReadonlyMap<string, string>;

/**
 * Creates one resource for each entry of a plan, named by its id, each depending on the single resources that its entry
 * names: never on a component, which would make it wait for everything inside. A Helm chart is the only exception: what
 * depends on it waits for all of its objects.
 *
 * @returns the resources by id, without the existing ones.
 * @throws Error when an entry depends on something that is neither in the plan before it nor existing.
 */
export function deployPlan(plan: DeploymentPlan, options: DeployOptions): ReadonlyMap<string, PlanResource> {
  const created = new Map<string, PlanResource>();
  for (const entry of plan) created.set(entry.id, createResource(entry, created, options));
  return created;
}

/** The resource of a plan entry. */
export type PlanResource = KubernetesObject | Chart;

function createResource(
  entry: PlanEntry,
  created: ResourcesById,
  { resource, parentOf, existing, chartFolders }: DeployOptions,
): PlanResource {
  const dependsOn = entry.dependsOn.map((id) => {
    const found = created.get(id) ?? existing?.get(id);
    if (!found) throw new Error(`${entry.id} depends on ${id}, which is not part of the plan before it`);
    return found;
  });
  const options = { ...resource, ...(parentOf && { parent: parentOf(entry) }), dependsOn };
  return entry.kind === "object"
    ? new KubernetesObject(entry.id, engineManifest(entry.manifest), options)
    : createChart(entry, options, chartFolders);
}

/**
 * Any Kubernetes object as a resource. Its type token names group, version and kind, which is all the provider needs:
 * it awaits the built-in kinds of Kubernetes whether or not the SDK's typed classes created them.
 */
export class KubernetesObject extends CustomResource {
  /** The object as last reported by the cluster; its shape depends on the kind. */
  declare public readonly status: Output<unknown>;

  public constructor(id: string, { apiVersion, kind, ...rest }: Manifest, options: CustomResourceOptions) {
    const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    super(`kubernetes:${group}:${kind}`, id, { apiVersion, kind, ...rest, status: undefined }, options);
  }
}

function createChart(
  { id, helm }: ChartEntry,
  options: CustomResourceOptions,
  chartFolders: ChartFolders | undefined,
): Chart {
  const folder = chartFolders?.get(helmChartName(helm.source));
  const source = folder === undefined ? pinnedSource(helm.source) : { chart: folder };
  const { release: name, namespace, values } = helm;
  return new Chart(
    id,
    { ...source, name, namespace, values },
    {
      ...options,
      transforms: [...(options.transforms ?? []), ownChartObjects(options.provider, helm)],
    },
  );
}

function pinnedSource(source: HelmChartSource): Pick<ChartArgs, "chart" | "version" | "repositoryOpts"> {
  return source.kind === "oci"
    ? { chart: source.reference, version: source.version }
    : { chart: source.name, version: source.version, repositoryOpts: { repo: source.repository } };
}
