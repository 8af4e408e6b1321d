import { CustomResource } from "@pulumi/pulumi";
import type { CustomResourceOptions, Output, Resource } from "@pulumi/pulumi";
import { engineAnnotations } from "./engine-annotations";
import type { DeploymentPlan, PlanEntry } from "./deployment-plan";
import type { Manifest } from "./manifest";

/** Resources by the id of their plan entry. */
export type ResourcesById = ReadonlyMap<string, Resource>;

/** How the entries of a plan become resources. */
export interface DeployOptions {
  /** What every resource gets: its parent and the provider of the cluster. */
  readonly resource: CustomResourceOptions;
  /** Resources that exist already and that entries of the plan depend on. */
  readonly existing?: ResourcesById;
  /**
   * What serves an API that the cluster does not have by itself, by the API's group.
   * @default - the cluster has them all
   */
  readonly apis?: ReadonlyMap<string, ApiServer> | undefined;
}

/**
 * What must be there before an object of an API. It is asked for each such object, with what the plan has made until then,
 * which whatever serves the API may need itself.
 */
export type ApiServer = (created: ResourcesById) => readonly Resource[];

/**
 * Creates one resource for each entry of a plan, named by its id, each depending on the single resources that its entry
 * names: never on a component, which would make it wait for everything inside.
 *
 * @returns the resources by id, the existing ones not among them.
 * @throws Error when an entry depends on something that is neither in the plan before it nor existing.
 */
export function deployPlan(
  plan: DeploymentPlan,
  { resource, existing, apis }: DeployOptions,
): ReadonlyMap<string, KubernetesObject> {
  const created = new Map<string, KubernetesObject>();
  for (const entry of plan) {
    const [group = ""] = entry.manifest.apiVersion.split("/");
    const named = entry.dependsOn.map((id) => find(id, entry, created, existing));
    const options = {
      ...resource,
      dependsOn: [...named, ...(apis?.get(group)?.(created) ?? [])],
    };
    created.set(entry.id, createResource(entry, options));
  }
  return created;
}

function find(
  id: string,
  entry: PlanEntry,
  created: ResourcesById,
  existing: ResourcesById | undefined,
): Resource {
  const found = created.get(id) ?? existing?.get(id);
  if (!found) throw new Error(`${entry.id} depends on ${id}, which is not part of the plan before it`);
  return found;
}

/**
 * Any Kubernetes object as a resource. Its type token names group, version and kind, and that is all the provider needs:
 * it awaits the kinds of Kubernetes itself whether or not they were made by the SDK's typed classes.
 */
export class KubernetesObject extends CustomResource {
  /** What the cluster has last said of the object; its shape is the kind's own. */
  declare public readonly status: Output<unknown>;

  public constructor(id: string, { apiVersion, kind, ...rest }: Manifest, options: CustomResourceOptions) {
    const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    super(`kubernetes:${group}:${kind}`, id, { apiVersion, kind, ...rest, status: undefined }, options);
  }
}

function createResource({ id, manifest }: PlanEntry, options: CustomResourceOptions): KubernetesObject {
  const annotations = { ...manifest.metadata.annotations, ...engineAnnotations(manifest) };
  return new KubernetesObject(id, { ...manifest, metadata: { ...manifest.metadata, annotations } }, options);
}
