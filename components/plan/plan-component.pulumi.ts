import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Inputs, ProviderResource } from "@pulumi/pulumi";
import { deployPlan } from "./deploy-plan.pulumi";
import type { ChartFolders, PlanResource } from "./deploy-plan.pulumi";
import type { DeploymentPlan, PlanEntry } from "./deployment-plan";

/** The resources that a component's part of a plan, or a whole plan, became, by the ids of their entries. */
export type PlanResources = ReadonlyMap<string, PlanResource>;

/**
 * The parent of some entries of a plan. The engine identifies it by type and name, so that a component in a user's program
 * and the same part of a whole stack are the same kind of resource.
 */
export interface PlanPart {
  /** Type of the component, such as `switchyard:cloud:ModelServing`. */
  readonly type: string;
  readonly name: string;
  /** Names of the cdk8s charts whose entries are its children. */
  readonly charts: readonly string[];
  /** Outputs that the engine shows. */
  readonly outputs: (resources: PlanResources) => Inputs;
}

/** How a plan of several parts is deployed. */
export interface PartsDeployment {
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /**
   * Folders of Helm charts by their names, for when their registries cannot be reached.
   * @default - every chart comes from its registry
   */
  readonly chartFolders?: ChartFolders | undefined;
}

/**
 * Deploys a whole plan, its entries grouped under components. The order is the plan's, which may interleave
 * parts.
 *
 * @throws Error when an entry belongs to no part.
 */
export function deployParts(
  plan: DeploymentPlan,
  parts: readonly PlanPart[],
  { provider, chartFolders }: PartsDeployment,
): PlanResources {
  const components = new Map<PlanPart, PartComponent>();
  const partsByChart = new Map(parts.flatMap((part) => part.charts.map((chart) => [chart, part] as const)));
  const parentOf = ({ id, chart }: PlanEntry): PartComponent => {
    const part = partsByChart.get(chart);
    if (!part) throw new Error(`${id} belongs to no component`);
    const component = components.get(part) ?? new PartComponent(part, { provider });
    components.set(part, component);
    return component;
  };
  const resources = deployPlan(plan, { resource: { provider }, parentOf, chartFolders });
  for (const [part, component] of components) component.finish(part.outputs(resources));
  return resources;
}

class PartComponent extends ComponentResource {
  public constructor({ type, name }: PlanPart, options: ComponentResourceOptions) {
    super(type, name, {}, options);
  }

  public finish(outputs: Inputs): void {
    this.registerOutputs(outputs);
  }
}
